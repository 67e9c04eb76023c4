"""The form of an absence, for oneself and for somebody else, and absences in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wtforms import Form, SelectField, StringField
from wtforms.validators import InputRequired

from app.actions.keep_absence import add_absence
from app.queries import load, people
from app.web import rehearsing
from app.web.fields import AtMost, DayField, choices, tidy
from app.web.people_choices import named
from workflows.limits import SHORT
from workflows.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from app.models import Absence, Person

DAY = Words("เขียนวันที่", "Write the date")
NOBODY = ("", Words("ไม่มี ให้หัวหน้าหน่วยดูแล", "Nobody: the head of the unit looks after it"))


class AbsenceForm(Form):
    """Who is away, from when to when, and who stands in."""

    person = SelectField(Words("ผู้ลา", "Who is away"), validate_choice=False)
    from_on = DayField(Words("ตั้งแต่วันที่", "From"), validators=[InputRequired(DAY)])
    to_on = DayField(
        Words("ถึงวันที่", "To"), validators=[InputRequired(DAY)],
        description=Words("วันสุดท้ายที่ไม่อยู่ เช่น 27/11/2569", "The last day away, such as 27/11/2026"),
    )  # fmt: skip
    deputy = SelectField(
        Words("ผู้ทำหน้าที่แทน", "Deputy"), validate_choice=False,
        description=Words("ได้รับเรื่องใหม่และจดหมายแทนระหว่างลา",
                          "Gets new cases and letters in the meantime"),
    )  # fmt: skip
    note = StringField(Words("หมายเหตุ", "Note"), validators=[AtMost(SHORT)], filters=(tidy,))

    def offer(self, away: "Person | None" = None) -> None:
        """People to choose from; with ``away`` it is about that very person."""
        able = people.possible_owners(restricted=False)
        if away is not None:
            del self.person
        else:
            unset = ("", Words("เลือกผู้ลา", "Choose who is away"))
            self.person.choices = choices([unset, *named(people.staff())])
        there = [p for p in able if away is None or p.id != away.id]
        self.deputy.choices = choices([NOBODY, *named(there)])

    def save(self, person: "Person", actor: "Person", now: "datetime") -> None:
        """The person is away as it was filled in; Invalid otherwise."""
        told: dict[str, Any] = self.data
        deputy = people.by_email(told["deputy"] or "")
        add_absence(
            person, now, actor=actor, from_on=told["from_on"], to_on=told["to_on"],
            deputy=deputy, note=told["note"] or "",
        )  # fmt: skip


def effects(form: AbsenceForm, person: "Person", now: "datetime") -> "Iterator[Words]":
    """What the absence would mean, as it is filled in; Invalid where it cannot be."""
    rehearsing.attempt(lambda: form.save(person, person, now))
    told: dict[str, Any] = form.data
    number = load.open_cases([person.id])[person.id]
    due = load.due_between(person.id, told["from_on"], told["to_on"])
    yield Words(
        f"{person.name} มีเรื่องที่ยังไม่ยุติ {number:,} เรื่อง ครบกำหนดในวันเหล่านั้น {due:,} เรื่อง"
        " ทุกเรื่องยังเป็นของผู้นี้",
        f"{person.name} has {number:,} open cases, {due:,} of them due on these days;"
        " all of them stay theirs",
    )
    deputy = people.by_email(told["deputy"] or "")
    if deputy is None:
        yield Words(
            "ไม่มีผู้ทำหน้าที่แทน หัวหน้าหน่วยดูแล และเรื่องใหม่ไม่ถูกส่งถึงผู้นี้",
            "Nobody stands in: the head of the unit looks after it; no new case comes",
        )
    else:
        yield Words(
            f"เรื่องใหม่และจดหมายถึง{deputy.name} ซึ่งทำเรื่องของผู้นี้แทนได้",
            f"New cases and letters go to {deputy.name}, who may work on these cases",
        )


def returned(absence: "Absence") -> "Iterator[Words]":
    """What changes when the absence ends, or never comes."""
    name = absence.person.name
    yield Words(f"เรื่องใหม่และจดหมายถึง{name} อีกครั้ง", f"New cases and letters go to {name} again")
    if absence.deputy:
        other = absence.deputy.name
        yield Words(f"{other} ไม่ทำหน้าที่แทนอีก", f"{other} stands in no longer")


def rows(absences: "Sequence[Absence]", today: "date") -> list[dict[str, Any]]:
    """Each absence for the list: who, when, who stands in, and whether it has begun."""
    return [
        {
            "key": absence.id, "person": absence.person.name, "from_on": absence.from_on,
            "to_on": absence.to_on, "deputy": absence.deputy.name if absence.deputy else None,
            "note": absence.note, "now": absence.from_on <= today,
        }
        for absence in absences
    ]  # fmt: skip

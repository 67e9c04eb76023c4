"""Somebody is away, with a deputy; or back earlier than they said."""

from datetime import date, datetime, timedelta

from app.actions.record import record_elsewhere
from app.database import alone, db
from app.models import Absence, Person
from app.queries import absences
from app.queries.rights import MAY_OWN
from workflows.absence import Away, leads_back
from workflows.dates import local_day, say_date
from workflows.errors import Invalid
from workflows.limits import SHORT
from workflows.words import BACKWARDS, Words

ONESELF = Words("เลือกผู้อื่นทำหน้าที่แทน", "Choose somebody else to stand in")
MAY_NOT = Words("ผู้นี้รับเรื่องแทนไม่ได้", "This person may not own cases")
AROUND = Words(
    "ผู้ที่เลือกลาในวันเดียวกัน และผู้ทำหน้าที่แทนของเขาวนกลับมาที่ผู้ลาคนนี้",
    "That person is away on the same days, and their deputies lead back to who is away here",
)
GONE = Words("ผู้นี้ไม่ได้ทำงานที่นี่แล้ว", "This person works here no more")
LONG = Words(f"เขียนได้ไม่เกิน {SHORT} ตัวอักษร", f"At most {SHORT} characters")


def add_absence(  # noqa: PLR0913 - an absence has this many sides
    person: Person, now: datetime, *, actor: Person | None, from_on: date, to_on: date,
    deputy: Person | None = None, note: str = "",
) -> Absence:  # fmt: skip
    """The person is away on these days, both included. The same once more changes nothing.

    Invalid for days that cannot be, a deputy who cannot be, or an absence that is there already.
    """
    alone(db.session, "absences")  # two at once could lead round in a circle, unseen by each other
    new = Away(person.id, from_on, to_on, deputy.id if deputy else None)
    _check(person, new, deputy, note)
    meeting = absences.meeting(from_on, to_on)
    own = next((a for a in meeting if a.person_id == person.id), None)
    if own is not None:
        return _same(own, new)
    if leads_back(new, [_away(absence) for absence in meeting]):
        raise Invalid(deputy=AROUND)
    absence = Absence(
        person=person, from_on=from_on, to_on=to_on, deputy=deputy, note=note.strip()
    )  # fmt: skip
    db.session.add(absence)
    db.session.flush()
    _told(absence, "absence_added", actor, now)
    return absence


def end_absence(absence: Absence, actor: Person | None, now: datetime) -> None:
    """The person is here again from today; an absence that had not begun never was."""
    yesterday = local_day(now) - timedelta(days=1)
    if absence.to_on <= yesterday:
        return
    _told(absence, "absence_ended", actor, now)
    if absence.from_on > yesterday:
        db.session.delete(absence)
    else:
        absence.to_on = yesterday


def _check(person: Person, new: Away, deputy: Person | None, note: str) -> None:
    problems = {}
    if not person.active:
        problems["person"] = GONE
    if new.last < new.first:
        problems["to_on"] = BACKWARDS
    if len(note) > SHORT:
        problems["note"] = LONG
    if deputy is not None and deputy.id == person.id:
        problems["deputy"] = ONESELF
    elif deputy is not None and not (deputy.active and deputy.has(*MAY_OWN)):
        problems["deputy"] = MAY_NOT
    if problems:
        raise Invalid(**problems)


def _same(own: Absence, new: Away) -> Absence:
    """The absence that is there, if it is this very one."""
    if _away(own) == new:
        return own
    raise Invalid(from_on=Words(
        f"ลาไว้แล้วตั้งแต่ {say_date(own.from_on)} ถึง {say_date(own.to_on)}",
        f"Away already from {say_date(own.from_on, 'en')} to {say_date(own.to_on, 'en')}",
    ))  # fmt: skip


def _away(absence: Absence) -> Away:
    return Away(absence.person_id, absence.from_on, absence.to_on, absence.deputy_id)


def _told(absence: Absence, what: str, actor: Person | None, now: datetime) -> None:
    deputy = absence.deputy.name if absence.deputy else ""
    record_elsewhere(
        f"person:{absence.person_id}", what, now, actor=actor, deputy=deputy,
        from_on=absence.from_on.isoformat(), to_on=absence.to_on.isoformat(),
    )  # fmt: skip

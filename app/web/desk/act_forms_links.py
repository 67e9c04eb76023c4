"""The forms of the acts that tie cases together, and keep people away from them."""

from typing import TYPE_CHECKING

from flask import request
from wtforms import SelectField, StringField, TextAreaField

from app.actions.split import Part
from app.intake.channels import CHANNELS
from app.queries import links, office, people, walls
from app.web.access import actor
from app.web.desk.doing import CaseForm
from app.web.fields import AtMost, Filled, choices, tidy
from app.web.people_choices import named
from workflows import Kind
from workflows.limits import BODY, SHORT, SUBJECT
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

TIDY = (tidy,)
LONG = {"validators": [AtMost(BODY)], "filters": TIDY}
LINE = {"validators": [AtMost(SHORT)], "filters": TIDY}
PARTS = 3  # on one form; more by sending it again
NOBODY = ("", Words("ไม่ระบุ", "None"))


class WallForm(CaseForm):
    """Whom the case names, and who has it then."""

    person = SelectField(Words("กันบุคคล", "Keep this person away"), validate_choice=False)
    unit = SelectField(Words("หรือกันทั้งหน่วยงาน", "Or keep all of a unit away"), validate_choice=False)
    reason = TextAreaField(
        Words("เหตุที่ต้องกัน", "Why"),
        validators=[Filled(Words("เขียนเหตุที่ต้องกัน", "Write why they are kept away")), AtMost(BODY)],
        filters=TIDY,
        description=Words("ผู้ดูแลการกันและผู้ตรวจสอบเท่านั้นที่เห็น ไม่ปรากฏในเหตุการณ์ของเรื่อง",
                          "Seen by those who keep the walls and by auditors, not on the timeline"),
    )  # fmt: skip
    owner = SelectField(
        Words("ผู้รับผิดชอบคนใหม่", "New owner"), validate_choice=False,
        description=Words("ต้องเลือกเมื่อผู้รับผิดชอบปัจจุบันถูกกัน", "Needed when the owner is kept away"),
    )  # fmt: skip
    new_unit = SelectField(
        Words("หน่วยงานใหม่", "New unit"), validate_choice=False,
        description=Words("ต้องเลือกเมื่อหน่วยงานปัจจุบันถูกกัน", "Needed when the unit is kept away"),
    )  # fmt: skip
    outside_body = StringField(
        Words("หน่วยงานภายนอกที่รับไปพิจารณา", "Outside body that has it"), **LINE,
        description=Words("เช่น ป.ป.ท. ป.ป.ช. ต้องเขียนเมื่อไม่เหลือผู้พิจารณาได้ในสำนักงาน",
                          "Needed when nobody here is left who may decide the case"),
    )  # fmt: skip

    def __init__(self, case: "Case") -> None:
        super().__init__()
        everybody = named(person for person in people.active() if person.unit_code)
        units = [(unit.code, unit.name) for unit in office.units_in_use()]
        same = ("", Words("คงเดิม หรือหน่วยของผู้รับผิดชอบคนใหม่", "As it is, or the new owner's"))
        self.person.choices = choices([NOBODY, *everybody])
        self.unit.choices = choices([NOBODY, *units])
        self.owner.choices = choices([NOBODY, *named(people.owners_for(case))])
        self.new_unit.choices = choices([same, *units])


class LiftForm(CaseForm):
    """Which wall may go, and why."""

    wall = SelectField(Words("ผู้ที่ถูกกัน", "Who is kept away"), validate_choice=False)
    reason = TextAreaField(Words("เหตุที่เลิกกัน", "Why they may come near again"), **LONG)

    def __init__(self, case: "Case") -> None:
        super().__init__()
        units = {unit.code: unit.name for unit in office.units()}
        found = walls.standing(case)
        names = people.names({wall.person_id for wall in found})
        self.wall.choices = choices(
            (str(wall.id), units[wall.unit_code] if wall.unit_code else
             Words(names[wall.person_id or 0], names[wall.person_id or 0]))
            for wall in found
        )  # fmt: skip


class MergeForm(CaseForm):
    """The case that leads."""

    into = StringField(
        Words("เลขที่เรื่องหลัก", "Reference of the main case"), **LINE,
        description=Words(
            "เรื่องนี้จะมีผู้รับผิดชอบและคำตอบเดียวกับเรื่องหลัก ผู้แจ้งแต่ละคนยังติดต่อกับเราในเรื่องของตนเอง",
            "It will have the main one's owner and answer; each correspondent keeps their own",
        ),
    )  # fmt: skip
    note = TextAreaField(Words("หมายเหตุ", "Note"), **LONG)

    def __init__(self, case: "Case") -> None:
        super().__init__(case)
        if request.method == "GET":  # the list of similar cases leads here with the one meant
            self.into.data = request.args.get("into", "")[:SHORT]


class ReasonForm(CaseForm):
    """Why; no more is asked."""

    reason = TextAreaField(Words("เหตุผล", "Reason"), **LONG)


class UnmergeForm(ReasonForm):
    """Why the case goes its own way again; the one it follows is named."""

    def __init__(self, case: "Case") -> None:
        super().__init__(case)
        if main := links.mains([case.id], actor()).get(case.id):
            self.reason.description = Words(f"เรื่องนี้รวมอยู่กับ {main}", f"It is merged with {main}")


class RefusalForm(ReasonForm):
    """Why the answer stands."""

    reason = TextAreaField(
        Words("เหตุที่ไม่เปิดเรื่องอีกครั้ง", "Why the answer stands"), **LONG,
        description=Words("ส่งถึงผู้แจ้ง พร้อมทางอุทธรณ์และหน่วยงานที่ร้องต่อได้",
                          "Sent to the correspondent, with the ways that are left"),
    )  # fmt: skip


class AppealForm(CaseForm):
    """What the correspondent says against the outcome, and how it came."""

    channel = SelectField(Words("ช่องทางที่รับ", "How it came"), validate_choice=False)
    reason = TextAreaField(
        Words("เหตุผลที่อุทธรณ์ ตามคำของผู้แจ้ง", "Their reasons, in their own words"), **LONG
    )

    def __init__(self, case: "Case") -> None:
        super().__init__()
        desk = [(code, c.label) for code, c in CHANNELS.items() if c.desk and not c.referral]
        self.channel.choices = choices(desk)


class SplitForm(CaseForm):
    """The matters of a case, each to be one of its own; what is left empty is none."""

    def __init__(self, case: "Case") -> None:
        super().__init__()
        topics = [t for t in office.topics(restricted=True) if t.restricted == case.restricted]
        for n in range(1, PARTS + 1):
            self[f"kind_{n}"].choices = choices((kind.value, kind.label) for kind in Kind)
            own = ("", Words("เหมือนเรื่องเดิม", "As the first case"))
            self[f"topic_{n}"].choices = choices([own, *((t.code, t.name) for t in topics)])
            if not self.is_submitted():
                self[f"kind_{n}"].data = case.kind.value

    def parts(self) -> list[Part]:
        """Those that were begun."""
        rows = [
            Part(*(self[f"{name}_{n}"].data or "" for name in ("subject", "body", "kind", "topic")))
            for n in range(1, PARTS + 1)
        ]
        return [row for row in rows if row.subject or row.body]


for _n in range(1, PARTS + 1):
    setattr(SplitForm, f"subject_{_n}", StringField(
        Words(f"เรื่องที่ {_n}", f"Part {_n}"), validators=[AtMost(SUBJECT)], filters=TIDY
    ))  # fmt: skip
    setattr(SplitForm, f"body_{_n}", TextAreaField(
        Words("รายละเอียดของเรื่องนี้", "Its details"), **LONG
    ))  # fmt: skip
    setattr(
        SplitForm, f"kind_{_n}", SelectField(Words("ประเภทเรื่อง", "Kind"), validate_choice=False)
    )
    setattr(SplitForm, f"topic_{_n}", SelectField(Words("หัวข้อ", "Topic"), validate_choice=False))

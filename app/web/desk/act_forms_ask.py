"""The forms of asking another unit, of who acts for the correspondent, and of referrals."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wtforms import EmailField, RadioField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import ValidationError

from app.queries import asks, office
from app.web.desk.doing import CaseForm
from app.web.desk.intake_form import ADDRESS, NO_ADDRESS
from app.web.fields import AtMost, DayField, Filled, choices, tidy
from workflows.dates import local_day, say_date
from workflows.limits import BODY, SHORT
from workflows.relations import RELATIONS
from workflows.reporting import THEIR_STATES, Result
from workflows.words import CHOOSE, Words

if TYPE_CHECKING:
    from app.models import Case

TIDY = (tidy,)


class AskForm(CaseForm):
    """What another unit is asked, and by when."""

    unit = SelectField(Words("ถามหน่วยงาน", "Which unit"), validate_choice=False)
    question = TextAreaField(
        Words("คำถาม", "Question"), filters=TIDY,
        validators=[Filled(Words("เขียนคำถามถึงหน่วยงาน", "Write the question")), AtMost(BODY)],
        description=Words(
            "หน่วยที่ถามเห็นเฉพาะเลขที่เรื่อง ประเภท หัวข้อ และคำถามนี้ ไม่เห็นตัวเรื่องและชื่อผู้แจ้ง"
            " เขียนเท่าที่หน่วยนั้นต้องรู้",
            "The unit sees the reference, kind, topic and this question, not the case and not who"
            " brought it: write what it must know, and no more",
        ),
    )  # fmt: skip
    due_on = DayField(Words("ขอคำตอบภายใน", "Answer by"))

    def __init__(self, case: "Case") -> None:
        super().__init__()
        units = [(u.code, u.name) for u in office.units_in_use() if u.code != case.unit_code]
        self.unit.choices = choices([("", CHOOSE), *units])


class WithdrawAskForm(CaseForm):
    """Which question waits for no answer any more."""

    ask = SelectField(Words("คำถาม", "Question"), validate_choice=False)

    def __init__(self, case: "Case") -> None:
        super().__init__()
        waiting = asks.waiting(case)
        self.ask.choices = choices((str(one.id), _said(one.unit.name, one)) for one in waiting)


def _said(unit: Words, ask: "asks.UnitQuestion") -> Words:
    until = (say_date(ask.due_on, "th"), say_date(ask.due_on, "en"))
    return Words(f"{unit.th} ภายใน {until[0]}", f"{unit.en}, by {until[1]}")


class RepresentativeForm(CaseForm):
    """Who acts for the correspondent, and what says they may."""

    name = StringField(
        Words("ชื่อผู้รับมอบอำนาจ", "Name"), filters=TIDY,
        validators=[Filled(Words("เขียนชื่อผู้รับมอบอำนาจ", "Write the name")), AtMost(SHORT)],
    )  # fmt: skip
    relation = RadioField(
        Words("เกี่ยวข้องกับผู้แจ้งอย่างไร", "Relation to the correspondent"),
        validate_choice=False, choices=choices(RELATIONS.items()),
    )  # fmt: skip
    authority = TextAreaField(
        Words("หลักฐานการมอบอำนาจ", "Authority"), validators=[
            Filled(Words("เขียนหลักฐานการมอบอำนาจ", "Write the authority")), AtMost(1000),
        ], filters=TIDY,
        description=Words("เช่น หนังสือมอบอำนาจ ลงวันที่ 2 พ.ย. 2569",
                          "For example: letter of attorney of 2 November 2026"),
    )  # fmt: skip
    email = EmailField(
        Words("อีเมล", "E-mail"), validators=[AtMost(SHORT)], filters=TIDY,
        description=Words("ถ้ามี จดหมายถึงผู้แจ้งจะส่งมาที่นี่แทน",
                          "Letters to the correspondent then go here instead"),
    )  # fmt: skip
    phone = TelField(Words("โทรศัพท์", "Telephone"), validators=[AtMost(100)], filters=TIDY)

    def validate_email(self, field: EmailField) -> None:
        """An address a letter can reach."""
        if field.data and not ADDRESS.fullmatch(field.data):
            raise ValidationError(NO_ADDRESS)


class ReportForm(CaseForm):
    """What is reported to the office that referred the case."""

    result = RadioField(Words("ผลที่รายงาน", "Result"), validate_choice=False)
    text = TextAreaField(
        Words("สิ่งที่ได้ทำ หรือคำชี้แจง", "What was done, or the explanation"), filters=TIDY,
        validators=[
            Filled(Words("เขียนสิ่งที่ได้ทำ หรือคำชี้แจง", "Write what was done, or why not")), AtMost(BODY),
        ],
        description=Words("ระบบเติมเลขที่ของทั้งสองฝ่ายและผลที่รายงานให้เอง",
                          "Siang adds both numbers and the result"),
    )  # fmt: skip
    next_on = DayField(
        Words("กำหนดรายงานครั้งต่อไป", "Next report by"),
        description=Words("ต้องเขียนเมื่ออยู่ระหว่างดำเนินการ ผลอื่นเว้นว่าง",
                          "Needed while in progress; left empty for any other result"),
    )  # fmt: skip

    def __init__(self, case: "Case") -> None:
        super().__init__()
        possible = [r for r in Result if r.is_final or case.state.is_open]
        self.result.choices = choices((r.value, r.label) for r in possible)


class TheirStateForm(CaseForm):
    """Where the case stands with the office that sent it."""

    their_reference = StringField(
        Words("เลขที่เรื่องของหน่วยงานนั้น", "Their reference"), filters=TIDY, validators=[AtMost(100)]
    )
    state = RadioField(
        Words("สถานะที่หน่วยงานนั้น", "Their state"), validate_choice=False,
        choices=choices(THEIR_STATES.items()),
    )  # fmt: skip
    since = DayField(Words("ตั้งแต่วันที่", "Since"))

    def __init__(self, case: "Case") -> None:
        super().__init__()
        if not self.is_submitted() and case.referral:
            self.their_reference.data = case.referral.their_reference
            self.state.data = case.referral.their_state

    def validate_since(self, field: DayField) -> None:
        """Not a day that is still to come."""
        if field.data and field.data > local_day(datetime.now(UTC)):
            raise ValidationError(Words("วันที่ต้องไม่อยู่ในอนาคต", "It cannot be in the future"))

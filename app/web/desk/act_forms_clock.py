"""The forms of the acts that stop the work clock, let it run again, and put off the answer."""

from datetime import date
from typing import TYPE_CHECKING

from wtforms import RadioField, SelectField, TextAreaField

from app.queries import clocks
from app.web.desk.doing import CaseForm
from app.web.fields import AtMost, DayField, Filled, choices, tidy
from workflows.dates import say_date
from workflows.limits import BODY
from workflows.stops import STOP_REASONS
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

LONG = {"validators": [AtMost(BODY)], "filters": (tidy,)}
DAY = Words("เช่น 15/12/2569", "For example 15/12/2026")


class StopForm(CaseForm):
    """Why the clock stands still, what the correspondent is asked, and until when."""

    reason = SelectField(Words("เหตุที่หยุดนับเวลา", "Reason"), validate_choice=False)
    question = TextAreaField(
        Words("คำถามถึงผู้แจ้ง", "Question to the correspondent"), **LONG,
        description=Words("ส่งถึงผู้แจ้งทันที ต้องเขียนเมื่อรอข้อมูลจากผู้แจ้ง เหตุอื่นเว้นว่าง",
                          "Sent at once; needed when you wait for them, left empty otherwise"),
    )  # fmt: skip
    text = TextAreaField(
        Words("รายละเอียด", "Details"), **LONG,
        description=Words("บันทึกไว้ภายใน ผู้แจ้งไม่เห็น", "Internal: the correspondent does not see it"),
    )  # fmt: skip
    resume_on = DayField(Words("นับเวลาต่อเองวันที่", "Resumes by itself on"), description=DAY)
    from_on = DayField(
        Words("หยุดตั้งแต่วันที่", "Stopped since"),
        description=Words("เว้นว่างคือวันนี้ ย้อนได้ไม่ก่อนวันรับเรื่อง",
                          "Empty is today; not before the case came"),
    )  # fmt: skip

    def __init__(self, case: "Case") -> None:
        super().__init__()
        first = ("", Words("เลือกเหตุ", "Choose a reason"))
        reasons = ((code, reason.label) for code, reason in STOP_REASONS.items())
        self.reason.choices = choices([first, *reasons])


class ResumeForm(CaseForm):
    """Why the clock runs again."""

    reason = TextAreaField(
        Words("เหตุผลที่นับเวลาต่อ", "Why the clock runs again"),
        validators=[Filled(Words("เขียนเหตุผลที่นับเวลาต่อ", "Write why it runs again")), AtMost(BODY)],
        filters=(tidy,),
    )  # fmt: skip

    def __init__(self, case: "Case") -> None:
        super().__init__()
        if stop := clocks.running(case):
            why = STOP_REASONS[stop.reason].label
            self.reason.description = Words(
                f"หยุดตั้งแต่วันที่ {say_date(stop.from_on, 'th')} {why.th}",
                f"Stopped since {say_date(stop.from_on, 'en')}: {why.en}",
            )


class ExtendForm(CaseForm):
    """A later date of the answer, and the reason the correspondent reads."""

    until = DayField(Words("ขยายถึงวันที่", "Until"), description=DAY)
    reason = TextAreaField(
        Words("เหตุผล", "Reason"), **LONG,
        description=Words("ผู้แจ้งจะได้อ่านเมื่อผู้บริหารอนุมัติ", "The correspondent reads it once granted"),
    )  # fmt: skip


class DecideForm(CaseForm):
    """Granted or refused."""

    grant = RadioField(
        Words("ผลการพิจารณา", "Decision"), validate_choice=False,
        choices=choices([("yes", Words("อนุมัติ", "Grant")), ("no", Words("ไม่อนุมัติ", "Refuse"))]),
        validators=[Filled(Words("เลือกอนุมัติหรือไม่อนุมัติ", "Choose grant or refuse"))],
    )  # fmt: skip
    note = TextAreaField(Words("หมายเหตุ", "Note"), **LONG)

    def __init__(self, case: "Case") -> None:
        super().__init__()
        asked = clocks.pending(case)
        if asked and case.resolve_by:
            self.grant.description = _proposal(asked.until_on, case.resolve_by, asked.reason)


def _proposal(until: date, due: date, reason: str) -> Words:
    return Words(
        f"ขอขยายกำหนดแจ้งผลจากวันที่ {say_date(due, 'th')} ถึงวันที่ {say_date(until, 'th')} "
        f"เพราะ {reason}",
        f"To put the answer off from {say_date(due, 'en')} until {say_date(until, 'en')}: {reason}",
    )

"""The forms of a survey: its plan, who is asked, and the code of a paper."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_wtf.file import FileField
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField

from app.queries import questionnaires, surveys
from app.queries.cases import today
from app.web.fields import DayField, choices, tidy
from workflows.fiscal import fiscal_year
from workflows.surveys import BY_STAFF, ENTRIES
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Survey

TIDY = (tidy,)
FIRST = {"anonymous": True, "remind_days": "7"}
NONE = ("", Words("ไม่มี", "None"))


class PlanForm(Form):
    """What is asked of the groups, when, and what is promised."""

    name_th = StringField(Words("ชื่อแบบสำรวจ", "Name"), filters=TIDY)
    fiscal_year = StringField(Words("ปีงบประมาณ (พ.ศ.)", "Fiscal year (B.E.)"), filters=TIDY)
    questionnaire = SelectField(Words("แบบสอบถาม", "Questionnaire"), validate_choice=False)
    opens_on = DayField(Words("วันเปิด", "First day"))
    closes_on = DayField(Words("วันปิด", "Last day"))
    anonymous = BooleanField(
        Words("ไม่ผูกคำตอบกับชื่อผู้ตอบ", "Answers are not linked to names"),
        description=Words("เมื่อเชิญแล้วเปลี่ยนไม่ได้", "It stays so once people are invited"),
    )  # fmt: skip
    remind_days = StringField(
        Words("เตือนผู้ที่ยังไม่ตอบหลังเชิญ (วัน)", "Reminder after the invitation (days)"), filters=TIDY,
        description=Words("เตือนครั้งเดียว", "Once"),
    )  # fmt: skip
    previous_code = SelectField(
        Words("เปรียบเทียบกับแบบสำรวจ", "Compared with"), validate_choice=False
    )


class NewForm(PlanForm):
    """The same, with the code."""

    code = StringField(
        Words("รหัส", "Code"), filters=TIDY,
        description=Words("เช่น survey-2570", "Such as survey-2570"),
    )  # fmt: skip


class PeopleForm(Form):
    """Who else of a group is asked."""

    people = TextAreaField(
        Words("พิมพ์รายชื่อ", "Type the list"), filters=TIDY,
        description=Words("บรรทัดละคน: ชื่อ, อีเมล, โทรศัพท์ (สองช่องหลังเว้นได้)",
                          "One a line: name, e-mail, telephone (the last two may be left out)"),
    )  # fmt: skip
    file = FileField(
        Words("หรือไฟล์ .xlsx หรือ .csv", "Or a file, .xlsx or .csv"),
        description=Words(
            "แถวแรกเป็นหัวคอลัมน์: ชื่อ อีเมล โทรศัพท์ เห็นรายชื่อก่อนแล้วจึงบันทึก",
            "The first row names the columns: Name, E-mail, Telephone. Shown before it is kept",
        ),
    )  # fmt: skip


class EntryForm(Form):
    """The code that stands on a paper, or that somebody reads out."""

    code = StringField(Words("รหัสแบบสำรวจ", "Survey code"), filters=TIDY)
    channel = RadioField(
        Words("ตอบทาง", "Answered by"), choices=choices((name, ENTRIES[name]) for name in BY_STAFF),
        default="paper",
    )  # fmt: skip


def plan_form(typed: Any, survey: "Survey | None" = None) -> PlanForm:
    """The form as it was typed, else as the survey is planned, else empty for this year."""
    year = fiscal_year(today(datetime.now(UTC)))
    data = _data(survey) if survey else {**FIRST, "fiscal_year": str(year)}
    form = (PlanForm if survey else NewForm)(typed or None, data=data)
    usable = [(str(one.id), _called(one)) for one in questionnaires.usable()]
    kept = survey.questionnaire_id if survey else None
    if kept and str(kept) not in dict(usable):
        usable.append((str(kept), _called(questionnaires.find(kept))))
    form.questionnaire.choices = choices([("", Words("เลือก", "Choose")), *usable])
    others = [(one.code, Words(one.code, one.code)) for one, _ in surveys.listed()]
    own = survey.code if survey else ""
    form.previous_code.choices = choices([NONE, *(pair for pair in others if pair[0] != own)])
    return form


def _data(survey: "Survey") -> dict[str, Any]:
    names = ("name_th", "opens_on", "closes_on", "anonymous", "previous_code")
    return {name: getattr(survey, name) for name in names} | {
        "fiscal_year": str(survey.fiscal_year), "remind_days": str(survey.remind_days),
        "questionnaire": str(survey.questionnaire_id or ""),
    }  # fmt: skip


def _called(one: Any) -> Words:
    text = f"{one.code} · {one.name_th}"
    return Words(f"{text} (รุ่น {one.number})", f"{text} (version {one.number})")

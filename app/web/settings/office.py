"""The office itself: its names, address and hours; another closing time is rehearsed first."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import EmailField, Field, Form, IntegerField, StringField, TelField, TextAreaField
from wtforms.validators import Email, Optional, StopValidation, ValidationError

from app.actions.keep_office import change_office, check_hours
from app.database import transaction
from app.queries import office as questions
from app.reports.rehearsal import Rehearsal
from app.web import rehearsing
from app.web.access import actor
from app.web.fields import AtMost, Filled, complain, tidy
from app.web.settings._blueprint import blueprint
from app.web.settings.telling import history, tell
from workflows.errors import Invalid
from workflows.limits import SHORT
from workflows.reckon import Reckoner
from workflows.words import Words

CLOCK = Words("เขียนเวลาแบบ 16:30", "Write a time such as 16:30")
DAYS = Words("เขียนจำนวนวัน 0 ถึง 365", "Write a number of days, 0 to 365")


class ClockField(StringField):
    """A time of day; what a person typed stays in the field when it is none."""

    data: Any

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """``data`` is the time that was written."""
        written = valuelist[0].strip().replace(".", ":") if valuelist else ""
        self.data = _clock(written)
        if self.data is None:
            raise ValidationError(CLOCK)


def _clock(written: str) -> time | None:
    try:
        return datetime.strptime(written, "%H:%M").replace(tzinfo=UTC).time()
    except ValueError:
        return None


def _within_a_year(form: Form, field: Field) -> None:
    field.errors = []
    if field.data is None or not 0 <= field.data <= 365:
        raise StopValidation(DAYS)


class OfficeForm(Form):
    """Who the office is, on every page and letter."""

    name_th = StringField(
        Words("ชื่อสำนักงาน", "Name in Thai"),
        [Filled(Words("กรอกชื่อสำนักงาน", "Give the name")), AtMost(SHORT)], (tidy,),
        Words("ชื่อเต็ม อยู่บนทุกหน้าและหนังสือ", "In full: it stands on every page and letter"),
    )  # fmt: skip
    name_en = StringField(Words("ชื่อภาษาอังกฤษ", "Name in English"), [AtMost(SHORT)], (tidy,))
    short_th = StringField(
        Words("ชื่อย่อ", "Short name"), [AtMost(50)], (tidy,), Words("เช่น สศอ.", "Such as สศอ.")
    )
    ministry_th = StringField(Words("กระทรวง", "Ministry"), [AtMost(SHORT)], (tidy,))
    self_reference_th = StringField(
        Words("คำเรียกตนเอง", "What it calls itself"),
        [Filled(Words("กรอกคำเรียกตนเอง", "Give the word")), AtMost(100)], (tidy,),
        Words("เช่น สำนักงานฯ ใช้ในแบบ 2.3 และรายงาน", "Such as สำนักงานฯ, in Form 2.3 and reports"),
    )  # fmt: skip
    address = TextAreaField(
        Words("ที่อยู่", "Address"),
        [AtMost(1000)],
        (tidy,),
        Words("ผู้แจ้งส่งหนังสือมาที่นี่ได้", "Where people can write to"),
    )
    phone = TelField(
        Words("โทรศัพท์", "Telephone"),
        [Filled(Words("กรอกหมายเลขที่ประชาชนโทรถึงได้", "Give a number the public can call")),
         AtMost(100)], (tidy,),
        Words("อยู่ท้ายหนังสือ เมื่อหน่วยไม่มีหมายเลขของตน",
              "Stands below letters of units without their own"),
    )  # fmt: skip
    email = EmailField(
        Words("อีเมล", "E-mail"),
        [Optional(), AtMost(200),
         Email(Words("เขียนที่อยู่อีเมลให้ครบ", "Write a whole address"))], (tidy,),
        Words("แสดงต่อประชาชนในหน้าติดต่อ", "Shown to the public"),
    )  # fmt: skip
    opens = ClockField(
        Words("เปิดทำการ", "Opens at"), description=Words("เช่น 08:30", "Such as 08:30")
    )
    closes = ClockField(
        Words("ปิดทำการ", "Closes at"),
        description=Words("เรื่องที่เข้ามาหลังเวลานี้นับเป็นวันทำการถัดไป กำหนดของเรื่องที่ยังไม่ยุติจะคำนวณใหม่",
                          "What comes in later counts as the next working day; dates of open"
                          " cases are counted anew"),
    )  # fmt: skip
    reopen_days = IntegerField(
        Words("ขอให้พิจารณาใหม่ได้ภายใน (วัน)", "Another look may be asked for within (days)"),
        [_within_a_year],
        description=Words("วันปฏิทินนับจากวันแจ้งผล หนังสือแจ้งผลที่ส่งไปแล้วคงวันเดิมที่เขียนไว้",
                          "Calendar days after our answer; letters already sent keep their day"),
    )  # fmt: skip


@blueprint.route("/office", methods=["GET", "POST"])
def office() -> str | Response | tuple[str, int]:
    """The office as a form; what another closing time does is shown before it is saved."""
    form = OfficeForm(request.form or None, obj=questions.office())
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        check_hours(form.opens.data, form.closes.data)
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form), 422
    if not rehearsing.is_to_be_saved(form):
        return _page(form, rehearsed=rehearsing.fingerprint(form), effects=_effects(form),
                     found=_rehearsed(form.closes.data))  # fmt: skip
    with transaction():
        change_office(form.data, actor(), datetime.now(UTC))
    tell(Words("บันทึกแล้ว", "Saved"))
    return redirect(url_for("settings.office"))


def _effects(form: OfficeForm) -> list[Words]:
    there = questions.office()
    changed = [field for field in form if field.data != getattr(there, field.name)]
    return [
        Words(f"{field.label.text.th}: {_said(getattr(there, field.name))} → {_said(field.data)}",
              f"{field.label.text.en}: {_said(getattr(there, field.name))} → {_said(field.data)}")
        for field in changed
    ]  # fmt: skip


def _said(value: Any) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(value or "–")


def _rehearsed(closes: time) -> Rehearsal | None:
    calendar = questions.whole_calendar()
    if calendar.closes == closes:
        return None
    return rehearsing.rehearsal(Reckoner(replace(calendar, closes=closes), questions.rules()))


def _page(form: OfficeForm, **shown: Any) -> str:
    told = {"effects": None, "rehearsed": "", "found": None, **shown}
    return render_template(
        "settings/office.html", form=form, code=questions.office().code,
        progress=rehearsing.progress(),
        happened=history("settings:office"), **told,
    )  # fmt: skip

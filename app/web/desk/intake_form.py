"""The form with which staff register a case for somebody else."""

import re
from datetime import datetime, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from app.intake.channels import CHANNELS
from app.queries import office, people
from app.web.fields import AtMost, DayField, Filled, choices, tidy
from app.web.people_choices import named
from app.web.present import t
from workflows import Kind, assessment
from workflows.dates import BANGKOK
from workflows.limits import BODY, SHORT, SUBJECT, WISH
from workflows.relations import RELATIONS
from workflows.secrets import new_token
from workflows.words import CHOOSE, Words

TIDY = (tidy,)
LINE = {"validators": [AtMost(SHORT)], "filters": TIDY}
AN_HOUR = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

NO_TIME = Words("เขียนเวลาแบบ 10.30", "Write the time as 10:30")
LATER = Words("วันและเวลาที่รับต้องไม่อยู่ในอนาคต", "It cannot have come in the future")
NO_ADDRESS = Words(
    "ที่อยู่อีเมลต้องมี @ เช่น name@example.com", "An e-mail address has an @, like name@example.com"
)
NO_NAME = Words("เขียนชื่อผู้รับมอบอำนาจ", "Write the representative's name")
NO_AUTHORITY = Words("เขียนหลักฐานการมอบอำนาจ", "Write the authority to act")
ABOUT_WHOM = Words("เลือกผู้ถูกร้องเรียนก่อน", "Choose whom it is about first")
NOBODY = ("", Words("ไม่ระบุ", "None"))
AGENCY = Words("เขียนหน่วยงานที่ส่งต่อเรื่อง", "Write which office referred it")


class IntakeForm(FlaskForm):
    """A caller, a visitor, a letter, a seminar, a survey comment or a referral."""

    token = HiddenField()
    channel = SelectField(Words("ช่องทางที่รับ", "How it came"), validate_choice=False)
    kind = RadioField(Words("ประเภทเรื่อง", "Kind"), validate_choice=False)
    topic = SelectField(Words("หัวข้อ", "Topic"), validate_choice=False)
    received_on = DayField(
        Words("วันที่รับเรื่อง", "Received on"), filters=(),
        validators=[Filled(Words("เขียนวันที่รับเรื่อง", "Write the day it was received"))],
    )  # fmt: skip
    received_time = StringField(
        Words("เวลาที่รับเรื่อง", "At what time"), filters=TIDY, validators=[Filled(NO_TIME)],
        description=Words("เช่น 10.30", "For example 10:30"),
    )  # fmt: skip
    subject = StringField(
        Words("เรื่อง", "Subject"), filters=TIDY,
        validators=[Filled(Words("กรอกชื่อเรื่อง", "Write the subject")), AtMost(SUBJECT)],
    )  # fmt: skip
    body = TextAreaField(
        Words("รายละเอียด ตามคำของผู้แจ้ง", "Details, in the correspondent's own words"),
        filters=TIDY,
        validators=[Filled(Words("กรอกรายละเอียดของเรื่อง", "Write the details")), AtMost(BODY)],
    )  # fmt: skip
    remedy = TextAreaField(
        assessment.REMEDY, filters=TIDY, validators=[AtMost(WISH)],
        description=Words("เช่น ขอให้แก้ไขข้อมูล ขอคำชี้แจง ขอเงินคืน",
                          "For example: put it right, explain, pay back"),
    )  # fmt: skip
    place = StringField(assessment.PLACE, **LINE)
    severity = RadioField(
        assessment.SEVERITY, validate_choice=False, default="medium",
        choices=choices(assessment.SEVERITIES.items()),
    )  # fmt: skip
    complexity = RadioField(
        assessment.COMPLEXITY, validate_choice=False, default="medium",
        choices=choices(assessment.COMPLEXITIES.items()),
    )  # fmt: skip
    files = MultipleFileField(Words("แนบไฟล์ เช่น หนังสือที่สแกน", "Files, for example a scanned letter"))
    anonymous = RadioField(
        Words("ชื่อและช่องทางติดต่อ", "Name and how to reach them"), validate_choice=False,
        default="no",
        choices=choices([
            ("no", Words("บอกชื่อ", "Gives a name")),
            ("yes", Words("ไม่บอกชื่อ", "Stays anonymous")),
        ]),
    )  # fmt: skip
    name = StringField(Words("ชื่อ", "Name"), **LINE)
    email = EmailField(Words("อีเมล", "E-mail"), **LINE)
    phone = TelField(Words("โทรศัพท์", "Telephone"), validators=[AtMost(100)], filters=TIDY)
    address = TextAreaField(Words("ที่อยู่", "Address"), validators=[AtMost(1000)], filters=TIDY)
    acts_name = StringField(Words("ชื่อผู้รับมอบอำนาจ", "Representative's name"), **LINE)
    acts_relation = SelectField(
        Words("เกี่ยวข้องกับผู้แจ้งอย่างไร", "Relation"), validate_choice=False,
        choices=choices(RELATIONS.items()),
    )  # fmt: skip
    acts_authority = StringField(
        Words("หลักฐานการมอบอำนาจ", "Authority"), **LINE,
        description=Words("เช่น หนังสือมอบอำนาจ ลงวันที่ 2 พ.ย. 2569",
                          "For example: letter of attorney of 2 November 2026"),
    )  # fmt: skip
    acts_email = EmailField(
        Words("อีเมลผู้รับมอบอำนาจ", "Representative's e-mail"), **LINE,
        description=Words("ถ้ามี จดหมายถึงผู้แจ้งจะส่งมาที่นี่แทน",
                          "Letters to the correspondent then go here instead"),
    )  # fmt: skip
    acts_phone = TelField(
        Words("โทรศัพท์ผู้รับมอบอำนาจ", "Representative's telephone"), validators=[AtMost(100)],
        filters=TIDY,
    )  # fmt: skip
    person = SelectField(Words("ผู้ถูกร้องเรียน", "The person it is about"), validate_choice=False)
    unit = SelectField(Words("หรือทั้งหน่วยงาน", "Or all of a unit"), validate_choice=False)
    outside_body = StringField(
        Words("หน่วยงานภายนอกที่รับไปพิจารณา", "Outside body that has it"), **LINE,
        description=Words("เช่น ป.ป.ท. ป.ป.ช. ต้องเขียนเมื่อไม่เหลือผู้พิจารณาได้ในสำนักงาน",
                          "Needed when nobody here is left who may decide the case"),
    )  # fmt: skip
    registry_number = StringField(
        Words("เลขรับ", "Registry number"), validators=[AtMost(50)], filters=TIDY
    )
    letter_number = StringField(
        Words("เลขที่หนังสือ", "Number of the letter"), validators=[AtMost(100)], filters=TIDY
    )
    letter_date = DayField(Words("หนังสือลงวันที่", "Date of the letter"))
    agency = StringField(Words("หน่วยงานที่ส่งต่อ", "Office that referred it"), **LINE)
    referral_number = StringField(
        Words("เลขที่ของหน่วยงานนั้น", "Its number"), validators=[AtMost(100)], filters=TIDY
    )
    referral_date = DayField(Words("ลงวันที่", "Dated"))
    report_due = DayField(Words("ต้องรายงานผลภายใน", "Report due"))
    acknowledged = BooleanField(
        Words("แจ้งเลขที่เรื่องและกำหนดเวลาแก่ผู้แจ้งแล้ว หรือจะแจ้งทันทีที่บันทึก",
              "The correspondent is told the reference and the dates at once")
    )  # fmt: skip

    def __init__(self, now: datetime, *, restricted: bool) -> None:
        super().__init__()
        self.now = now
        here = now.astimezone(BANGKOK)
        desk = [(code, channel.label) for code, channel in CHANNELS.items() if channel.desk]
        self.channel.choices = choices([("", CHOOSE), *desk])
        self.kind.choices = choices((kind.value, kind.label) for kind in Kind)
        topics = [(topic.code, topic.name) for topic in office.topics(restricted=restricted)]
        self.topic.choices = choices([("", Words("ไม่แน่ใจ", "Not sure")), *topics])
        self.person.choices = choices([NOBODY, *named(p for p in people.active() if p.unit_code)])
        units = [(unit.code, unit.name) for unit in office.units_in_use()]
        self.unit.choices = choices([NOBODY, *units])
        if not self.is_submitted():
            self.token.data = new_token()
            self.received_on.data = here.date()
            self.received_time.data = here.strftime(t("%H.%M", "%H:%M"))

    @property
    def received_at(self) -> datetime:
        """When it came, by the clock of Bangkok."""
        hour, _, minute = (self.received_time.data or "").replace(":", ".").partition(".")
        at = time(int(hour), int(minute))
        return datetime.combine(self.received_on.data, at, BANGKOK)  # type: ignore[arg-type]  # checked

    def given(self) -> dict[str, Any]:
        """Every field by its name, a text never None."""
        days = ("letter_date", "referral_date", "report_due")
        return {f.name: f.data if f.name in days else f.data or "" for f in self} | {
            "acknowledged": bool(self.acknowledged.data)
        }

    def validate_token(self, field: Any) -> None:
        """A token of ours; a form without one begins anew."""
        if not re.fullmatch(r"[\w-]{40,80}", field.data or ""):
            field.data = new_token()

    def validate_channel(self, field: Any) -> None:
        """One of the desk's own channels."""
        if not field.data or field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(CHOOSE)

    def validate_kind(self, field: Any) -> None:
        """One of the four kinds."""
        if field.data not in list(Kind):
            raise ValidationError(CHOOSE)

    def validate_topic(self, field: Any) -> None:
        """One of the topics this person may use."""
        if (field.data or "") not in {choice.value for choice in field.choices}:
            raise ValidationError(CHOOSE)

    def validate_severity(self, field: Any) -> None:
        """A word of the list; without one it is as most are."""
        field.data = field.data or field.default
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(CHOOSE)

    validate_complexity = validate_severity

    def validate_received_time(self, field: Any) -> None:
        """A time of day, and with its day not in the future."""
        if not AN_HOUR.fullmatch(field.data or ""):
            raise ValidationError(NO_TIME)
        if self.received_on.data and self.received_at > self.now:
            raise ValidationError(LATER)

    def validate_email(self, field: Any) -> None:
        """An address a letter can reach."""
        if field.data and not ADDRESS.fullmatch(field.data):
            raise ValidationError(NO_ADDRESS)

    validate_acts_email = validate_email

    def validate_acts_relation(self, field: Any) -> None:
        """A word of the list."""
        if (field.data or "other") not in RELATIONS:
            raise ValidationError(CHOOSE)

    def validate_acts_name(self, field: Any) -> None:
        """Whoever acts for somebody has a name."""
        told = (self.acts_authority.data, self.acts_email.data, self.acts_phone.data)
        if any(told) and not field.data:
            raise ValidationError(NO_NAME)

    def validate_acts_authority(self, field: Any) -> None:
        """Nobody acts for another without a paper that says so."""
        if self.acts_name.data and not field.data:
            raise ValidationError(NO_AUTHORITY)

    def validate_outside_body(self, field: Any) -> None:
        """It has the case instead of whom it is about."""
        if field.data and not (self.person.data or self.unit.data):
            raise ValidationError(ABOUT_WHOM)

    def validate_agency(self, field: Any) -> None:
        """A referral comes from somebody."""
        channel = CHANNELS.get(self.channel.data or "")
        if channel and channel.referral and not field.data:
            raise ValidationError(AGENCY)

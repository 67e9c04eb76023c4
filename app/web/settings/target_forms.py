"""The forms of the SLA targets: a new version, and the end of one."""

from datetime import date
from typing import Any

from wtforms import Form, RadioField, SelectField, StringField

from app.actions.target_problems import DAYS, LEGAL
from app.intake.channels import CHANNEL_LABELS
from app.queries import office
from app.queries.target_versions import TABLES
from app.web.fields import AtMost, DayField, Filled, choices, tidy
from workflows.assessment import SEVERITIES, SEVERITY
from workflows.deadlines import Milestone, Target
from workflows.errors import Invalid
from workflows.fiscal import fiscal_year
from workflows.kinds import Kind
from workflows.targets import RESTRICTED, TargetRule
from workflows.words import CHOOSE, Words

TIDY = (tidy,)
YEARS = 3  # fiscal years on which a target may be replayed
NONE = "none"
TABLE_LABELS = {
    **{kind.value: kind.label for kind in Kind}, RESTRICTED: Words("เรื่องลับ", "Restricted cases"),
}  # fmt: skip
UNITS = {
    "working": Words("วันทำการ", "Working days"), "calendar": Words("วัน", "Calendar days"),
    NONE: Words("ไม่กำหนดเวลา", "No promise"),
}  # fmt: skip
COUNTS_FROM = {
    "official": Words("วันที่ถือว่ารับเรื่อง", "The official date of receipt"),
    "receipt": Words("วันที่ได้รับจริง", "The day it really came"),
}
EVERY = Words("ทั้งหมด", "All")


def _select(label: Words, pairs: Any = ()) -> SelectField:
    return SelectField(label, choices=choices(pairs), validate_choice=False)


class TargetForm(Form):
    """One version of a promise, and the fiscal year on which it is tried."""

    kind = _select(Words("ใช้กับ", "For"), [(table, TABLE_LABELS[table]) for table in TABLES])
    milestone = _select(Words("ขั้นตอน", "Milestone"), [(m.value, m.label) for m in Milestone])
    days = StringField(Words("จำนวนวัน", "Days"), filters=TIDY)
    unit = RadioField(
        Words("นับเป็น", "Counted in"), choices=choices(UNITS.items()), default="working",
        validate_choice=False,
    )  # fmt: skip
    counts_from = RadioField(
        Words("นับจาก", "Counted from"), choices=choices(COUNTS_FROM.items()), default="official",
        validate_choice=False,
    )  # fmt: skip
    topic = _select(Words("เฉพาะหัวข้อ", "Topic only"))
    severity = _select(SEVERITY, [("", EVERY), *SEVERITIES.items()])
    channel = _select(
        Words("เฉพาะช่องทาง", "Channel only"),
        [("", EVERY), *CHANNEL_LABELS.items()],
    )
    legal_basis = StringField(
        Words("กฎหมาย ระเบียบ หรือประกาศที่อ้างอิง", "Law, rule or announcement"), filters=TIDY,
        validators=[AtMost(LEGAL)],
    )  # fmt: skip
    valid_from = DayField(
        Words("ใช้กับเรื่องที่รับตั้งแต่วันที่", "For cases received from"),
        description=Words("เช่น 1/1/2570", "Such as 1/1/2027"),
    )
    valid_to = DayField(
        Words("จนถึงก่อนวันที่", "Until the day before"),
        description=Words("เว้นว่างเมื่อไม่กำหนดวันสิ้นสุด", "Left empty it has no end"),
    )
    year = _select(Words("เทียบกับเรื่องที่ยุติแล้วของปีงบประมาณ", "Tried on the cases of fiscal year B.E."))

    def __init__(self, typed: Any, today: date) -> None:
        super().__init__(typed)
        topics = [(t.code, t.name) for t in office.topics(restricted=True)]
        self.topic.choices = choices([("", EVERY), *topics])
        years = [str(year) for year in range(fiscal_year(today), fiscal_year(today) - YEARS, -1)]
        self.year.choices = choices([(year, Words(year, year)) for year in years])
        self.year.data = self.year.data if self.year.data in years else years[1]

    def rule(self) -> TargetRule:
        """What was typed, as the rulebook reads it; Invalid where it is no promise at all."""
        if self.milestone.data not in list(Milestone):
            raise Invalid(milestone=CHOOSE)
        return TargetRule(
            table=self.kind.data or "", milestone=Milestone(self.milestone.data),
            target=self._target(), topic=self.topic.data or "", severity=self.severity.data or "",
            channel=self.channel.data or "", valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )  # fmt: skip

    def _target(self) -> Target | None:
        if self.unit.data == NONE:
            return None
        if self.unit.data not in UNITS:
            raise Invalid(unit=CHOOSE)
        days = self.days.data or ""
        if not (days.isdecimal() and len(days) <= 4):
            raise Invalid(days=DAYS)
        from_receipt = self.counts_from.data == "receipt"
        return Target(int(days), self.unit.data == "working", from_receipt,
                      self.legal_basis.data or "")  # fmt: skip


class EndForm(Form):
    """The first day on which a version holds no more."""

    valid_to = DayField(
        Words("ใช้กับเรื่องที่รับก่อนวันที่", "For cases received before"),
        description=Words("เช่น 1/1/2570", "Such as 1/1/2027"),
        validators=[Filled(Words("บอกวันที่", "Say which day"))],
    )

"""What the pages of the manager's view are narrowed to, as it stands in the address."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from wtforms import Form, IntegerField, SelectField
from wtforms.validators import Optional, ValidationError

from app.queries import office, people
from app.queries.cases import today
from app.web.fields import DayField, choices
from workflows import Kind
from workflows.fiscal import fiscal_days, fiscal_year
from workflows.words import BACKWARDS, Words

ALL = ("", Words("ทั้งหมด", "All"))
KNOWN = range(2480, 2680)  # fiscal years of the Buddhist era
OLDEST = date(1937, 10, 1)
NOT_YET = Words("วันนี้ยังมาไม่ถึง เลือกวันนี้หรือวันก่อนหน้า", "That day has not come: choose today or before")


class Narrowed(Form):
    """A form of the address; a choice that nobody offered is the first."""

    def __init__(self, args: Any) -> None:
        super().__init__(args)
        if "unit" in self._fields:
            named = ((unit.code, unit.name) for unit in office.units())
            self["unit"].choices = choices([ALL, *named])
        for field in self:
            if isinstance(field, SelectField):
                offered = [choice.value for choice in field.choices]
                field.data = field.data if field.data in offered else offered[0]

    def reword(self) -> None:
        """A day that was understood is shown as people of this language write it."""
        for field in self:
            if isinstance(field, DayField) and field.data:
                field.raw_data = None


def _unit() -> SelectField:
    return SelectField(Words("หน่วยงาน", "Unit"), validate_choice=False)


class TrendForm(Narrowed):
    """A fiscal year by month or week."""

    year = IntegerField("", [Optional()])
    by = SelectField(
        Words("ทีละ", "By"), validate_choice=False,
        choices=choices([("month", Words("เดือน", "Month")), ("week", Words("สัปดาห์", "Week"))]),
    )  # fmt: skip
    unit = _unit()
    kind = SelectField(
        Words("ประเภท", "Kind"), validate_choice=False,
        choices=choices([ALL, *((kind.value, kind.label) for kind in Kind)]),
    )  # fmt: skip

    def chosen(self, day: date) -> int:
        """The fiscal year asked for, else that of ``day``."""
        year: int | None = self.year.data
        return year if year in KNOWN and year is not None else fiscal_year(day)


class AgeingForm(Narrowed):
    """By unit or owner, of one unit or all."""

    by = SelectField(
        Words("แยกตาม", "By"), validate_choice=False,
        choices=choices([
            ("unit", Words("หน่วยงาน", "Unit")), ("owner", Words("ผู้รับผิดชอบ", "Owner"))
        ]),
    )  # fmt: skip
    unit = _unit()


class BacklogForm(Narrowed):
    """A day that has come, and another to compare it with."""

    on = DayField(Words("ณ สิ้นวันที่", "At the end of"))
    than = DayField(Words("เทียบกับวันที่", "Compared with"))

    def validate_on(self, field: DayField) -> None:
        """No day of the future, and none that no case can be of."""
        if field.data and not OLDEST <= field.data <= today(datetime.now(UTC)):
            raise ValidationError(NOT_YET)

    validate_than = validate_on


class UnitsForm(Narrowed):
    """A period, else this fiscal year; and whose owners are shown."""

    first = DayField(Words("รับเรื่องตั้งแต่วันที่", "Received from"), name="from")
    last = DayField(Words("ถึงวันที่", "To"), name="to")
    unit = _unit()

    def validate_last(self, field: DayField) -> None:
        """A period does not end before it begins."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(BACKWARDS)

    def span(self, day: date) -> tuple[date, date]:
        """The first and the last day, of this fiscal year where none is written."""
        first, last = fiscal_days(fiscal_year(day))
        first = self.first.data or first
        return first, max(first, self.last.data or last)


FORMS: dict[str, type[Narrowed]] = {
    "trend": TrendForm, "ageing": AgeingForm, "backlog": BacklogForm, "units": UnitsForm,
}  # fmt: skip


def unit_names() -> dict[Any, Words]:
    """The names of all units, by code."""
    return {unit.code: unit.name for unit in office.units()}


def owner_names(keys: Iterable[Any]) -> dict[Any, Words]:
    """The names of these people, by key."""
    return {key: Words(name, name) for key, name in people.names(set(keys)).items()}

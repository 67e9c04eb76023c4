"""Form fields of our own: a day as people write it."""

from collections.abc import Iterable, Mapping
from datetime import date

from wtforms import Field, Form, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from app.web.present import language
from workflows.dates import parse_date
from workflows.fiscal import BUDDHIST_ERA
from workflows.text import clean
from workflows.words import Words

NO_DAY = Words(
    "เขียนวันที่แบบ 23/11/2569 หรือ 23 พ.ย. 2569", "Write the date as 23/11/2026 or 23 Nov 2026"
)


class DayField(StringField):
    """A day in one text field, B.E. or C.E.; ``data`` is a date, or None where nothing is written.

    What a person typed stays in the field when it is no day.
    """

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data.day}/{self.data.month}/{self._year(self.data)}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """``data`` is the day that was written."""
        written = valuelist[0].strip() if valuelist else ""
        self.data = parse_date(written) if written else None
        if written and self.data is None:
            raise ValidationError(NO_DAY)

    @staticmethod
    def _year(day: date) -> int:
        return day.year if language() == "en" else day.year + BUDDHIST_ERA


class AtMost:
    """So many characters and no more; the field's count knows the number."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.field_flags = {"maxlength": limit}

    def __call__(self, form: Form, field: Field) -> None:
        """StopValidation, with the limit named, for a longer text."""
        if len(field.data or "") > self.limit:
            raise StopValidation(Words(
                f"เขียนได้ไม่เกิน {self.limit:,} ตัวอักษร", f"At most {self.limit:,} characters"
            ))  # fmt: skip


class Filled:
    """Something must be written; ``words`` say what."""

    field_flags = {"required": True}

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, form: Form, field: Field) -> None:
        """StopValidation for nothing, or blanks only; another fault is told by itself."""
        if not field.errors and not str(field.data or "").strip():
            raise StopValidation(self.words)


def choices(pairs: Iterable[tuple[str, Words]]) -> list[SelectChoice]:
    """The choices of a field, each a value and its words."""
    return [SelectChoice(value, words) for value, words in pairs]


def tidy(text: str | None) -> str | None:
    """A field's text as it is stored: cleaned, without blanks around it."""
    return clean(text).strip() if text else text


def complain(form: Form, problems: Mapping[str, Words]) -> None:
    """Each problem stands at its field, or above the form when it has no such field."""
    for name, words in problems.items():
        if name in form:
            form[name].errors = [words]
        else:
            form.form_errors.append(words)

"""Form fields of our own, and the choices of any field as the design system wants them."""

from datetime import date

from wtforms import StringField
from wtforms.validators import ValidationError

from app.web.present import language
from workflows.dates import parse_date
from workflows.fiscal import BUDDHIST_ERA
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

"""The forms of the working calendar: days to close, a day to open, a day's name."""

from datetime import date

from wtforms import Form, StringField

from app.actions.keep_days_off import LEGAL, NAME, NO_NAME, NO_REASON, Closing
from app.web.fields import AtMost, DayField, Filled, tidy
from workflows.words import Words

TIDY = (tidy,)


def _legal() -> StringField:
    return StringField(
        Words("มติคณะรัฐมนตรีหรือคำสั่งที่อ้างอิง", "Cabinet resolution or order"), filters=TIDY,
        validators=[AtMost(LEGAL), Filled(NO_REASON)],
        description=Words("เช่น มติคณะรัฐมนตรี 17 พฤศจิกายน 2569", "Such as the date of the resolution"),
    )  # fmt: skip


class NamedForm(Form):
    """What a day off is called, and by which resolution it is one."""

    name_th = StringField(
        Words("ชื่อวันหยุด", "Name in Thai"), filters=TIDY,
        validators=[AtMost(NAME), Filled(NO_NAME)],
    )  # fmt: skip
    name_en = StringField(
        Words("ชื่อภาษาอังกฤษ", "Name in English"), filters=TIDY, validators=[AtMost(NAME)]
    )
    legal_ref = _legal()

    def closing(self, first: date, last: date | None = None) -> Closing:
        """What was typed, for these days."""
        return Closing(first, last, self.name_th.data or "", self.name_en.data or "",
                       self.legal_ref.data or "")  # fmt: skip


class CloseForm(NamedForm):
    """Days to close: one, or all working days up to another."""

    first = DayField(
        Words("วันหยุด", "Day off"), description=Words("เช่น 2/1/2570", "Such as 2/1/2027"),
        validators=[Filled(Words("บอกวันที่", "Say which day"))],
    )  # fmt: skip
    last = DayField(
        Words("ถึงวันที่", "Up to"),
        description=Words("เมื่อหยุดหลายวันติดกัน", "For several days in a row"),
    )


class OpenForm(Form):
    """A day off that is to be a working day again."""

    legal_ref = _legal()

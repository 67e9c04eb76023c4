"""Dates and times in words, and words back into dates: Buddhist era wherever a person reads."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflows.fiscal import BUDDHIST_ERA

BANGKOK = ZoneInfo("Asia/Bangkok")

_MONTHS_TH = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
_SHORT_TH = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS_TH = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]
_DAYS_SHORT_TH = ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."]
_DAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

_MONTHS = "|".join(map(re.escape, (*_MONTHS_TH, *_SHORT_TH, *_MONTHS_EN)))
_IN_TEXT = re.compile(rf"([0-9๐-๙]{{1,2}}) ({_MONTHS}) (?=[0-9๐-๙])")
NO_BREAK = "\u00a0"

# style: pattern in Thai, pattern in English
_STYLES = {
    "long": ("{day_name}ที่ {d} {month} {be}", "{day_name} {d} {month} {ce} (B.E. {be})"),
    "full": ("{d} {month} {be}", "{d} {month} {ce} (B.E. {be})"),
    "weekday": ("{day} {d} {mon} {be}", "{day} {d} {mon} {ce} (B.E. {be})"),
    "short": ("{d} {mon} {be}", "{d} {mon} {ce} (B.E. {be})"),
    "month": ("{mon} {be}", "{mon} {ce} (B.E. {be})"),
    "column": ("{mon} {be}", "{mon} {ce}"),
    "day": ("วัน{day_name}", "{day_name}"),
}


def end_of(day: date) -> datetime:
    """The moment at which ``day`` is over in Thailand: what was before it was known that day."""
    return start_of_day(day) + timedelta(days=1)


def say_date(day: date | datetime, language: str = "th", style: str = "short") -> str:
    """The day in words: ``long`` and ``full`` for letters, ``weekday`` for promises, ``short``.

    ``day`` is the day of the week alone; ``column`` a month with room for one era.
    A moment is first taken to Bangkok; it must be aware.
    """
    day = local_day(day)
    names = _english(day) if language == "en" else _thai(day)
    pattern = _STYLES[style][1 if language == "en" else 0]
    return pattern.format(d=day.day, ce=day.year, be=day.year + BUDDHIST_ERA, **names)


def keep_dates(text: str) -> str:
    """The same words with every date in them on one line."""
    return _IN_TEXT.sub(rf"\1{NO_BREAK}\2{NO_BREAK}", text).replace("(B.E. ", f"(B.E.{NO_BREAK}")


def say_time(moment: datetime, language: str = "th") -> str:
    """The time of day in Bangkok: ``10.12 น.`` or ``10:12``."""
    here = _here(moment)
    return f"{here:%H:%M}" if language == "en" else f"{here:%H.%M} น."


def local_day(day: date | datetime) -> date:
    """The day it is in Bangkok at that moment; a plain day is itself."""
    return _here(day).date() if isinstance(day, datetime) else day


def start_of_day(day: date | datetime) -> datetime:
    """The first moment of a day in Bangkok, or of the day that it is there at a moment."""
    return datetime.combine(local_day(day), time(), BANGKOK)


def parse_date(text: str) -> date | None:
    """The day a person wrote, or None where it is no day or could be two.

    Years 2400-2699 are B.E., 1900-2100 are C.E.; a year of two digits is refused, since 69 may
    be either. Thai digits, Thai and English months, and everything ``say_date`` writes with a
    day in it are understood.
    """
    # int() reads Thai digits too, so they need no translation.
    text = " ".join(text.split()).casefold()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return _day(year, month, day)
    if match := _WRITTEN.fullmatch(text):
        month = _MONTH_NUMBERS.get(match["month"]) or int(match["month"])
        return _day(int(match["year"]), month, int(match["day"]))
    return None


def _thai(day: date) -> dict[str, str]:
    return {
        "day_name": _DAYS_TH[day.weekday()],
        "day": _DAYS_SHORT_TH[day.weekday()],
        "month": _MONTHS_TH[day.month - 1],
        "mon": _SHORT_TH[day.month - 1],
    }


def _english(day: date) -> dict[str, str]:
    day_name, month = _DAYS_EN[day.weekday()], _MONTHS_EN[day.month - 1]
    return {"day_name": day_name, "day": day_name[:3], "month": month, "mon": month[:3]}


def _here(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return moment.astimezone(BANGKOK)


def _day(year: int, month: int, day: int) -> date | None:
    if 2400 <= year <= 2699:
        year -= BUDDHIST_ERA
    elif not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_numbers() -> dict[str, int]:
    numbers = {}
    for names in (_MONTHS_TH, _SHORT_TH, _MONTHS_EN):
        for number, name in enumerate(names, start=1):
            numbers[name.casefold()] = number
            numbers[name.casefold().rstrip(".")] = number
            if name.isascii():
                numbers[name[:3].casefold()] = number
    return numbers


def _one_of(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_MONTH_NUMBERS = _month_numbers()
_DAY_NAMES = [
    *(f"{name}ที่" for name in _DAYS_TH),
    *_DAYS_TH,
    *_DAYS_SHORT_TH,
    *(name.casefold() for name in _DAYS_EN),
    *(name[:3].casefold() for name in _DAYS_EN),
]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN = re.compile(
    rf"(?:วัน)?(?:ที่|{_one_of(_DAY_NAMES)})? ?(?P<day>\d{{1,2}}) ?[-/. ]? ?"
    rf"(?P<month>{_one_of(list(_MONTH_NUMBERS))}|(?<=[-/. ])\d{{1,2}}(?=[-/. ])) ?[-/. ]? ?"
    r"(?:พ\.ศ\. ?)?(?P<year>\d{4})(?: \(b\.e\. \d{4}\))?"
)

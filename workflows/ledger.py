"""A deadline explained day by day: each day from the receipt on, counted or not, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from workflows.dates import local_day, say_date
from workflows.deadlines import Calendar, Extension, Stop, Target, extended, official_date
from workflows.words import Words

_DAY = timedelta(days=1)
_FIRST = Words("วันรับเรื่อง ไม่นับ", "Day of receipt, not counted")
_DEEMED = Words("วันที่ถือว่ารับเรื่อง ไม่นับ", "Counts as the day of receipt, not counted")
_THROUGH = Words("นับวันหยุดด้วย", "days off count too")
_HOLIDAY = Words("วันหยุดราชการ", "Public holiday")
_STOPPED = Words("หยุดนับเวลา", "Clock stopped")
_DUE = Words("ครบกำหนด", "due")


class How(StrEnum):
    """What a day is to a deadline."""

    BEFORE = "before"  # it came, but its receipt does not count yet
    RECEIVED = "received"  # the first day, which is never counted
    COUNTED = "counted"
    DAY_OFF = "day_off"
    STOPPED = "stopped"
    EXTENDED = "extended"  # beyond the promise, by the extension


@dataclass(frozen=True)
class Line:
    """One day; ``number`` runs over the counted days, and over the extended ones anew."""

    day: date
    how: How
    why: Words
    number: int | None = None
    is_due: bool = False

    @property
    def counted(self) -> bool:
        """Whether the day is one of those promised."""
        return self.how is How.COUNTED


@dataclass(frozen=True)
class Names:
    """What days off and clock stops are called, where somebody knows."""

    days_off: Mapping[date, Words] = field(default_factory=dict)
    stops: Mapping[Stop, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """What a deadline is counted by."""

    target: Target
    calendar: Calendar
    stops: Sequence[Stop] = ()
    extension: Extension | None = None


def ledger(start: date, rule: Rule, names: Names, first: Words = _FIRST) -> list[Line]:
    """A line a day from ``start`` to the deadline, which is the last; OutsideCalendar if none.

    The counted ones are as many as the target has days; those by the extension come after, if it
    reaches further.
    """
    lines, number = [Line(start, How.RECEIVED, first)], 0
    while number < rule.target.days:
        line = _line(lines[-1].day + _DAY, rule, names)
        number += line.counted
        lines.append(_numbered(line, number, rule) if line.counted else line)
    if rule.extension:
        lines = _extend(lines, rule, names)
    return [*lines[:-1], _noted(replace(lines[-1], is_due=True), _DUE)]


def explained(received_at: datetime, rule: Rule, names: Names) -> list[Line]:
    """The same from the moment of receipt, with the days in front until its receipt counts."""
    received, official = local_day(received_at), official_date(received_at, rule.calendar)
    if rule.target.from_receipt or received == official:
        return ledger(received, rule, names)
    before = _before(received, official, rule, names)
    return [*before, *ledger(official, rule, names, _DEEMED)]


def _before(received: date, official: date, rule: Rule, names: Names) -> list[Line]:
    """The days on which it lay here before the office was open to receive it."""
    off = _day_off(received, rule, names)
    why = Words("รับเรื่องหลังเวลาทำการ", "Received after office hours")
    if off:
        why = Words(f"รับเรื่องในวันหยุด ({off.th})", f"Received on a day off ({off.en})")
    why = Words(f"{why.th} ถือว่ารับในวันทำการถัดไป", f"{why.en}: counts on the next working day")
    later = [received + _DAY * n for n in range(1, (official - received).days)]
    return [
        Line(received, How.BEFORE, why),
        *(Line(day, How.BEFORE, _day_off(day, rule, names) or _HOLIDAY) for day in later),
    ]


def _line(day: date, rule: Rule, names: Names) -> Line:
    """What the day is to the promise; calendar days run through days off and stops alike."""
    off = _day_off(day, rule, names)
    if not rule.target.working:
        return Line(day, How.COUNTED, off or Words("", ""))
    if off:
        return Line(day, How.DAY_OFF, off)
    stop = next((stop for stop in rule.stops if stop.holds(day)), None)
    if stop:
        return Line(day, How.STOPPED, names.stops.get(stop, _STOPPED))
    return Line(day, How.COUNTED, Words("", ""))


def _numbered(line: Line, number: int, rule: Rule) -> Line:
    """A counted day says which it is, and that a day off counted too."""
    unit = Words("วันทำการที่", "Working day") if rule.target.working else Words("วันที่", "Day")
    why = Words(f"{unit.th} {number}", f"{unit.en} {number}")
    told = replace(line, number=number, why=why)
    if not line.why.th:
        return told
    return _noted(told, Words(f"{line.why.th} {_THROUGH.th}", f"{line.why.en}: {_THROUGH.en}"))


def _extend(lines: list[Line], rule: Rule, names: Names) -> list[Line]:
    """The lines up to the date granted; the day on which it was granted says so."""
    assert rule.extension is not None  # nosec B101 - only called for one
    until = rule.extension.until
    last = extended(rule.extension, rule.target, rule.calendar, rule.stops)
    found, number = list(lines), 0
    while found[-1].day < last:
        line = _line(found[-1].day + _DAY, rule, names)
        number += line.counted
        found.append(_more(line, number) if line.counted else line)
    said = Words(
        f"อนุมัติขยายเวลาถึง {say_date(until, 'th')}", f"extended until {say_date(until, 'en')}"
    )
    granted = rule.extension.granted_on
    return [_noted(line, said) if line.day == granted else line for line in found]


def _more(line: Line, number: int) -> Line:
    why = Words(f"เวลาที่ขยาย วันที่ {number}", f"Extension, day {number}")
    return replace(line, how=How.EXTENDED, number=number, why=why)


def _noted(line: Line, more: Words) -> Line:
    return replace(line, why=Words(f"{line.why.th} · {more.th}", f"{line.why.en} · {more.en}"))


def _day_off(day: date, rule: Rule, names: Names) -> Words | None:
    """The weekend, or the holiday by its name; None on a working day."""
    if day.weekday() >= 5:
        return Words(say_date(day, "th", "day"), say_date(day, "en", "day"))
    if rule.calendar.is_working(day):
        return None
    return names.days_off.get(day, _HOLIDAY)

"""Open work as it was on a past day, laid out, and beside another day."""

from collections.abc import Mapping
from datetime import date

from app.reports.backlog import WHICH, Backlog
from app.sheets.meanings import BACKLOG, RESTRICTED, UNIT
from app.sheets.sheet import TOTAL, Cell, Change, Count, Part, Sheet, Table
from workflows.dates import say_date
from workflows.words import Words

TITLE = Words("งานคงค้าง ณ วันใดวันหนึ่ง", "The backlog of any day")
_UNIT = Words("หน่วยงาน", "Unit")
_NONE = Words("ยังไม่มีหน่วยงาน", "No unit yet")
Names = Mapping[str, Words]


def backlog_sheet(of: Backlog, other: Backlog | None, names: Names, today: date) -> Sheet:
    """The day by unit; with another day, what changed since."""
    day = _day(of)
    said = Words(f"เมื่อสิ้นวันที่ {day.th}", f"At the end of {day.en}")
    parts = [_part(of, names), *([_compared(of, other, names)] if other else [])]
    return Sheet("backlog", TITLE, said, today, parts, [*BACKLOG.values(), UNIT, RESTRICTED])


def _part(of: Backlog, names: Names) -> Part:
    counts = [len(of.keys(which)) for which in WHICH]
    title = Words(
        f"ยังไม่ยุติ {counts[0]:,} เรื่อง เกินกำหนด {counts[1]:,} เรื่อง",
        f"{counts[0]:,} open, {counts[1]:,} of them overdue",
    )
    rows: list[list[Cell]] = [
        [_name(unit, names), *(_count(of, which, unit) for which in WHICH)] for unit in _units(of)
    ]
    foot: list[Cell] = [TOTAL, *(_whole(of, which) for which in WHICH)]
    heads = tuple(BACKLOG[which][0] for which in WHICH)
    day = _day(of)
    words = Words(f"งานคงค้างเมื่อสิ้นวันที่ {day.th}", f"Backlog at the end of {day.en}")
    return Part(title, Table("backlog", words, (_UNIT, *heads), rows, foot))


def _compared(of: Backlog, other: Backlog, names: Names) -> Part:
    """One row a unit: of each figure the other day, this day, and the difference."""
    days = [_day(other), _day(of)]
    rows: list[list[Cell]] = []
    for unit in sorted(of.units() | other.units(), key=lambda u: (u is None, u or "")):
        cells = [_count(one, which, unit) for which in ("open", "overdue") for one in (other, of)]
        rows.append([_name(unit, names), *_with_change(cells)])
    whole = [_whole(one, which) for which in ("open", "overdue") for one in (other, of)]
    head = [_UNIT]
    for which in ("open", "overdue"):
        word = BACKLOG[which][0]
        head += [Words(f"{word.th} {day.th}", f"{word.en} {day.en}") for day in days]
        head.append(Words("เปลี่ยนแปลง", "Change"))
    grown = len(of.cases) - len(other.cases)
    title = Words(f"เท่ากับวันที่ {days[0].th}", f"As many as on {days[0].en}")
    if grown:
        more = Words(f"มากขึ้น {grown:,}", f"{grown:,} more")
        title = more if grown > 0 else Words(f"ลดลง {-grown:,}", f"{-grown:,} fewer")
        title = Words(f"{title.th} เรื่องจากวันที่ {days[0].th}", f"{title.en} than on {days[0].en}")
    words = Words("สองวันเทียบกัน", "Two days compared")
    return Part(title, Table("compared", words, tuple(head), rows, [TOTAL, *_with_change(whole)]))


def _with_change(cells: list[Count]) -> list[Cell]:
    found: list[Cell] = []
    for before, after in zip(cells[::2], cells[1::2], strict=True):
        found += [before, after, Change(after.number - before.number)]
    return found


def _count(of: Backlog, which: str, unit: str | None) -> Count:
    asked = {"of": "backlog", "which": which, "on": of.day.isoformat(), "group": unit or "-"}
    return Count(len(of.keys(which, unit, every=False)), asked)


def _whole(of: Backlog, which: str) -> Count:
    asked = {"of": "backlog", "which": which, "on": of.day.isoformat()}
    return Count(len(of.keys(which)), asked)


def _units(of: Backlog) -> list[str | None]:
    return sorted(of.units(), key=lambda unit: (unit is None, unit or ""))


def _name(unit: str | None, names: Names) -> Words:
    return names.get(unit, Words(unit, unit)) if unit else _NONE


def _day(of: Backlog) -> Words:
    return Words(say_date(of.day, "th"), say_date(of.day, "en"))

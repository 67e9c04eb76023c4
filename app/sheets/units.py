"""On time by unit with roll-up and by owner, laid out, and what closing early leaves behind."""

from collections.abc import Mapping
from typing import Any

from app.documents.chart import bars
from app.reports.units import AFTERWARDS, NOBODY, SHARES, ByUnit, Counted, Line, share
from app.sheets.meanings import RESTRICTED, UNIT, UNITS
from app.sheets.sheet import INDIGO, LATE, TOTAL, Cell, Count, Part, Percent, Picture, Sheet, Table
from app.sheets.sheet import period as said_period
from workflows.text import cut
from workflows.words import Words

TITLE = Words("หน่วยใด ใคร ตอบทันเวลา", "Who answers in time?")
TARGET = 90  # percent in time that the service promises itself
_NAME = 15  # letters of a name beside a bar; the table has the whole of it
_UNIT, _OWNER = Words("หน่วยงาน", "Unit"), Words("ผู้รับผิดชอบ", "Owner")
_PERCENT = Words("ร้อยละ", "Percent")
_NO_UNIT, _NOBODY = Words("ยังไม่มีหน่วยงาน", "No unit yet"), Words("ยังไม่มีผู้รับผิดชอบ", "Nobody yet")
_COUNTS = ("received", "resolved", "open", "overdue")
_ON_TIME = (*_COUNTS, "on_time", "public")
Names = Mapping[Any, Words]


def units_sheet(of: ByUnit, units: Names, owners: Names, unit: str, language: str) -> Sheet:
    """Units on time, units afterwards, then their owners."""
    parts = [
        Part(_finding(of), _table(of, units, "units", _ON_TIME), _picture(of, units, language)),
        Part(Words("หลังปิดเรื่อง: ปิดเร็วแล้วจบจริงหรือไม่", "Afterwards: was it really over?"),
             _table(of, units, "afterwards", ("resolved", "on_time", *AFTERWARDS))),
        Part(Words("รายผู้รับผิดชอบ", "By owner"), _owners(of, owners, unit)),
    ]  # fmt: skip
    said = said_period(of.first, of.last, "เรื่องที่รับ", "Cases received")
    meanings = [*UNITS.values(), UNIT, RESTRICTED]
    return Sheet("units", TITLE, said, of.as_known_on, parts, meanings)


def _table(of: ByUnit, names: Names, name: str, shown: tuple[str, ...]) -> Table:
    titles = {
        "units": Words("หน่วยงาน รวมหน่วยย่อย", "Units with those below them"),
        "afterwards": Words("เปิดอีกครั้ง อุทธรณ์ ปิดโดยไม่ตอบ", "Opened again, appealed, unanswered"),
    }
    rows = [
        [_indented(line, names), *_cells(line.counts, shown, _of_unit(of, line))]
        for line in of.units
    ]
    foot = [TOTAL, *_cells(of.total, shown, _asked(of))]
    return Table(name, titles[name], (_UNIT, *_heads(shown)), rows, foot)


def _owners(of: ByUnit, names: Names, unit: str) -> Table:
    shown = (*_COUNTS, "on_time", *AFTERWARDS)
    rows: list[list[Cell]] = []
    for line in sorted(of.owners, key=lambda one: _said(names.get(one.key, _NOBODY))):
        asked = {**_asked(of), "owner": str(line.key or NOBODY), "unit": unit}
        rows.append([names.get(line.key, _NOBODY), *_cells(line.counts, shown, asked)])
    title = Words("ผู้รับผิดชอบ ไม่รวมเรื่องปกปิด", "Owners, without restricted cases")
    return Table("owners", title, (_OWNER, *_heads(shown)), rows)


def _heads(shown: tuple[str, ...]) -> tuple[Words, ...]:
    """Beside each number of what came afterwards stands its share."""
    found: list[Words] = []
    for name in shown:
        found += [UNITS[name][0], *([_PERCENT] if name in AFTERWARDS else [])]
    return tuple(found)


def _cells(counts: Counted, shown: tuple[str, ...], asked: dict[str, str]) -> list[Cell]:
    """Counts open their cases; what happened afterwards has number and share."""
    found: list[Cell] = []
    for name in shown:
        found.append(_cell(counts, name, asked))
        found += [Percent(share(counts, name))] if name in AFTERWARDS else []
    return found


def _cell(counts: Counted, name: str, asked: dict[str, str]) -> Cell:
    if name in SHARES and name not in AFTERWARDS:
        return Percent(share(counts, name))
    return Count(counts[name], {**asked, "which": name})


def _of_unit(of: ByUnit, line: Line) -> dict[str, str]:
    return {**_asked(of), "below": str(line.key or "-")}


def _asked(of: ByUnit) -> dict[str, str]:
    return {"of": "units", "from": of.first.isoformat(), "to": of.last.isoformat()}


def _indented(line: Line, names: Names) -> Words:
    name = names.get(line.key) or _NO_UNIT
    mark = "– " * line.depth
    return Words(f"{mark}{name.th}", f"{mark}{name.en}")


def _finding(of: ByUnit) -> Words:
    shares = [value for line in of.units if (value := line.share("on_time")) is not None]
    below = [value for value in shares if value < TARGET]
    if not shares:
        return Words("ยังไม่มีเรื่องที่ครบกำหนดในช่วงนี้", "No case of this period is due yet")
    if not below:
        return Words(f"ทุกหน่วยถึงเป้าหมายร้อยละ {TARGET}", f"Every unit reached {TARGET}%")
    plural = "" if len(below) == 1 else "s"
    return Words(
        f"{len(below)} หน่วยต่ำกว่าเป้าหมายร้อยละ {TARGET}",
        f"{len(below)} unit{plural} below the target of {TARGET}%",
    )


def _picture(of: ByUnit, names: Names, language: str) -> Picture | None:
    found = [(line, value) for line in of.units if (value := line.share("on_time")) is not None]
    if not found:
        return None
    measure = Words("ร้อยละของเรื่องครบกำหนดที่แจ้งผลทันเวลา", "Percent of due cases answered in time")
    labels = [_short((names.get(line.key) or _NO_UNIT).say(language)) for line, _ in found]
    parts = {
        "reached": [value if value >= TARGET else None for _, value in found],
        "below": [value if value < TARGET else None for _, value in found],
    }
    svg = bars(measure.say(language), _finding(of).say(language), labels, parts, target=TARGET,
               unit="%")  # fmt: skip
    legend = [
        (INDIGO, Words("ถึงเป้า", "Target reached")), (LATE, Words("ต่ำกว่าเป้า", "Below target")),
        ("", Words(f"เส้นประ = เป้าหมายร้อยละ {TARGET}", f"Dashed = target {TARGET}%")),
    ]  # fmt: skip
    return Picture(measure, "bars siang-chart--late", svg, legend)


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{cut(name, _NAME)}…"


def _said(words: Words) -> str:
    return words.th

"""Reads who is to be asked: from typed lines, or from the first sheet of a workbook."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.intake.sheet import Cell, Unreadable, read_sheet
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

MOST = 5000  # people of one list
ADDRESS = re.compile(r"[^\s@<>(),;:\"]{1,64}@[^\s@<>(),;:\"]{1,189}")
HEADS = {
    "name": ("ชื่อ", "name"),
    "email": ("อีเมล", "e-mail", "email"),
    "phone": ("โทรศัพท์", "telephone", "phone"),
}
NO_HEAD = Words(
    "แถวแรกต้องมีหัวคอลัมน์ ชื่อ อีเมล โทรศัพท์ (มีอย่างน้อย ชื่อ)",
    "The first row names the columns: name, e-mail, telephone (at least name)",
)
NOBODY = Words("ไม่พบรายชื่อ", "There is nobody in it")
TOO_MANY = Words(f"รายชื่อครั้งละไม่เกิน {MOST:,} คน", f"At most {MOST:,} people at a time")


@dataclass(frozen=True)
class Asked:
    """Somebody of a list; a name and a way to reach them may both be missing, but not all."""

    name: str
    email: str = ""
    phone: str = ""


def from_lines(text: str) -> list[Asked]:
    """One person a line: name, e-mail, telephone, divided by commas. Invalid names each line."""
    rows = [
        (f"บรรทัด {at}", f"Line {at}", [part.strip() for part in line.split(",")])
        for at, line in enumerate(clean(text).split("\n"), start=1)
        if line.strip()
    ]
    return _people("people", rows)


def from_workbook(content: bytes) -> list[Asked]:
    """The people of the first sheet, by the heads of its columns. Invalid names each cell."""
    try:
        sheet = read_sheet(content)
    except Unreadable as error:
        raise Invalid(file=error.words) from error
    if not sheet:
        raise Invalid(file=NOBODY)
    columns = _columns(sheet[0])
    rows = [
        (f"แถว {at}", f"Row {at}", [_cell(row, columns.get(name)) for name in HEADS])
        for at, row in enumerate(sheet[1:], start=2)
        if any(row)
    ]
    return _people("file", rows)


def _columns(head: Sequence[Cell]) -> dict[str, int]:
    said = [cell.strip().lower() for cell in head]
    found = {
        name: said.index(word) for name, words in HEADS.items() for word in words if word in said
    }
    if "name" not in found:
        raise Invalid(file=NO_HEAD)
    return found


def _cell(row: Sequence[Cell], column: int | None) -> str:
    return clean(row[column]).strip() if column is not None and column < len(row) else ""


def _people(field: str, rows: Sequence[tuple[str, str, list[str]]]) -> list[Asked]:
    if not rows or len(rows) > MOST:
        raise Invalid(**{field: TOO_MANY if rows else NOBODY})
    faults = list(_faults(rows))
    if faults:
        raise Invalid(**{field: _joined(faults)})
    return [Asked(*parts[:3]) for _, _, parts in rows]


def _faults(rows: Iterable[tuple[str, str, list[str]]]) -> Iterator[Words]:
    seen: dict[str, str] = {}
    for th, en, parts in rows:
        name, email = parts[0], (parts[1] if len(parts) > 1 else "").lower()
        if not name or any(len(part) > 100 for part in parts[2:]) or len(name) > 300:
            yield Words(f"{th}: ชื่อว่างหรือยาวเกินไป", f"{en}: no name, or too long")
        elif len(parts) > 3:
            yield Words(f"{th}: มีมากกว่าสามช่อง", f"{en}: more than three parts")
        elif email and not ADDRESS.fullmatch(email):
            yield Words(f"{th}: “{email}” ไม่ใช่อีเมล", f"{en}: “{email}” is no e-mail address")
        elif email and email in seen:
            yield Words(f"{th}: อีเมลซ้ำกับ{seen[email]}", f"{en}: the same address twice")
        seen.setdefault(email, th)


def _joined(faults: Sequence[Words]) -> Words:
    """The first ten, and how many more there are."""
    more = len(faults) - 10
    th, en = ("; ".join(fault[at] for fault in faults[:10]) for at in (0, 1))
    return Words(th, en) if more <= 0 else Words(f"{th} และอีก {more} จุด", f"{en} and {more} more")

"""Reads the first sheet of a workbook that anybody may have made: limits first, then cells."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from lxml import etree

from workflows.words import Words

Cell = str | int | float | date | None  # a datetime where a time of day is kept with the day

LARGEST = 5 * 1024 * 1024  # bytes of the file
UNPACKED = 40 * 1024 * 1024  # of all that is in it
PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST = 32_767  # characters of a cell, the limit of the format
_DATES = {*range(14, 23), *range(27, 37), *range(50, 59)}  # formats that need no description
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DAY_OR_YEAR = re.compile("[dyวป]", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CARRIAGE = re.compile("_x000[dD]_")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a plain day
LAST_SERIAL = 2_958_465  # 31 December 9999

NO_WORKBOOK = Words(
    "ไฟล์นี้ไม่ใช่สมุดงาน XLSX ที่อ่านได้ ถ้ามีรหัสผ่านหรือเป็น .xls ให้บันทึกใหม่เป็น .xlsx",
    "This is no XLSX workbook that can be read. If it has a password or is .xls, save it as .xlsx",
)
TOO_LARGE = Words(
    f"ไฟล์ใหญ่เกินไป รับได้ไม่เกิน {LARGEST // 1024 // 1024} MB {MOST_ROWS:,} แถว {MOST_COLUMNS} คอลัมน์",
    f"Too large: at most {LARGEST // 1024 // 1024} MB, {MOST_ROWS:,} rows, {MOST_COLUMNS} columns",
)


class Unreadable(Exception):
    """The file cannot be taken; ``words`` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Place(NamedTuple):
    """Where a cell stands, both from 0."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{column_name(self.column)}{self.row + 1}"


def column_name(column: int) -> str:
    """``A`` for 0, ``AB`` for 27."""
    name, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def read_xlsx(content: bytes) -> list[list[Cell]]:
    """The rows of the first sheet, each as long as it is; a formula is its text and never runs.

    Unreadable for what is no workbook, is too large, or brings entities of its own.
    """
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return _Book(book).rows()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, etree.XMLSyntaxError, EOFError, KeyError,
            NotImplementedError, RuntimeError, ValueError, zlib.error) as error:  # fmt: skip
        raise Unreadable(NO_WORKBOOK) from error


def serial_day(serial: float, *, since_1904: bool = False) -> date | None:
    """The day, with its time if it has one, that a workbook keeps as this number."""
    if not 61 <= serial <= LAST_SERIAL:
        return None
    moment = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=round(serial * 86_400))
    return moment if serial % 1 else moment.date()


class _Book:
    def __init__(self, book: zipfile.ZipFile) -> None:
        self.book = book
        parts = book.infolist()
        self.left = UNPACKED
        if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise Unreadable(TOO_LARGE)
        self.names = {part.filename for part in parts}

    def rows(self) -> list[list[Cell]]:
        workbook = self._parse("xl/workbook.xml")
        settings = workbook.find("{*}workbookPr")
        self.since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.strings = list(self._strings())
        self.dates = list(self._dates())
        return _rows(self, self._parse(self._first_sheet(workbook)))

    def _first_sheet(self, workbook: Any) -> str:
        sheet = workbook.find("{*}sheets/{*}sheet")
        if sheet is None:
            raise Unreadable(NO_WORKBOOK)
        key = next(value for name, value in sheet.items() if name.endswith("}id"))
        for link in self._parse("xl/_rels/workbook.xml.rels").iterfind("{*}Relationship"):
            if link.get("Id") == key:
                target = link.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        raise Unreadable(NO_WORKBOOK)

    def _strings(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" in self.names:
            for item in self._parse("xl/sharedStrings.xml").iterfind("{*}si"):
                yield text_of(item)

    def _dates(self) -> Iterator[bool]:
        """Whether each style shows its number as a day."""
        if "xl/styles.xml" not in self.names:
            return
        styles = self._parse("xl/styles.xml")
        own = {
            int(form.get("numFmtId", "0")): _NOT_SHOWN.sub("", form.get("formatCode", ""))
            for form in styles.iterfind("{*}numFmts/{*}numFmt")
        }
        for style in styles.iterfind("{*}cellXfs/{*}xf"):
            form = int(style.get("numFmtId", "0"))
            yield bool(_DAY_OR_YEAR.search(own[form])) if form in own else form in _DATES

    def _parse(self, name: str) -> Any:
        """A part as a tree, without entities and never larger than it may be."""
        with self.book.open(name) as part:
            content = part.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise Unreadable(TOO_LARGE)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        root = etree.fromstring(content, parser)  # nosec B320 - no entities, no network
        if root.getroottree().docinfo.doctype:
            raise Unreadable(NO_WORKBOOK)
        return root


def text_of(item: Any) -> str:
    """The words of a text, its pieces joined and readings left out."""
    pieces = [piece.text or "" for piece in item.iterfind("{*}t")]
    pieces += [piece.text or "" for piece in item.iterfind("{*}r/{*}t")]
    return _CARRIAGE.sub("", "".join(pieces))[:LONGEST]


def _rows(book: _Book, sheet: Any) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in sheet.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r") or len(rows) + 1) - 1
        cells = _cells(book, row)
        if not any(cell not in (None, "") for cell in cells):
            continue
        if not len(rows) <= number <= MOST_ROWS:
            raise Unreadable(TOO_LARGE)
        rows += [[] for _ in range(number - len(rows))]
        rows.append(cells)
    return rows


def _cells(book: _Book, row: Any) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row.iterfind("{*}c"):
        value = _value(book, cell)
        if value in (None, ""):
            continue
        place = _PLACE.fullmatch(cell.get("r") or "")
        column = _number(place[1]) if place else len(cells)
        if column >= MOST_COLUMNS:
            raise Unreadable(TOO_LARGE)
        cells += [None] * (column + 1 - len(cells))
        cells[column] = value
    return cells


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(book: _Book, cell: Any) -> Cell:
    formula = cell.find("{*}f")
    if formula is not None:
        return f"={formula.text or ''}"
    kind, written = cell.get("t", "n"), cell.findtext("{*}v") or ""
    if kind == "inlineStr":
        inside = cell.find("{*}is")
        return text_of(inside) if inside is not None else None
    if kind == "s":
        return book.strings[int(written)] if written else None
    if kind != "n" or not written:
        return written[:LONGEST]
    return _of_number(book, float(written), int(cell.get("s", "0")))


def _of_number(book: _Book, number: float, style: int) -> Cell:
    if style < len(book.dates) and book.dates[style]:
        day = serial_day(number, since_1904=book.since_1904)
        if day is not None:
            return day
    return int(number) if number.is_integer() else number

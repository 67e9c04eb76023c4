"""Reads the first sheet of an XLSX file as texts: small, bounded, and without running anything."""

import re
import zipfile
from io import BytesIO

from lxml import etree

from workflows.words import Words

Cell = str
MOST_BYTES = 50 * 1024 * 1024  # of one part of the file, unpacked: a bomb is refused
MOST_ROWS, MOST_COLUMNS = 20_000, 200
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REF = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
NO_WORKBOOK = Words("ไฟล์นี้ไม่ใช่ไฟล์ Excel (.xlsx)", "This is no Excel file (.xlsx)")
TOO_LARGE = Words("ไฟล์ใหญ่เกินไป", "The file is too large")


class Unreadable(Exception):
    """The file cannot be read; ``words`` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def read_sheet(content: bytes) -> list[list[Cell]]:
    """The rows of the first sheet, each as the texts of its cells; blank rows keep their place."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            texts = _shared(book)
            return _rows(_part(book, _first_sheet(book)), texts)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, IndexError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise Unreadable(NO_WORKBOOK) from error


def _part(book: zipfile.ZipFile, name: str) -> etree._Element:
    if book.getinfo(name).file_size > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with book.open(name) as part:
        content = part.read(MOST_BYTES + 1)  # what the directory says of the size may be a lie
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    return etree.fromstring(content, parser)


def _first_sheet(book: zipfile.ZipFile) -> str:
    """The part of the first sheet in the book's own order."""
    first = _part(book, "xl/workbook.xml").find(f"{MAIN}sheets/{MAIN}sheet")
    names = first.attrib if first is not None else {}
    relation = next((value for name, value in names.items() if str(name).endswith("}id")), None)
    for link in _part(book, "xl/_rels/workbook.xml.rels"):
        if link.get("Id") == relation:
            target = str(link.get("Target"))
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise Unreadable(NO_WORKBOOK)


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    table = _part(book, "xl/sharedStrings.xml")
    return [_text(entry) for entry in table.findall(f"{MAIN}si")]


def _text(entry: etree._Element) -> str:
    """All runs together, without the reading aids of Japanese sheets."""
    return "".join(
        run.text or "" for run in entry.iter(f"{MAIN}t") if run.getparent().tag != f"{MAIN}rPh"
    )


def _rows(sheet: etree._Element, texts: list[str]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in sheet.iter(f"{MAIN}row"):
        at = int(row.get("r") or len(rows) + 1)
        if at > MOST_ROWS or at <= len(rows):
            raise Unreadable(TOO_LARGE if at > MOST_ROWS else NO_WORKBOOK)
        rows += [[] for _ in range(at - len(rows) - 1)]
        rows.append(_cells(row, texts))
    return rows


def _cells(row: etree._Element, texts: list[str]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row.findall(f"{MAIN}c"):
        match = _REF.fullmatch(cell.get("r") or "")
        at = _column(match[1]) if match else len(cells)
        if at >= MOST_COLUMNS:
            break
        cells += [""] * (at - len(cells))
        cells.append(_value(cell, texts))
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: etree._Element, texts: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{MAIN}v") or ""
    return texts[int(value)] if cell.get("t") == "s" else value

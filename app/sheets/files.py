"""A sheet as files: each table as CSV, all as a workbook, the whole as PDF."""

from typing import Any

from app.documents.csv import write_csv
from app.documents.figures_pdf import write_figures_pdf
from app.documents.xlsx import write_xlsx
from app.sheets.sheet import Sheet
from workflows.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv", "xlsx": XLSX, "pdf": "application/pdf"}
_MEANINGS = Words("นิยาม", "Definitions")
_HEAD = (Words("ตัวเลข", "Figure"), Words("นิยาม", "Definition"))


def as_csv(sheet: Sheet, language: str, table: str = "") -> bytes:
    """The table of that name, or the first."""
    tables = [part.table for part in sheet.parts]
    chosen = next((one for one in tables if one.name == table), tables[0])
    return write_csv(*chosen.plain(language))


def as_xlsx(sheet: Sheet, language: str) -> bytes:
    """Every table on a page of its own, and the definitions on the last."""
    pages: dict[str, tuple[list[str], list[list[Any]]]] = {
        f"{n} {part.table.title.say(language)}": part.table.plain(language)
        for n, part in enumerate(sheet.parts, start=1)
    }
    said = _MEANINGS.say(language)
    meanings = [[name.say(language), text.say(language)] for name, text in sheet.meanings]
    return write_xlsx({**pages, said: ([one.say(language) for one in _HEAD], meanings)})


def as_pdf(sheet: Sheet, language: str) -> bytes:
    """The sheet with its pictures and their tables on paper."""
    return write_figures_pdf(sheet, language)

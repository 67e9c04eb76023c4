"""A table as the columns and rows of a workbook, and the answer that carries it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Response

from app.actions.import_heads import RETIRED
from app.actions.register_values import CHOICES, write
from app.documents.xlsx_template import Field
from app.queries import registers
from app.queries.register_table import Column, Register
from app.web.present import language, t
from workflows.words import CHOOSE, Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YES = Words("มี", "Yes")
WIDE = ("text", "long", "lines", "words", "choice", "person")
EXAMPLES = {
    "text": "ตัวอย่าง", "long": "ตัวอย่างข้อความ", "number": "120",
    "day": "16/9/2569", "month": "1/9/2569", "tick": "มี", "words": "OIE-2569-0001",
    "lines": "ความสะดวก", "numbers": "31 52 21 5 1", "person": "", "choice": "", "level": "",
    "moment": "",
}  # fmt: skip
WANTED = {
    "text": Words("ข้อความ", "Text"),
    "long": Words("ข้อความ", "Text"),
    "number": Words("จำนวนเต็ม", "A whole number"),
    "moment": Words("วันที่ พ.ศ. หรือ ค.ศ. สี่หลัก", "A date with four digits of the year"),
    "day": Words("วันที่ พ.ศ. หรือ ค.ศ. สี่หลัก เช่น 16/9/2569", "A date with four digits of the year"),
    "month": Words("วันใดก็ได้ในเดือนนั้น เช่น 1/9/2569", "Any day of the month, such as 1/9/2026"),
    "tick": Words("“มี” หรือเว้นว่าง", "“Yes” or empty"),
    "words": Words("คั่นด้วยเว้นวรรค", "With blanks between"),
    "lines": Words("บรรทัดละหนึ่งรายการ", "One on each line"),
    "numbers": Words("ห้าจำนวน คั่นด้วยเว้นวรรค", "Five numbers with blanks between"),
    "choice": CHOOSE,
    "level": CHOOSE,
    "person": Words("อีเมลของผู้ดูแล", "Address of the keeper"),
}
REQUIRED = Words("ต้องกรอก", "Required")


def download(content: bytes, kind: str, name: str) -> Response:
    """The bytes for saving under ``name``."""
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def fields(columns: Sequence[Column]) -> list[Field]:
    """The columns with what they want."""
    return [_field(column) for column in columns]


def with_retired(register: Register) -> tuple[Column, ...]:
    """The columns of its workbook."""
    return (*register.columns, RETIRED)


def rows(register: Register, lines: Sequence[Any]) -> list[list[Any]]:
    """Each line's values as cells."""
    called = {c.name: registers.called(c) for c in register.columns if c.kind in CHOICES}
    return [
        [_cell(c, getattr(line, c.name), called.get(c.name, {})) for c in with_retired(register)]
        for line in lines
    ]


def _field(column: Column) -> Field:
    offered = _offered(column)
    first = offered[0] if offered and column.required else ""
    return Field(
        head=column.label.say(language()), explained=_explained(column), choices=offered,
        example=column.example or first or EXAMPLES[column.kind],
        is_day=column.kind in ("day", "month"), is_wide=column.kind in WIDE,
    )  # fmt: skip


def _offered(column: Column) -> list[str]:
    """What may be written in a choice; people are known by their address."""
    if column.kind not in CHOICES:
        return []
    choices = registers.choices(column)
    if column.kind == "person":
        return [email for email, _ in choices]
    return [words.say(language()) for _, words in choices]


def _explained(column: Column) -> str:
    said = [WANTED[column.kind], *([column.hint] if column.hint else [])]
    said += [REQUIRED] if column.required else []
    return " · ".join(words.say(language()) for words in said)


def _cell(column: Column, value: Any, called: Mapping[str, Words]) -> Any:
    if column.kind == "tick":
        return t(YES.th, YES.en) if value else None
    if column.kind in ("choice", "level") and value is not None:
        return called[str(value)].say(language()) if str(value) in called else str(value)
    if isinstance(value, date | int) or value is None:
        return write(column, value) if column.kind == "person" else value
    return write(column, value)

"""A table that somebody chose to import: the form for it, its bytes, its rows."""

from typing import NamedTuple

from flask import request
from wtforms import FileField, Form

from app.documents.csv_read import read_csv
from app.documents.xlsx_read import Cell, read_xlsx
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

CHOOSE = Words("เลือกไฟล์ .xlsx หรือ .csv", "Choose a file, .xlsx or .csv")
NAME = 200


class FileForm(Form):
    """One file."""

    file = FileField(
        Words("ไฟล์ .xlsx หรือ .csv", "File, .xlsx or .csv"),
        description=Words("อ่านแผ่นงานแรก ไม่เกิน 5 MB", "The first sheet is read, at most 5 MB"),
    )


class Upload(NamedTuple):
    """The file as it was chosen."""

    name: str
    content: bytes


def chosen_file() -> Upload:
    """The file of the form; Invalid where none was chosen."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(file=CHOOSE)
    return Upload(clean(file.filename).replace("\n", " ")[:NAME], file.read())


def table_of(name: str, content: bytes) -> list[list[Cell]]:
    """Its rows, by what its name says that it is; Unreadable otherwise."""
    reads = read_csv if name.lower().endswith(".csv") else read_xlsx
    return reads(content)


def file_form(problem: Words | None) -> FileForm:
    """The form for a file, with what was wrong with the last one."""
    form = FileForm()
    if problem:
        form.file.errors = [problem]
    return form

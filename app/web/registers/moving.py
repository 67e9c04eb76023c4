"""Registers out as files and in from files: a preview first, and nothing of a faulty file."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug import Response as Redirect
from wtforms import FileField, Form

from app.actions.import_rows import Plan, Refused, load_rows, plan_rows
from app.actions.register_values import CHOICES
from app.database import transaction
from app.documents.csv import write_csv
from app.documents.csv_read import read_csv
from app.documents.xlsx_read import Cell, Unreadable, read_xlsx
from app.documents.xlsx_template import write_lines, write_template
from app.queries import registers
from app.queries.register_table import Column, Register
from app.web.access import actor
from app.web.present import language, say
from app.web.registers._blueprint import blueprint
from app.web.registers.asked import asked
from app.web.registers.form import cell
from app.web.registers.workbook import fields, rows, with_retired
from app.web.waiting import Waiting, forget, lay_aside, take_up
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHOOSE = Words("เลือกไฟล์ .xlsx หรือ .csv", "Choose a file, .xlsx or .csv")
NEW, CHANGED = Words("เพิ่มใหม่", "New"), Words("แก้ไข", "Changed")
SHOWN = 100  # faults and lines of a preview


class FileForm(Form):
    """One file."""

    file = FileField(
        Words("ไฟล์ .xlsx หรือ .csv", "File, .xlsx or .csv"),
        description=Words("อ่านแผ่นงานแรก ไม่เกิน 5 MB", "The first sheet is read, at most 5 MB"),
    )


@blueprint.get("/<name>/export.<any(xlsx,csv):kind>")
def export(name: str, kind: str) -> Response:
    """The whole register, or what was asked for, as a workbook or as CSV."""
    register = registers.register(name)
    keepers = registers.keepers()  # held, so that each is read once
    cells = rows(register, registers.all_rows(register, asked(keepers)))
    columns = fields(with_retired(register))
    if kind == "csv":
        content = write_csv([field.head for field in columns], cells)
        return download(content, "text/csv; charset=utf-8", f"{name}.csv")
    return download(write_lines(columns, cells, language()), XLSX, f"{name}.xlsx")


@blueprint.get("/<name>/template.xlsx")
def template(name: str) -> Response:
    """An empty workbook with the register's columns, an example and the choices."""
    columns = fields(registers.register(name).columns)
    return download(write_template(columns, language()), XLSX, f"{name}-template.xlsx")


@blueprint.route("/<name>/import", methods=["GET", "POST"])
def bring(name: str) -> str | tuple[str, int]:
    """Which file; then what it would do, or what is wrong with it."""
    register = registers.register(name)
    if request.method == "GET":
        return _page(name, register)
    try:
        file = chosen_file(f"register:{name}")
        plan = plan_rows(name, table_of(file))
    except Unreadable as error:
        return _page(name, register, error.words), 422
    except Invalid as error:
        return _page(name, register, error.problems["file"]), 422
    return _page(name, register, file=file, plan=plan), 422 if plan.faults else 200


@blueprint.post("/<name>/import/load")
def load(name: str) -> str | Redirect | tuple[str, int]:
    """What the preview showed is done."""
    register = registers.register(name)
    try:
        file = take_up(request.form.get("file", ""), f"register:{name}")
        with transaction():
            load_rows(name, table_of(file), file=file.name, actor=actor(), now=datetime.now(UTC))
    except Invalid as error:
        return _page(name, register, error.problems["file"]), 422
    except Refused as refused:
        return _page(name, register, file=file, plan=refused.plan), 422
    forget(file.word)
    flash("done")
    return redirect(url_for("registers.listing", name=name))


def chosen_file(purpose: str) -> Waiting:
    """The file of the form, laid aside; Invalid where none was chosen."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(file=CHOOSE)
    return lay_aside(file.read(), clean(file.filename).replace("\n", " ")[:200], purpose)


def table_of(file: Waiting) -> list[list[Cell]]:
    """Its rows, by what its name says that it is; Unreadable otherwise."""
    reads = read_csv if file.name.lower().endswith(".csv") else read_xlsx
    return reads(file.content)


def download(content: bytes, kind: str, name: str) -> Response:
    """The bytes for saving under ``name``."""
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def file_form(problem: Words | None) -> FileForm:
    """The form for a file, with what was wrong with the last one."""
    form = FileForm()
    if problem:
        form.file.errors = [problem]
    return form


def _page(
    name: str, register: Register, problem: Words | None = None, *,
    file: Waiting | None = None, plan: Plan | None = None,
) -> str:  # fmt: skip
    return render_template(
        "registers/import.html", name=name, register=register, form=file_form(problem), file=file,
        plan=plan, shown=SHOWN, lines=_lines(register, plan) if plan else [],
    )  # fmt: skip


def _lines(register: Register, plan: Plan) -> list[tuple[int, str, Words, str]]:
    """Row, line, what happens to it, and how; of so many as are shown."""
    called = {c.name: registers.called(c) for c in register.columns if c.kind in CHOICES}
    keys = [column for column in register.columns if column.name in register.keys]

    def said(column: Column, value: Any) -> str:
        shown = cell(column, value, called.get(column.name, {}))
        return (
            "–" if shown in (None, "") else say(shown) if isinstance(shown, Words) else str(shown)
        )

    lines = [(NEW, line) for line in plan.added] + [(CHANGED, line) for line in plan.changed]
    return [
        (
            line.number + 1,
            " · ".join(said(column, line.values[column.name]) for column in keys),
            what,
            "; ".join(
                f"{say(c.label)}: {said(c, was)} → {said(c, now)}" for c, was, now in line.changes
            ),
        )
        for what, line in sorted(lines, key=lambda pair: pair[1].number)[:SHOWN]
    ]

"""Registers out as files and in from files: a preview first, and nothing of a faulty file."""

from datetime import UTC, datetime

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug import Response as Redirect

from app.actions.import_rows import Plan, Refused, load_rows, plan_rows
from app.database import transaction
from app.documents.csv import write_csv
from app.documents.csv_read import read_csv
from app.documents.xlsx_read import Cell, Unreadable, read_xlsx
from app.documents.xlsx_template import write_lines, write_template
from app.queries import registers
from app.queries.register_table import Register
from app.web.access import actor
from app.web.present import language
from app.web.registers._blueprint import blueprint
from app.web.registers.asked import asked
from app.web.registers.workbook import fields, rows, with_retired
from app.web.waiting import Waiting, forget, lay_aside, take_up
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHOOSE = Words("เลือกไฟล์ .xlsx หรือ .csv", "Choose a file, .xlsx or .csv")
SHOWN = 100  # faults and lines of a preview


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


def _page(
    name: str, register: Register, problem: Words | None = None, *,
    file: Waiting | None = None, plan: Plan | None = None,
) -> str:  # fmt: skip
    return render_template(
        "registers/import.html", name=name, register=register, problem=problem, file=file,
        plan=plan, shown=SHOWN, lines=_lines(register, plan) if plan else [],
    )  # fmt: skip


def _lines(register: Register, plan: Plan) -> list[tuple[int, str, Words, str]]:
    """Row, line, what happens to it, and how."""
    new = Words("เพิ่มใหม่", "New")
    changed = Words("แก้ไข", "Changed")
    named = [c for c in register.columns if c.name in register.keys]
    found = []
    for what, lines in ((new, plan.added), (changed, plan.changed)):
        for line in lines[:SHOWN]:
            said = " · ".join(str(line.values[c.name]) for c in named if line.values[c.name])
            how = "; ".join(
                f"{label.say(language())}: {was or '–'} → {now or '–'}"
                for label, was, now in line.changes
            )
            found.append((line.number + 1, said, what, how))
    return sorted(found, key=lambda line: line[0])[:SHOWN]

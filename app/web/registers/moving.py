"""Registers out as files and in from files: a preview first, and nothing of a faulty file."""

from datetime import UTC, datetime

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug import Response as Redirect

from app.actions.import_rows import Plan, Refused, load_rows, plan_rows
from app.actions.lay_aside import Waiting, forget, lay_aside, take_up
from app.actions.register_values import CHOICES
from app.database import transaction
from app.documents.csv import write_csv
from app.documents.xlsx_read import Unreadable
from app.documents.xlsx_template import write_lines, write_template
from app.queries import registers
from app.queries.register_table import Register
from app.web.access import actor
from app.web.present import language
from app.web.register_history import cell, change, said
from app.web.registers._blueprint import blueprint
from app.web.registers.asked import asked
from app.web.uploads import chosen_file, file_form, table_of
from app.web.workbook import XLSX, download, fields, rows, with_retired
from workflows.errors import Invalid
from workflows.words import Words

NEW, CHANGED = Words("เพิ่มใหม่", "New"), Words("แก้ไข", "Changed")
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
        upload = chosen_file()
        plan = plan_rows(name, table_of(*upload))
        if plan.faults:
            return _page(name, register, plan=plan), 422
        with transaction():
            file = lay_aside(
                upload.content, upload.name, _kind(name), actor(), datetime.now(UTC)
            )  # fmt: skip
    except Unreadable as error:
        return _page(name, register, error.words), 422
    except Invalid as error:
        return _page(name, register, error.problems["file"]), 422
    return _page(name, register, file=file, plan=plan)


@blueprint.post("/<name>/import/load")
def load(name: str) -> str | Redirect | tuple[str, int]:
    """What the preview showed is done."""
    register, now = registers.register(name), datetime.now(UTC)
    try:
        with transaction():
            file = take_up(request.form.get("file", ""), _kind(name), actor(), now)
            table = table_of(file.name, file.content)
            load_rows(name, table, file=file.name, actor=actor(), now=now)
            forget(int(file.word))
    except Invalid as error:
        return _page(name, register, error.problems["file"]), 422
    except Refused as refused:
        return _page(name, register, plan=refused.plan), 422
    flash("done")
    return redirect(url_for("registers.listing", name=name))


def _kind(name: str) -> str:
    return f"register:{name}"


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

    lines = [(NEW, line) for line in plan.added] + [(CHANGED, line) for line in plan.changed]
    return [
        (
            line.number + 1,
            " · ".join(
                said(cell(column, line.values[column.name], called.get(column.name, {})))
                for column in keys
            ),
            what,
            "; ".join(change(c, was, now, called.get(c.name, {})) for c, was, now in line.changes),
        )
        for what, line in sorted(lines, key=lambda pair: pair[1].number)[:SHOWN]
    ]

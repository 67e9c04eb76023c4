"""The pages of every register: the lists, one list, and one line to add, change or retire."""

from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form

from app.actions.keep_register import add_row, change_row, restore_row, retire_row
from app.actions.register_values import CHOICES
from app.database import transaction
from app.queries import registers
from app.queries.cases import today
from app.queries.evidence import of_line
from app.queries.register_table import REGISTERS, Register
from app.web.access import actor
from app.web.register_history import cell, happened
from app.web.registers._blueprint import blueprint
from app.web.registers.asked import asked, filters
from app.web.registers.form import form_for, show_problems
from app.web.seen import after, version
from workflows.errors import Invalid
from workflows.fiscal import fiscal_year
from workflows.roles import Role
from workflows.words import Words


@blueprint.get("/")
def index() -> str:
    """Every register with the number of its rows in use."""
    return render_template(
        "registers/index.html", registers=REGISTERS, counts=registers.how_many(),
        may_write=actor().has(Role.MANAGER),
    )  # fmt: skip


@blueprint.get("/<name>")
def listing(name: str) -> str:
    """One register, a page at a time; of one fiscal year or one keeper where asked."""
    register, keepers = registers.register(name), registers.keepers()
    of = asked(keepers)
    rows, more = registers.rows(register, after(), of)
    kept: dict[str, Any] = {
        key: value for key, value in request.args.items() if key in ("year", "owner")
    }
    return render_template(
        "registers/listing.html", name=name, register=register, lines=_lines(name, register, rows),
        may_write=actor().has(Role.MANAGER), filters=filters(register, keepers, of), kept=kept,
        next=url_for("registers.listing", name=name, after=more, **kept) if more else None,
        first=url_for("registers.listing", name=name, **kept) if "after" in request.args else None,
        happened=happened(register, f"register:{name}"),
    )  # fmt: skip


@blueprint.route("/<name>/add", methods=["GET", "POST"])
def add(name: str) -> str | Response | tuple[str, int]:
    """A new line."""
    register = registers.register(name)
    if request.method == "GET":
        return _page(name, register, form_for(register))
    try:
        with transaction():
            add_row(name, request.form, actor(), datetime.now(UTC))
    except Invalid as error:
        return _again(name, register, error)
    return redirect(url_for("registers.listing", name=name))


@blueprint.get("/<name>/<int:key>")
def line(name: str, key: int) -> str:
    """One line as a form, with what happened to it."""
    register = registers.register(name)
    row = registers.row(register, key)
    return _page(name, register, form_for(register, row=row), row)


@blueprint.post("/<name>/<int:key>")
def change(name: str, key: int) -> str | Response | tuple[str, int]:
    """The line as it was filled in."""
    register, seen = registers.register(name), version()
    try:
        with transaction():
            change_row(name, key, seen, request.form, actor=actor(), now=datetime.now(UTC))
    except Invalid as error:
        return _again(name, register, error, registers.row(register, key))
    return redirect(url_for("registers.listing", name=name))


@blueprint.post("/<name>/<int:key>/<any(retire,restore):end>")
def end(name: str, key: int, end: str) -> Response | tuple[str, int]:
    """The line counts no more, or again; what claims stand on goes only when that was read."""
    seen, now = version(), datetime.now(UTC)
    try:
        with transaction():
            if end == "restore":
                restore_row(name, key, seen, actor(), now)
            else:
                sure = "confirmed" in request.form
                retire_row(name, key, seen, actor(), now, confirmed=sure)
    except Invalid as error:
        register = registers.register(name)
        row = registers.row(register, key)
        stands = error.problems["confirm"]
        return _page(name, register, form_for(register, row=row), row, stands=stands), 422
    return redirect(url_for("registers.listing", name=name))


def _page(
    name: str, register: Register, form: Form, row: Any = None, stands: Words | None = None
) -> str:
    return render_template(
        "registers/line.html", name=name, register=register, form=form, row=row, stands=stands,
        proofs=_proofs(name, row) if row else [], prove=_prove(name, register, row),
        may_write=actor().has(Role.MANAGER),
        happened=happened(register, f"register:{name}:{row.id}") if row else [],
    )  # fmt: skip


def _proofs(name: str, row: Any) -> list[dict[str, Any]]:
    """The evidence that is attached to the line."""
    return [
        {"title": one.title, "year": one.fiscal_year,
         "url": url_for("figures.evidence", year=one.fiscal_year)}
        for one in of_line(f"{name}:{row.id}")
    ]  # fmt: skip


def _prove(name: str, register: Register, row: Any) -> str | None:
    """Where evidence of the line is attached: to its criterion, in its year or this one."""
    if row is None or not actor().has(Role.MANAGER):
        return None
    day = getattr(row, register.days[0]) if len(register.days) == 1 else None
    year = getattr(row, "fiscal_year", None) or fiscal_year(day or today(datetime.now(UTC)))
    of, place = f"{name}:{row.id}", register.criterion
    return url_for("figures.add_evidence_page", year=year, place=place, of=of)


def _again(name: str, register: Register, error: Invalid, row: Any = None) -> tuple[str, int]:
    """The same form with what was typed and what is wrong with it."""
    form = form_for(register, request.form, row)
    show_problems(form, error.problems)
    return _page(name, register, form, row), 422


def _lines(name: str, register: Register, rows: Any) -> list[dict[str, Any]]:
    chosen = {
        column.name: registers.called(column)
        for column in register.columns
        if column.kind in CHOICES
    }
    return [
        {
            "url": url_for("registers.line", name=name, key=row.id),
            "retired": row.retired,
            "cells": [
                cell(column, getattr(row, column.name), chosen.get(column.name, {}))
                for column in register.columns
            ],
        }
        for row in rows
    ]

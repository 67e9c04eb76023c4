"""The pages of every register: the lists, one list, and one line to add, change or retire."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form

from app.actions.keep_register import add_row, change_row, restore_row, retire_row
from app.database import transaction
from app.queries import registers
from app.queries.register_table import REGISTERS, Register
from app.web.access import actor
from app.web.addresses import LARGEST_KEY
from app.web.registers._blueprint import blueprint
from app.web.registers.form import cell, form_for, show_problems
from workflows.errors import Invalid
from workflows.events import EVENTS
from workflows.roles import Role

ENDS: dict[str, Callable[..., None]] = {"retire": retire_row, "restore": restore_row}


@blueprint.get("/")
def index() -> str:
    """Every register with the number of its rows in use."""
    return render_template("registers/index.html", registers=REGISTERS, counts=registers.how_many())


@blueprint.get("/<name>")
def listing(name: str) -> str:
    """One register, a page at a time."""
    register = registers.register(name)
    rows, after = registers.rows(register, _after())
    return render_template(
        "registers/listing.html", name=name, register=register, lines=_lines(name, register, rows),
        may_write=actor().has(Role.MANAGER),
        next=url_for("registers.listing", name=name, after=after) if after else None,
        first=url_for("registers.listing", name=name) if "after" in request.args else None,
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
    register, version = registers.register(name), _version()
    try:
        with transaction():
            change_row(name, key, version, request.form, actor=actor(), now=datetime.now(UTC))
    except Invalid as error:
        return _again(name, register, error, registers.row(register, key))
    return redirect(url_for("registers.listing", name=name))


@blueprint.post("/<name>/<int:key>/<any(retire,restore):end>")
def end(name: str, key: int, end: str) -> Response:
    """The line counts no more, or again."""
    with transaction():
        ENDS[end](name, key, _version(), actor(), datetime.now(UTC))
    return redirect(url_for("registers.listing", name=name))


def _page(name: str, register: Register, form: Form, row: Any = None) -> str:
    events = registers.events(f"register:{name}:{row.id}") if row else ()
    return render_template(
        "registers/line.html", name=name, register=register, form=form, row=row,
        may_write=actor().has(Role.MANAGER),
        happened=[{"what": EVENTS[event.what].desk, "when": event.at, "soft": True,
                   "who": event.actor.name if event.actor else None} for event in events],
    )  # fmt: skip


def _again(name: str, register: Register, error: Invalid, row: Any = None) -> tuple[str, int]:
    """The same form with what was typed and what is wrong with it."""
    form = form_for(register, request.form)
    show_problems(form, error.problems)
    return _page(name, register, form, row), 422


def _lines(name: str, register: Register, rows: Any) -> list[dict[str, Any]]:
    chosen = {
        column.name: dict(registers.choices(column))
        for column in register.columns
        if column.kind in ("choice", "level")
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


def _after() -> int:
    """The key of the last line seen; 0, the beginning, for what is no key."""
    after = request.args.get("after", 0, type=int)
    return after if 0 < after <= LARGEST_KEY else 0


def _version() -> int:
    version = request.form.get("version", type=int)
    if version is None:
        abort(400)
    return version

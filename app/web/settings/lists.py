"""Units and topics: listed, added, changed after the effect was shown, taken away."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.actions import keep_lists
from app.database import transaction
from app.queries import office, people, used
from app.web import rehearsing
from app.web.access import actor
from app.web.fields import complain
from app.web.settings._blueprint import blueprint
from app.web.settings.list_forms import topic_effects, topic_form, unit_effects, unit_form
from app.web.settings.telling import history, tell
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person

Page = str | Response | tuple[str, int]
SAVED = Words("บันทึกแล้ว", "Saved")
Does = dict[str, Callable[[str, "Person", datetime], None]]
UNIT_DOES: Does = {
    "retire": partial(keep_lists.retire_unit, retired=True),
    "restore": partial(keep_lists.retire_unit, retired=False),
    "up": partial(keep_lists.move_unit, up=True),
    "down": partial(keep_lists.move_unit, up=False),
}
TOPIC_DOES: Does = {
    "retire": partial(keep_lists.retire_topic, retired=True),
    "restore": partial(keep_lists.retire_topic, retired=False),
    "up": partial(keep_lists.move_topic, up=True),
    "down": partial(keep_lists.move_topic, up=False),
}


@blueprint.get("/units")
def units() -> str:
    """Every unit, with its head and the unit above."""
    found = office.units()
    heads = people.names([unit.head_id for unit in found])
    above = {unit.code: unit.name for unit in found}
    rows = [
        {"code": unit.code, "name": unit.name, "retired": unit.retired, "cells": [
            above.get(unit.parent_code or ""), heads.get(unit.head_id or 0), unit.phone or None]}
        for unit in found
    ]  # fmt: skip
    return render_template("settings/units.html", rows=rows)


@blueprint.route("/new-unit", methods=["GET", "POST"])
def add_unit() -> Page:
    """A unit more."""
    form = unit_form(request.form)
    title = Words("เพิ่มหน่วย", "Add a unit")
    return _add(form, title, "settings.units", keep_lists.keep_unit)


@blueprint.route("/units/<code>", methods=["GET", "POST"])
def unit(code: str) -> Page:
    """One unit as a form, and what hangs on it."""
    row = used.unit(code)
    form = unit_form(request.form, row)

    def look() -> Iterable[Words]:
        keep_lists.check_unit(code, form.wanted(), new=False)
        return unit_effects(row, form.wanted())

    def save() -> None:
        keep_lists.keep_unit(code, form.wanted(), actor(), datetime.now(UTC), new=False)

    return _change(form, look, save, _about_unit(code))


@blueprint.post("/units/<code>/remove")
def remove_unit(code: str) -> Page:
    """The unit is gone; it stays, with the reason, while anything names it."""
    try:
        with transaction():
            keep_lists.remove_unit(code, actor(), datetime.now(UTC))
    except Invalid as refused:
        return _page(unit_form(None, used.unit(code)), _about_unit(code), refused=refused), 422
    tell(Words("ลบหน่วยแล้ว", "The unit is gone"))
    return redirect(url_for("settings.units"))


@blueprint.post("/units/<code>/<any(retire,restore,up,down):what>")
def unit_do(code: str, what: str) -> Page:
    """Nothing new comes to the unit, or again; or it has another place in the lists."""
    if page := _asks(what, used.unit(code), office.units(), "settings.units"):
        return page
    try:
        with transaction():
            UNIT_DOES[what](code, actor(), datetime.now(UTC))
    except Invalid as refused:
        return _page(unit_form(None, used.unit(code)), _about_unit(code), refused=refused), 422
    return _done(what, "unit", code)


@blueprint.get("/topics")
def topics() -> str:
    """Every topic, with its unit."""
    names = {unit.code: unit.name for unit in office.units()}
    hidden = Words("ปกปิด", "Restricted")
    rows = [
        {"code": one.code, "name": one.name, "retired": one.retired, "cells": [
            names.get(one.unit_code or ""), hidden if one.restricted else None]}
        for one in used.all_topics()
    ]  # fmt: skip
    return render_template("settings/topics.html", rows=rows)


@blueprint.route("/new-topic", methods=["GET", "POST"])
def add_topic() -> Page:
    """A topic more."""
    form = topic_form(request.form)
    title = Words("เพิ่มหัวข้อ", "Add a topic")
    return _add(form, title, "settings.topics", keep_lists.keep_topic)


@blueprint.route("/topics/<code>", methods=["GET", "POST"])
def topic(code: str) -> Page:
    """One topic as a form, and what hangs on it."""
    row = used.topic(code)
    form = topic_form(request.form, row)

    def look() -> Iterable[Words]:
        keep_lists.check_topic(code, form.wanted(), new=False)
        return topic_effects(row, form.wanted())

    def save() -> None:
        keep_lists.keep_topic(code, form.wanted(), actor(), datetime.now(UTC), new=False)

    return _change(form, look, save, _about_topic(code))


@blueprint.post("/topics/<code>/<any(retire,restore,up,down):what>")
def topic_do(code: str, what: str) -> Page:
    """Nobody can choose the topic any more, or again; or it has another place in the lists."""
    if page := _asks(what, used.topic(code), used.all_topics(), "settings.topics"):
        return page
    try:
        with transaction():
            TOPIC_DOES[what](code, actor(), datetime.now(UTC))
    except Invalid as refused:
        form = topic_form(None, used.topic(code))
        return _page(form, _about_topic(code), refused=refused), 422
    return _done(what, "topic", code)


def _asks(what: str, row: Any, rows: Sequence[Any], back: str) -> str:
    """How the list would read; nothing for what the page of the entry tells beside its button."""
    if what not in ("up", "down"):
        return ""
    title = Words(f"ย้าย “{row.name.th}”", f"Move “{row.name.en}”")
    lines = rehearsing.moved([one.name for one in rows], rows.index(row), up=what == "up")
    return rehearsing.ask(title, lines, url_for(back, _anchor=row.code))


def _done(what: str, one: str, code: str) -> Response:
    """Whoever moved it stands on its row again; else on its page, told that it is so."""
    if what in ("up", "down"):
        return redirect(url_for(f"settings.{one}s", _anchor=code))
    tell(SAVED)
    return redirect(url_for(f"settings.{one}", code=code))


def _about_unit(code: str) -> dict[str, Any]:
    row = used.unit(code)
    return {"title": row.name, "back": "settings.units", "use": used.of_unit(code), "code": code,
            "retired": row.retired, "subject": f"settings:unit:{code}"}  # fmt: skip


def _about_topic(code: str) -> dict[str, Any]:
    row = used.topic(code)
    return {"title": row.name, "back": "settings.topics", "use": used.of_topic(code),
            "code": code, "retired": row.retired, "subject": f"settings:topic:{code}"}  # fmt: skip


def _add(form: Any, title: Words, back: str, keep: Callable[..., None]) -> Page:
    about = {"title": title, "back": back, "use": None}
    if request.method == "GET":
        return _page(form, about)
    if not form.validate():
        return _page(form, about), 422
    try:
        with transaction():
            keep(form.code.data, form.wanted(), actor(), datetime.now(UTC), new=True)
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form, about), 422
    tell(SAVED)
    return redirect(url_for(back))


def _change(
    form: Any, look: Callable[[], Iterable[Words]], save: Callable[[], None], about: dict[str, Any]
) -> Page:
    """Shown, tried, or saved as it was tried."""
    if request.method == "GET":
        return _page(form, about)
    if not form.validate():
        return _page(form, about), 422
    try:
        if not rehearsing.is_to_be_saved(form):
            shown = list(look())
            return _page(form, about, effects=shown, rehearsed=rehearsing.fingerprint(form))
        with transaction():
            save()
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form, about), 422
    tell(SAVED)
    return redirect(request.path)


def _page(
    form: Any, about: dict[str, Any], *, effects: list[Words] | None = None, rehearsed: str = "",
    refused: Invalid | None = None,
) -> str:  # fmt: skip
    return render_template(
        "settings/entry.html", form=form, effects=effects, rehearsed=rehearsed,
        problem=next(iter(refused.problems.values())) if refused else None,
        happened=history(about["subject"]) if "subject" in about else [],
        **about,
    )  # fmt: skip

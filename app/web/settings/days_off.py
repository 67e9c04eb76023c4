"""A change of the calendar: first rehearsed on the open cases, then saved."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form

from app.actions.keep_days_off import (
    add_days_off,
    calendar_with,
    day_to_open,
    days_to_close,
    remove_day_off,
    rename_day_off,
)
from app.database import transaction
from app.queries import calendar_years, office
from app.web import rehearsing
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from app.web.settings.calendar import address
from app.web.settings.calendar_forms import CloseForm, NamedForm, OpenForm
from workflows.deadlines import Calendar
from workflows.errors import Invalid
from workflows.reckon import Reckoner

Page = str | Response | tuple[str, int]


@blueprint.route("/calendar/add", methods=["GET", "POST"])
def add_day_off() -> Page:
    """Days on which the office is closed."""
    form = CloseForm(request.form)
    if request.method == "GET" or not form.validate() or form.first.data is None:
        return _page("add", form)
    closing = form.closing(form.first.data, form.last.data)

    def save() -> Response:
        add_days_off(closing, actor(), datetime.now(UTC))
        return redirect(address(closing.first.year))

    return _decided("add", form, lambda: calendar_with(days_to_close(closing)), save)


@blueprint.route("/calendar/<day>/remove", methods=["GET", "POST"])
def remove_day(day: str) -> Page:
    """A day off that is a working day again."""
    row, form = _day_off(day), OpenForm(request.form)
    if request.method == "GET" or not form.validate():
        return _page("remove", form, row=row)
    key, legal_ref = row.day, form.legal_ref.data or ""

    def save() -> Response:
        remove_day_off(key, legal_ref, actor(), datetime.now(UTC))
        return redirect(address(key.year))

    def planned() -> Calendar:
        day_to_open(key, legal_ref)
        return calendar_with((), without=[key])

    return _decided("remove", form, planned, save, row=row)


@blueprint.route("/calendar/<day>/rename", methods=["GET", "POST"])
def rename_day(day: str) -> Page:
    """Its name and resolution; no date depends on them, so there is nothing to rehearse."""
    row = _day_off(day)
    form = NamedForm(request.form, obj=row)
    if request.method == "GET" or not form.validate():
        return _page("rename", form, row=row)
    key = row.day
    with transaction():
        rename_day_off(form.closing(key), actor(), datetime.now(UTC))
    return redirect(address(key.year))


def _decided(
    what: str, form: Form, planned: Callable[[], Calendar], save: Callable[[], Response],
    **shown: Any,
) -> Page:  # fmt: skip
    """Saved, or rehearsed and shown again; with its problems when it cannot be."""
    try:
        if rehearsing.is_to_be_saved(form):
            with transaction():
                return save()
        found = rehearsing.rehearsal(Reckoner(planned(), office.rules()))
    except Invalid as error:
        rehearsing.show_problems(form, error.problems)
        return _page(what, form, **shown)
    return _page(what, form, found=found, rehearsed=rehearsing.fingerprint(form), **shown)


def _page(what: str, form: Form, **shown: Any) -> tuple[str, int]:
    told = {"found": None, "row": None, "rehearsed": "", **shown}
    back = address(told["row"].day.year) if told["row"] else url_for("settings.calendar")
    page = render_template(
        "settings/day_off.html", what=what, form=form, progress=rehearsing.progress(), back=back,
        **told,
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _day_off(text: str) -> Any:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    found = [row for row in calendar_years.year(day.year).days if row.day == day]
    return found[0] if found else abort(404)

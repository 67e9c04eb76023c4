"""A new version of a target or the end of one: rehearsed, replayed on a year, then saved."""

from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form

from app.actions.keep_targets import (
    add_target,
    check_target,
    end_target,
    rules_when_ended,
    rules_with,
    said,
    target,
)
from app.database import transaction
from app.queries import office
from app.queries.cases import today
from app.reports.replay import Replay, replay
from app.web import rehearsing
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from app.web.settings.target_forms import EndForm, TargetForm
from workflows.errors import Invalid
from workflows.reckon import Reckoner
from workflows.targets import TargetRule
from workflows.words import Words

Page = str | Response | tuple[str, int]
NO_UNIT = Words("ยังไม่มีหน่วย", "No unit yet")


@blueprint.route("/targets/add", methods=["GET", "POST"])
def add_version() -> Page:
    """A new version of a promise."""
    now = datetime.now(UTC)
    form = TargetForm(request.form, today(now))
    if request.method == "GET" or not form.validate():
        return _page(form)
    try:
        return _added(form, form.rule(), now)
    except Invalid as error:
        rehearsing.show_problems(form, error.problems)
        return _page(form)


@blueprint.route("/targets/<int:key>/end", methods=["GET", "POST"])
def end_version(key: int) -> Page:
    """A version that holds no more from a day on."""
    with_row = {"row": target(key), "rule": office.as_rule(target(key))}
    form = EndForm(request.form)
    if request.method == "GET" or not form.validate():
        return _page(form, **with_row)
    try:
        if rehearsing.is_to_be_saved(form):
            with transaction():
                end_target(key, form.valid_to.data, actor(), datetime.now(UTC))
            return redirect(url_for("settings.targets"))
        rules = rules_when_ended(key, form.valid_to.data)
    except Invalid as error:
        rehearsing.show_problems(form, error.problems)
        return _page(form, **with_row)
    found = rehearsing.rehearsal(Reckoner(office.whole_calendar(), rules))
    return _page(form, found=found, rehearsed=rehearsing.fingerprint(form), **with_row)


def _added(form: TargetForm, rule: TargetRule, now: datetime) -> Page:
    if rehearsing.is_to_be_saved(form):
        with transaction():
            add_target(rule, actor(), now)
        return redirect(url_for("settings.targets"))
    check_target(rule)
    calendar = office.whole_calendar()
    found = rehearsing.rehearsal(Reckoner(calendar, rules_with(rule)))
    past = replay(rule, int(form.year.data), calendar)
    return _page(
        form, found=found, rehearsed=rehearsing.fingerprint(form), past=past, units=_units(past),
        rule=rule,
    )  # fmt: skip


def _units(past: Replay) -> list[list[Any]]:
    """Unit by unit: cases, the share as it was, and as it would have been."""
    names = {unit.code: unit.name for unit in office.units()}
    return [
        [names.get(code or "", NO_UNIT), share.due_then, _share(share.percent),
         _share(share.percent_then)]
        for code, share in sorted(past.units.items(), key=lambda one: one[0] or "")
    ]  # fmt: skip


def _share(percent: float | None) -> str | None:
    return None if percent is None else f"{percent:.1f}%"


def _page(form: Form, **shown: Any) -> tuple[str, int]:
    told = {"found": None, "past": None, "row": None, "rule": None, "rehearsed": "", **shown}
    page = render_template(
        "settings/target.html", form=form, progress=rehearsing.progress(),
        said=said(told["rule"]) if told["rule"] else None, **told,
    )  # fmt: skip
    return page, 422 if form.errors else 200

"""The working calendar: a year's days off, who confirmed it, and what was changed."""

from datetime import UTC, date, datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_calendar import POSSIBLE, confirm_year, seed_year
from app.database import transaction
from app.queries import calendar_years, registers
from app.queries.cases import today
from app.web import rehearsing
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from workflows.dates import say_date
from workflows.events import EVENTS
from workflows.fiscal import BUDDHIST_ERA
from workflows.roles import Role
from workflows.words import Words

SETTLING = {"confirm": confirm_year, "seed": seed_year}


@blueprint.get("/calendar")
def calendar() -> str:
    """One year; without one in the address it is this year."""
    now = today(datetime.now(UTC))
    year = _year(request.args.get("year", type=int), now)
    missing = calendar_years.unready(now)
    return render_template(
        "settings/calendar.html", year=calendar_years.year(year), be=year + BUDDHIST_ERA,
        tabs=_tabs(year, now), may_write=actor().has(Role.MANAGER), today=now,
        missing=missing + BUDDHIST_ERA if missing else None, progress=rehearsing.progress(),
        happened=[_told(event) for event in registers.events(f"calendar:{year}")],
        possible=year in POSSIBLE,
    )  # fmt: skip


@blueprint.post("/calendar/<int:be>/<any(confirm,seed):what>")
def settle_calendar(be: int, what: str) -> Response:
    """The year is confirmed, or made."""
    year = be - BUDDHIST_ERA
    if year not in POSSIBLE:
        abort(404)
    with transaction():
        SETTLING[what](year, actor(), datetime.now(UTC))
    return redirect(address(year))


def address(year: int) -> str:
    """The page of that year (C.E.)."""
    return url_for("settings.calendar", year=year + BUDDHIST_ERA)


def _year(asked: int | None, now: date) -> int:
    """C.E.; this year for what is none."""
    year = (asked or 0) - BUDDHIST_ERA
    return year if year in POSSIBLE else now.year


def _tabs(year: int, now: date) -> list[dict[str, Any]]:
    years = sorted({*range(now.year - 1, now.year + 3), year})
    return [
        {"year": one + BUDDHIST_ERA, "url": address(one), "current": one == year} for one in years
    ]


def _told(event: Any) -> dict[str, Any]:
    """A line of the history: what, who, and by which resolution."""
    details = event.details or {}
    before = details.get("before") or {}
    name = details.get("name_th") or before.get("name_th") or ""
    parts = [_days(details.get("days") or []), name, details.get("legal_ref") or ""]
    return {
        "what": EVENTS[event.what].desk, "when": event.at, "soft": True,
        "who": event.actor.name if event.actor else None,
        "text": Words(*(" · ".join(_said(part)[n] for part in parts if part) for n in (0, 1))),
    }  # fmt: skip


def _days(days: list[str]) -> Words | None:
    said = [date.fromisoformat(day) for day in dict.fromkeys((*days[:1], *days[-1:]))]
    return Words(*(" – ".join(say_date(day, code) for day in said) for code in ("th", "en")))


def _said(part: Words | str) -> Words:
    return part if isinstance(part, Words) else Words(part, part)

"""The cases behind a figure of the manager's view: as many as the figure says, by rights."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import abort, render_template, request, url_for

from app.intake.channels import CHANNEL_LABELS
from app.queries import behind, people
from app.queries.cases import today
from app.reports import ageing, backlog, compliments, flow, ratings_behind, sla_behind, units
from app.reports.cells import GROUPS
from app.reports.chosen import NONE, among
from app.reports.sla_table import group_name, names
from app.sheets import meanings
from app.sheets.ageing import LABELS
from app.sheets.sheet import TOTAL, period
from app.web.access import actor
from app.web.figures._blueprint import blueprint
from app.web.figures.tables import asking
from app.web.figures.view_forms import KNOWN, OLDEST
from app.web.seen import after
from workflows.dates import say_date
from workflows.fiscal import fiscal_days
from workflows.text import clean
from workflows.words import Words

Asked = Mapping[str, str]
Found = tuple[Words, Words, Words, list[Any]]  # which, of what days, its definition, conditions
NOWHERE = "-"


@blueprint.get("/cases")
def cases_behind() -> str:
    """A page of the cases that this person may see, and how many the figure counts in all."""
    asked = {key: clean(value) for key, value in request.args.items() if key != "after"}
    build = _OF.get(asked.get("of", "")) or abort(404)
    which, said, meaning, conditions = build(asked, datetime.now(UTC))
    found = behind.counted(conditions, actor(), after())
    here = {**asked, "after": str(found.more)}
    return render_template(
        "figures/behind.html", which=which, said=said, meaning=meaning, cases=found.shown,
        total=found.total, hidden=found.hidden, back=_back(asked), beside=_beside(asked),
        next=asking("figures.cases_behind", here) if found.more else None,
        first=asking("figures.cases_behind", asked) if after() else None,
    )  # fmt: skip


def _back(asked: Asked) -> str:
    if asked["of"] in _OF_A_YEAR:
        return url_for(f"figures.{asked['of']}", year=asked["year"])
    if asked["of"] != "sla":
        return url_for("figures.view", name=asked["of"])
    return asking("figures.sla", {name: asked[name] for name in ("from", "to")})


def _beside(asked: Asked) -> list[tuple[Words, str, bool]]:
    """Of a promise: all that are due, those in time, those not; the last says which is shown."""
    name, _, here = asked.get("which", "").partition(".")
    if here not in sla_behind.PARTS:
        return []
    return [
        (words, asking("figures.cases_behind", {**asked, "which": f"{name}.{part}"}), part == here)
        for part, words in sla_behind.PARTS.items() if f"{name}.{part}" in sla_behind.WHICH
    ]  # fmt: skip


def _sla(asked: Asked, now: datetime) -> Found:
    which, (first, last) = asked.get("which", ""), _days(asked)
    if which not in sla_behind.WHICH:
        abort(404)
    group = _group(asked)
    try:
        conditions = sla_behind.cases_of(which, first, last, today(now), group)
    except (ValueError, OverflowError):  # no month, or one beyond the last
        abort(404)
    name, meaning = sla_behind.words_of(which)
    return name, _of_group(group, period(first, last, "เรื่องที่รับ", "Received")), meaning, conditions


def _group(asked: Asked) -> dict[str, str]:
    return {name: code for name in GROUPS if (code := asked.get(name))}


def _of_group(group: Asked, said: Words) -> Words:
    """The period, and before it the group in words."""
    known = names(CHANNEL_LABELS) if group else {}
    for name, code in group.items():
        words = group_name(name, None if code == NONE else code, known)
        said = Words(f"{words.th} · {said.th}", f"{words.en} · {said.en}")
    return said


def _trend(asked: Asked, now: datetime) -> Found:
    which, (first, last) = asked.get("which", ""), _days(asked)
    if which not in flow.WHICH:
        abort(404)
    of = flow.Asked(_year(asked), "month", asked.get("unit", ""), asked.get("kind", ""))
    name, meaning = meanings.FLOW[which]
    said = period(first, last, "ในช่วง", "From")
    return name, said, meaning, flow.cases_of(which, of, first, last)


def _ageing(asked: Asked, now: datetime) -> Found:
    by, clock, band = (asked.get(name, "") for name in ("by", "clock", "band"))
    if by not in ageing.BY or clock not in ageing.CLOCKS or band not in ("", *ageing.BANDS):
        abort(404)
    found = ageing.ageing(by, asked.get("in", ""), now)
    group: Any = asked.get("group") or None
    group = _number(group) if by == "owner" and group else group
    keys = found.keys(clock, band, group, every="group" not in asked)
    name, meaning = meanings.CLOCKS[clock]
    said = LABELS[band] if band else TOTAL
    return name, said, meaning, among(keys)


def _backlog(asked: Asked, now: datetime) -> Found:
    which, day, group = asked.get("which", ""), _day(asked, "on"), asked.get("group", "")
    if which not in backlog.WHICH or day > today(now):
        abort(404)
    unit = None if group == NOWHERE else group
    keys = backlog.backlog(day).keys(which, unit, every=not group)
    name, meaning = meanings.BACKLOG[which]
    said = Words(f"เมื่อสิ้นวันที่ {say_date(day, 'th')}", f"At the end of {say_date(day, 'en')}")
    return name, said, meaning, among(keys)


def _units(asked: Asked, now: datetime) -> Found:
    which, (first, last) = asked.get("which", ""), _days(asked)
    if which not in units.WHICH or which not in meanings.UNITS:
        abort(404)
    below, owner = asked.get("below", ""), asked.get("owner", "")
    codes: tuple[str | None, ...] = ()
    if below:
        codes = (None,) if below == NOWHERE else units.below(below)
    elif asked.get("unit"):
        codes = (asked["unit"],)
    key = _number(owner) if owner else None
    name, meaning = meanings.UNITS[which]
    said = period(first, last, "เรื่องที่รับ", "Received")
    return name, said, meaning, units.cases_of(which, first, last, today(now), codes, key)


def _ratings(asked: Asked, _: datetime) -> Found:
    which, year, group = asked.get("which", ""), _year(asked), _group(asked)
    if which not in ratings_behind.WHICH:
        abort(404)
    try:
        conditions = ratings_behind.cases_of(which, year, group)
    except ValueError:
        abort(404)
    name, meaning = ratings_behind.words_of(which)
    said = period(*fiscal_days(year), "เรื่องที่รับ", "Received")
    return name, _of_group(group, said), meaning, conditions


def _compliments(asked: Asked, _: datetime) -> Found:
    year = _year(asked)
    key = _number(asked["person"]) if asked.get("person") else None
    said = Words(f"ปีงบประมาณ {year}", f"Fiscal year B.E. {year}")
    if key is not None:
        who = people.names([key]).get(key) or abort(404)
        said = Words(f"{who} · {said.th}", f"{who} · {said.en}")
    name, meaning = compliments.MEANING
    return name, said, meaning, compliments.cases_of(year, key)


_OF_A_YEAR = ("ratings", "compliments")
_OF: dict[str, Callable[[Asked, datetime], Found]] = {
    "sla": _sla, "trend": _trend, "ageing": _ageing, "backlog": _backlog, "units": _units,
    "ratings": _ratings, "compliments": _compliments,
}  # fmt: skip


def _days(asked: Asked) -> tuple[date, date]:
    return _day(asked, "from"), _day(asked, "to")


def _day(asked: Asked, name: str) -> date:
    try:
        day = date.fromisoformat(asked.get(name, ""))
    except ValueError:
        abort(404)
    return day if day >= OLDEST else abort(404)


def _year(asked: Asked) -> int:
    year = _number(asked.get("year", ""))
    return year if year in KNOWN else abort(404)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        abort(404)
    return int(text)

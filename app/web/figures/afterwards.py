"""Beside the share on time: how many were opened again, appealed, or closed without an answer."""

from datetime import date, datetime
from typing import Any

from app.reports import units
from app.sheets.meanings import UNITS
from app.web.figures.tables import asking
from workflows.words import Words


def afterwards(first: date, last: date, now: datetime) -> list[dict[str, Any]]:
    """The three shares of the period for ``figures``; each opens its cases."""
    counted = units.afterwards(first, last, now)
    return [_figure(name, counted, first, last) for name in units.AFTERWARDS]


def _figure(name: str, counted: units.Counted, first: date, last: date) -> dict[str, Any]:
    part, whole = (counted[one] for one in units.SHARES[name])
    value = units.share(counted, name)
    asked = {"of": "units", "which": name, "from": first.isoformat(), "to": last.isoformat()}
    return {
        "name": UNITS[name][0],
        "value": None if value is None else f"{value:g}%",
        "note": Words(f"{part:,} จาก {whole:,} เรื่อง", f"{part:,} of {whole:,}") if whole else None,
        "url": asking("figures.cases_behind", asked) if part else None,
    }

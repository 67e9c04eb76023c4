"""The sheets as they stand on a day, with nothing chosen: what is mailed, and the report's PDF."""

from collections.abc import Callable
from datetime import date, datetime

from app.queries import office, people
from app.reports import ageing, backlog, flow, units
from app.reports.ageing import Group
from app.reports.catalogue import SLA
from app.sheets.ageing import TITLE as AGEING
from app.sheets.ageing import ageing_sheet
from app.sheets.backlog import TITLE as BACKLOG
from app.sheets.backlog import backlog_sheet
from app.sheets.sheet import Sheet
from app.sheets.trend import TITLE as TREND
from app.sheets.trend import trend
from app.sheets.units import units_sheet
from workflows.dates import local_day
from workflows.fiscal import fiscal_days, fiscal_year
from workflows.words import Words

REPORTS: dict[str, Words] = {
    "sla": SLA.title, "trend": TREND, "ageing": AGEING, "backlog": BACKLOG,
}  # fmt: skip


def usual(name: str, now: datetime, language: str) -> Sheet:
    """One of REPORTS as it stands now."""
    return _MADE[name](now, language)


def sla_sheet(first: date, last: date, now: datetime, language: str) -> Sheet:
    """On time by unit, what came afterwards, and the flow of the fiscal year of ``last``."""
    found = units.by_unit(first, last, now)
    names = {unit.code: unit.name for unit in office.units()}
    owners = people.names({int(line.key) for line in found.owners if line.key})
    words = {key: Words(name, name) for key, name in owners.items()}
    made = units_sheet(found, names, words, "", language)
    year = min(fiscal_year(last), fiscal_year(local_day(now)))
    beside = trend(flow.flow(flow.Asked(year), now), language)
    meanings = [*made.meanings, *(one for one in beside.meanings if one not in made.meanings)]
    return Sheet("sla", SLA.title, made.said, made.as_known_on, [*made.parts, *beside.parts],
                 meanings)  # fmt: skip


def _sla(now: datetime, language: str) -> Sheet:
    return sla_sheet(*fiscal_days(fiscal_year(local_day(now))), now, language)


def _trend(now: datetime, language: str) -> Sheet:
    return trend(flow.flow(flow.Asked(fiscal_year(local_day(now))), now), language)


def _ageing(now: datetime, language: str) -> Sheet:
    names: dict[Group, Words] = {unit.code: unit.name for unit in office.units()}
    return ageing_sheet(ageing.ageing("unit", "", now), names, "", language)


def _backlog(now: datetime, language: str) -> Sheet:
    names = {unit.code: unit.name for unit in office.units()}
    return backlog_sheet(backlog.backlog(local_day(now)), None, names, local_day(now))


_MADE: dict[str, Callable[[datetime, str], Sheet]] = {
    "sla": _sla, "trend": _trend, "ageing": _ageing, "backlog": _backlog,
}  # fmt: skip

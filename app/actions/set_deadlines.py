"""Gives a case its dates, from the rulebook, the office's targets, its calendar and its clock."""

from typing import Any

from app.models import Case
from app.queries import clocks, office
from workflows.dates import BANGKOK
from workflows.deadlines import Deadlines, Milestone, deadlines, official_date
from workflows.fiscal import fiscal_year

Dates = dict[str, str | None]


def set_deadlines(case: Case) -> None:
    """Official date, fiscal year and every deadline stand on the case; OutsideCalendar if none."""
    stops = clocks.spans(clocks.stops(case))
    received = case.received_at.astimezone(BANGKOK).date()
    calendar = clocks.calendar(received, stops)
    day = official_date(case.received_at, calendar)
    targets = office.targets(office.matter_of(case).of(day))
    put_dates(case, deadlines(case.received_at, targets, calendar, stops, clocks.extension(case)))


def redate(case: Case) -> dict[str, Any]:
    """The dates are counted anew; those before and after, as an event keeps them."""
    before = dates_of(case)
    set_deadlines(case)
    return {"before": before, "after": dates_of(case)}


def put_dates(case: Case, dates: Deadlines) -> None:
    """The case promises ``dates``; what is next follows."""
    case.official_on = dates.official
    case.fiscal_year = fiscal_year(dates.official)
    for milestone in Milestone:
        setattr(case, f"{milestone.value}_by", dates.of(milestone))
    case.target_by = dates.target
    case.public_resolve_by = dates.public_resolve
    case.look_ahead()


def dates_of(case: Case) -> Dates:
    """The date of each milestone, as an event keeps it."""
    days = {m.value: case.due_on(m) for m in Milestone}
    return {name: day.isoformat() if day else None for name, day in days.items()}

"""Gives a case its dates, from the rulebook, the office's targets and its working calendar."""

from app.models import Case
from app.queries import office
from workflows.deadlines import BANGKOK, Milestone, deadlines
from workflows.fiscal import fiscal_year


def set_deadlines(case: Case) -> None:
    """Official date, fiscal year and every deadline stand on the case; OutsideCalendar if none."""
    calendar = office.calendar(case.received_at.astimezone(BANGKOK).date())
    targets = office.targets(case.kind, restricted=case.restricted)
    dates = deadlines(case.received_at, targets, calendar)
    case.official_on = dates.official
    case.fiscal_year = fiscal_year(dates.official)
    for milestone in Milestone:
        setattr(case, f"{milestone.value}_by", dates.of(milestone))
    case.target_by = dates.target
    case.look_ahead()

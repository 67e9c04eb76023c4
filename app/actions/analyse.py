"""Records what caused the matter and what was found; or sends an analysis back."""

from datetime import datetime

from app.actions.advance import advance
from app.actions.given import Given, Hats
from app.models import Case, Person
from workflows.deadlines import Milestone


def analyse(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """Cause, finding and method stand on the case, which is analysed."""
    case.root_cause = given.root_cause or case.root_cause
    case.finding = given.finding or case.finding
    case.method = given.method or case.method
    advance(case, "analyse", actor, now, worn, given.note, root_cause=case.root_cause)


def send_back(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The analysis is to be done again; what was found so far stays to be mended."""
    case.unmeet(Milestone.ANALYSE)
    advance(case, "return", actor, now, worn, given.reason)

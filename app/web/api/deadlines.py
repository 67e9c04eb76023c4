"""The deadlines of a case explained, by a call: for staff, and for the correspondent."""

from datetime import date
from typing import TYPE_CHECKING

from flask import Response, abort

from app.queries import cases, explained
from app.web.access import visitor
from app.web.access_roles import CASES
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.shapes import Shape
from workflows.deadlines import Milestone
from workflows.ledger import How

if TYPE_CHECKING:
    from app.models import Case


class LedgerDay(Shape):
    """One day: what it is to the deadline, its running number, and why in words."""

    day: date
    what: How
    counted: bool
    number: int | None
    why: str


class Ledger(Shape):
    """One deadline day by day; the last day is ``due``."""

    milestone: Milestone
    days: int
    working: bool
    counted_from: date
    legal_basis: str
    due: date
    ledger: list[LedgerDay]


class Ledgers(Shape):
    """Every deadline of the case."""

    reference: str
    deadlines: list[Ledger]


@blueprint.get("/cases/<reference>/deadlines")
@describes(Operation(
    "Each deadline day by day: counted or not, and why", Ledgers, keys=("caseSecret", "bearer"),
    errors=(401, 404),
))  # fmt: skip
def deadlines(reference: str) -> Response:
    """The same days for the one who decides, the one who checks and the one who waits."""
    case, public = _case(reference), reading.case_secret() is not None
    found = explained.of_case(case, public=public)
    return tell(Ledgers(
        reference=case.reference, deadlines=[_ledger(one, case.language) for one in found],
    ))  # fmt: skip


def _case(reference: str) -> "Case":
    secret, person = reading.case_secret(), visitor()
    if secret is not None:
        return cases.find_by_secret(reference, secret)
    if person is None or not person.has(*CASES):
        abort(401 if person is None else 404)
    return cases.find(reference, person)


def _ledger(one: explained.Explained, say: str) -> Ledger:
    return Ledger(
        milestone=one.milestone, days=one.target.days, working=one.target.working,
        counted_from=one.start, legal_basis=one.target.basis, due=one.due,
        ledger=[LedgerDay(day=line.day, what=line.how, counted=line.counted, number=line.number,
                          why=line.why.say(say)) for line in one.lines],
    )  # fmt: skip

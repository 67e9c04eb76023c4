"""Assesses an open case anew: severity, complexity, remedy sought and place (มตช. 10002-2567)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from app.actions.index_case import index_case
from app.actions.record import record
from app.actions.set_deadlines import redate
from app.models import Case, Person
from app.queries.rights import hats
from workflows import NotAllowed
from workflows.assessment import COMPLEXITIES, SEVERITIES
from workflows.errors import Invalid
from workflows.limits import SHORT, WISH
from workflows.words import CHOOSE, Words


@dataclass(frozen=True)
class Assessment:
    """What is assessed of a case."""

    severity: str
    complexity: str
    remedy: str
    place: str

    @classmethod
    def of(cls, case: Case) -> "Assessment":
        """As it stands on the case."""
        return cls(case.severity, case.complexity, case.remedy, case.place)


def assess(case: Case, actor: Person, now: datetime, given: Assessment) -> None:
    """The case is assessed as ``given``, and its dates follow; the timeline has old and new.

    The owner, intake and managers may, while it is open. What is as it was leaves no event.
    """
    if not hats(case, actor):
        raise NotAllowed("assess", case.state, forbidden=True)
    if not case.state.is_open:
        raise NotAllowed("assess", case.state)
    before = Assessment.of(case)
    if given == before:
        return
    _check(given, before)
    for name, value in asdict(given).items():
        setattr(case, name, value)
    dates = redate(case)
    index_case(case)
    record(
        case, "assessed", now, actor=actor, before={**asdict(before), **dates["before"]},
        after={**asdict(given), **dates["after"]},
    )  # fmt: skip


def _check(given: Assessment, before: Assessment) -> None:
    """Words of our lists, or those that were there."""
    problems = {}
    if given.severity not in (*SEVERITIES, before.severity):
        problems["severity"] = CHOOSE
    if given.complexity not in (*COMPLEXITIES, before.complexity):
        problems["complexity"] = CHOOSE
    for name, limit in (("remedy", WISH), ("place", SHORT)):
        if len(getattr(given, name)) > limit:
            problems[name] = Words(f"เขียนได้ไม่เกิน {limit} ตัวอักษร", f"At most {limit} characters")
    if problems:
        raise Invalid(**problems)

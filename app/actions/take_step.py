"""Any step by its name: what the one route of the desk and the one of the API call."""

from collections.abc import Callable
from datetime import datetime

from app.actions.analyse import analyse, send_back
from app.actions.assign import assign, transfer
from app.actions.draft_answer import check_no_draft, draft_answer, waits_for_signer
from app.actions.follow import follow
from app.actions.given import Given, Hats
from app.actions.reopen import reopen
from app.actions.resolve import dismiss, resolve
from app.models import Case, Person
from app.queries.rights import hats
from workflows import TABLES, NotAllowed, allowed

ACTIONS: dict[str, Callable[[Case, Person, datetime, Given, Hats], None]] = {
    "assign": assign,
    "transfer": transfer,
    "analyse": analyse,
    "return": send_back,
    "resolve": resolve,
    "dismiss": dismiss,
    "reopen": reopen,
}

# The fields each step may be given; any other is refused (interfaces: Steps).
ANSWER = ("answer", "no_answer_reason", "told_by")
FORWARD = ("forwarded_to", "forward_number", "forward_date")
FIELDS: dict[str, tuple[str, ...]] = {
    "assign": ("owner", "unit", "note", "kind", "topic"),
    "transfer": ("owner", "unit", "reason"),
    "analyse": ("root_cause", "finding", "method"),
    "return": ("reason",),
    "resolve": ("outcome", "reason", "praised", *ANSWER),
    "dismiss": ("outcome", "reason", *FORWARD, "duplicate_of", *ANSWER),
    "reopen": ("reason",),
}


def take_step(case: Case, step: str, actor: Person, now: datetime, given: Given) -> None:
    """The case has taken ``step``; NotAllowed, Invalid, and nothing changed, otherwise.

    Where the office signs its answers, a step that decides is a draft until then.
    """
    worn = hats(case, actor)
    check_step(case, step, worn)
    check_no_draft(case, step)
    if waits_for_signer(case, step, given):
        draft_answer(
            case, step, actor, now, given,
            lambda: ACTIONS[step](case, actor, now, given, worn),
        )  # fmt: skip
    else:
        go(case, step, actor, now, given, worn)


def check_step(case: Case, step: str, worn: Hats) -> None:
    """Raise NotAllowed for a step that those hats cannot take now."""
    if step not in {row.trigger for row in allowed(case, worn)}:
        known = any(row.trigger == step and row.source is case.state for row in TABLES[case.kind])
        raise NotAllowed(step, case.state, forbidden=known)


def go(case: Case, step: str, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case has taken the step, and every case that follows it too."""
    ACTIONS[step](case, actor, now, given, worn)
    follow(case, step, actor, now, given, worn)

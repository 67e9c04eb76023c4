"""The chains of escalation by calls: read, and replaced deadline by deadline."""

from datetime import UTC, datetime

from flask import Response

from app.actions.keep_escalation import LIMITS, keep_escalation, sign
from app.database import transaction
from app.queries import escalation, staff_tree
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked_work import NewChains
from app.web.api.shapes_work import Chains, ToldChain
from workflows.deadlines import Milestone
from workflows.errors import Invalid

_NAMES = {f"{m.value}_{n}": f"{m.value}.{n}" for m in Milestone for n in LIMITS}  # as calls say


@blueprint.get("/settings/escalation")
@describes(Operation("The chain of each deadline; the ETag stands for all of them", Chains))
def chains() -> Response:
    """As they are in force, the office's own or the ones we ship."""
    return _told()


@blueprint.post("/settings/escalation")
@describes(Operation("Replace the chains of the deadlines that are named", Chains,
                     takes=(NewChains,), headers=("If-Match",),
                     errors=(400, 412, 415, 422, 428)))  # fmt: skip
def new_chains() -> Response:
    """From the next round of the clock on deadlines are told about as the body says."""
    new, seen = reading.body(NewChains), reading.seen()
    try:
        with transaction():
            keep_escalation(new.over(escalation.chains()), seen, actor(), datetime.now(UTC))
    except Invalid as refused:
        problems = {_NAMES.get(name, name): words for name, words in refused.problems.items()}
        raise Invalid(**problems) from refused
    return _told()


def _told() -> Response:
    found = escalation.chains()
    told = {m: ToldChain.of(chain) for m, chain in found.items()}
    answer = tell(Chains(chains=told, circle=list(staff_tree.circle())))
    answer.set_etag(sign(found))
    return answer

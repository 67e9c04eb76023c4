"""Hand-over by calls: who owns how much, and all cases of one person to others."""

from flask import Response

from app.queries import hand_over as handing
from app.queries import people
from app.web import moving
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked_work import NewHandOver
from app.web.api.bulk import BulkDone, counted
from app.web.api.shapes_work import Owners, Owning
from app.web.handing import LEAVER, ONESELF, TO, finish, giving, picks_of, unseen
from workflows.errors import Invalid


class HandedOver(BulkDone):
    """``unseen``: they own more, which somebody else must hand over; ``still``: why they stay."""

    unseen: bool
    account_closed: bool
    still: str | None


@blueprint.get("/settings/hand-over")
@describes(Operation("Who owns how many open cases", Owners))
def owners() -> Response:
    """Everybody who may leave."""
    found = handing.work()
    return tell(Owners(people=[Owning(person=p.email, open=number) for p, number in found]))


@blueprint.post("/settings/hand-over")
@describes(Operation(
    "Hand over the open cases of somebody who leaves; a dry run counts cases and letters",
    HandedOver, takes=(NewHandOver,), errors=(400, 415, 422),
))  # fmt: skip
def hand_over_now() -> Response:
    """What came of each case, and of the account."""
    new = reading.body(NewHandOver)
    key = _leaver(new)
    leaver = handing.leaver(key)
    picks = picks_of(leaver)
    more = unseen(leaver, picks)
    act = giving(key, new.to, new.reason)
    if new.dry_run:
        found = counted(moving.rehearse(picks, act))
        return tell(HandedOver(dry_run=True, unseen=more, account_closed=False, still=None,
                               **found))  # fmt: skip
    outcome = moving.carry_out(picks, act)
    why = finish(key, outcome, new.reason, leaves=new.leaves)
    return tell(HandedOver(
        dry_run=False, unseen=more, account_closed=new.leaves and why is None,
        still=why.th if why else None, **counted(outcome),
    ))  # fmt: skip


def _leaver(new: NewHandOver) -> int:
    """The key of who leaves; Invalid where there is nobody, or nobody to take over."""
    leaver = people.by_email(new.leaver)
    if leaver is None or leaver not in people.staff():
        raise Invalid(leaver=LEAVER)
    if not new.to:
        raise Invalid(to=TO)
    if new.to.lower() == leaver.email.lower():
        raise Invalid(to=ONESELF)
    return leaver.id

"""The open cases of somebody who leaves, to another in one step: by the page and by a call."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.actions.hand_over import SHARED, hand_over, let_go, note_hand_over
from app.database import transaction
from app.queries import hand_over as handing
from app.queries import load
from app.web.access import actor
from app.web.moving import DONE, Act, Outcome, Pick
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person

SHARE = "share"  # the choice that is no address
LEAVER = Words("เลือกผู้ที่จะพ้นหน้าที่", "Choose who leaves")
TO = Words("เลือกผู้รับมอบ", "Choose who takes over")
ONESELF = Words("เลือกผู้รับมอบเป็นผู้อื่น", "Choose somebody else to take them over")


def picks_of(leaver: "Person") -> list[Pick]:
    """The open cases of ``leaver`` as the actor sees them now."""
    return [Pick(case.reference, case.version) for case in handing.open_of(leaver, actor())]


def unseen(leaver: "Person", picks: list[Pick]) -> bool:
    """Whether they own more than the actor sees: those must be handed over by somebody else."""
    return len(picks) < min(load.open_cases([leaver.id])[leaver.id], handing.MOST)


def giving(leaver: int, to: str, reason: str) -> Act:
    """What is done to each case: it goes to the address ``to``, or is SHAREd out."""
    wanted = SHARED if to == SHARE else to

    def act(case: "Case", who: "Person", now: datetime) -> int:
        return hand_over(case, handing.leaver(leaver), who, now, to=wanted, reason=reason)

    return act


def finish(key: int, outcome: Outcome, reason: str, *, leaves: bool) -> Words | None:
    """It is on record, and the account is closed if asked for; why not, where it stays open."""
    done, now = len(outcome.of(DONE)), datetime.now(UTC)
    with transaction():
        note_hand_over(handing.leaver(key), actor(), now, reason, done=done,
                       left=len(outcome.results) - done)  # fmt: skip
    if not leaves:
        return None
    try:
        with transaction():
            let_go(handing.leaver(key), actor(), now)
    except Invalid as refused:
        return refused.problems["leaver"]
    return None

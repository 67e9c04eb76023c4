"""Who else has the case open: told by the page that is open, every half minute."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import url_for

from app.actions.note_presence import note_presence
from app.database import transaction
from app.queries import cases, presence
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.present import say
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

NAMED = 3  # the rest of a crowd is only counted


@blueprint.post("/cases/<reference>/here")
def here(reference: str) -> dict[str, str]:
    """The person still has the case open; who else has, in words."""
    now, case = datetime.now(UTC), cases.find(reference, actor())
    others = presence.others(case, actor(), now)
    arrive(case.id, now)
    return {"words": say(told(others)) if others else ""}


def arrive(case_id: int, now: datetime) -> None:
    """The person is seen at the case; the last thing a page does, as it forgets what was read."""
    person_id = actor().id
    with transaction():
        note_presence(case_id, person_id, now)


def watch(case: "Case", now: datetime) -> dict[str, Any]:
    """``others`` in words and ``here_url`` for the script, for the case page."""
    others = presence.others(case, actor(), now)
    return {
        "others": told(others) if others else None,
        "here_url": url_for("desk.here", reference=case.reference),
    }


def told(others: Sequence[str]) -> Words:
    """``สมชาย กำลังเปิดเรื่องนี้อยู่``."""
    names, more = ", ".join(others[:NAMED]), len(others) - NAMED
    return Words(
        f"{names}{f' และอีก {more} คน' if more > 0 else ''} กำลังเปิดเรื่องนี้อยู่",
        f"{names}{f' and {more} more' if more > 0 else ''} "
        f"{'has' if len(others) == 1 else 'have'} this case open now",
    )

"""Whether a letter to a correspondent may leave now: not to a dead address, and not too many.

Anybody may name any address as theirs; nobody's mailbox is flooded through us.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.actions.mark_address import DEAD
from app.database import alone, db
from app.mail.letters import LETTERS
from app.models import Letter
from app.queries import senders

MOST, WITHIN = 3, timedelta(hours=1)  # letters to one address (SIANG_LETTERS_PER_HOUR)
HELD = "too many letters to this address"
_AGENCIES = tuple(name for name, kind in LETTERS.items() if kind.to_agency)


def hold_back(letter: Letter, now: datetime, most: int = MOST) -> bool:
    """True when the letter stays: it failed, is held for an officer, or waits for its turn.

    Otherwise it is counted as sent from here on, whichever machine asks next.
    """
    if letter.to_staff or letter.name in _AGENCIES or not letter.recipient:
        return False
    alone(db.session, f"letters:{letter.recipient}")
    if senders.mark_of(letter.recipient) is not None:
        letter.status, letter.problem = "failed", DEAD
        return True
    sent = _sent(letter, now, most)
    if len(sent) >= most and not _is_released(letter):
        _wait(letter, sent[-1] if sent else now)
        return True
    letter.sent_at = now
    return False


def _sent(letter: Letter, now: datetime, most: int) -> Sequence[datetime]:
    """When the last ``most`` letters left for this address within the hour, the latest first."""
    query = select(Letter.sent_at).where(
        Letter.recipient.in_(senders.forms(letter.recipient)), Letter.sent_at > now - WITHIN,
        Letter.id != letter.id, ~Letter.to_staff, Letter.name.not_in(_AGENCIES),
    )  # fmt: skip
    found = db.session.scalars(query.order_by(Letter.sent_at.desc()).limit(most))
    return [at for at in found if at is not None]


def _wait(letter: Letter, earliest: datetime) -> None:
    """An acknowledgement waits for an officer, anything else for the hour to pass."""
    if letter.name == "acknowledgement":
        letter.status, letter.problem = "held", HELD
    else:
        letter.next_try_at = earliest + WITHIN


def _is_released(letter: Letter) -> bool:
    """An acknowledgement has no author unless an officer sent it on (release_letter)."""
    return letter.name == "acknowledgement" and letter.author_id is not None

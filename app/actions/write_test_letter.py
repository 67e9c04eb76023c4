"""A test letter to oneself: whether mail leaves this site at all."""

from datetime import datetime

from app.mail import outbox
from app.models import Letter, Person

TEST_LETTER = "test_letter"


def write_test_letter(actor: Person, now: datetime) -> Letter:
    """A letter to the person stands in the outbox; asked twice in a minute it is the same one."""
    occasion = f"test:{actor.id}:{int(now.timestamp()) // 60}"
    return outbox.put_elsewhere(TEST_LETTER, occasion, now, to=actor.email, dear=actor.name)

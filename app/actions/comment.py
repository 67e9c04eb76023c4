"""What readers say about a claim of Form 2.3: written, and settled."""

from datetime import datetime

from app.actions.keep_form23 import claim_of, told
from app.database import db
from app.models import ClaimComment, Person
from workflows.errors import Invalid, UnknownReference
from workflows.text import clean
from workflows.words import Words

LONGEST = 2000
_WRITE = Words(
    f"เขียนความเห็น ไม่เกิน {LONGEST:,} ตัวอักษร", f"Write a comment of at most {LONGEST:,} characters"
)


def write_comment(
    year: int, code: str, number: int, text: str, *, actor: Person, now: datetime
) -> ClaimComment:
    """The claim has a comment that waits to be settled; the form itself stays as it is."""
    claim_of(year, code, number, now)
    text = clean(text).strip()
    if not text or len(text) > LONGEST:
        raise Invalid(text=_WRITE)
    row = ClaimComment(
        fiscal_year=year, claim=f"{code}.{number}", author_id=actor.id, at=now, text=text
    )
    db.session.add(row)
    told(year, "form23_commented", now, actor, claim=row.claim)
    return row


def settle_comment(year: int, key: int, actor: Person, now: datetime) -> ClaimComment:
    """The comment waits no more; UnknownReference if the year has none of that key."""
    row = db.session.get(ClaimComment, key, with_for_update=True)
    if row is None or row.fiscal_year != year:
        raise UnknownReference(str(key))
    if row.settled_at is None:
        row.settled_at = now
        told(year, "form23_settled", now, actor, claim=row.claim)
    return row

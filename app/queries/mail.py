"""Questions about incoming mail: what waits, what lies in quarantine, and who may see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from app.database import db
from app.models import Case, Person, RawMail
from workflows.errors import UnknownReference
from workflows.roles import Role

BATCH = 200


class CaseMail(NamedTuple):
    """A mail that brought a case, or one of its messages."""

    id: int
    message_id: int | None
    has_html: bool


def waiting(now: datetime) -> Sequence[int]:
    """Mails that are kept, not yet read and in nobody's hand: the oldest, the last of them first.

    The door reads its own from the other end: the two meet, and neither takes what the other has.
    """
    free = or_(RawMail.claimed_until.is_(None), RawMail.claimed_until <= now)
    query = select(RawMail.id).where(RawMail.state == "waiting", free).order_by(RawMail.id)
    return db.session.scalars(query.limit(BATCH)).all()[::-1]


def is_backed_up(most: int) -> bool:
    """Whether ``most`` mails or more wait to be read: then no further one should be let in."""
    query = select(RawMail.id).where(RawMail.state == "waiting").order_by(RawMail.id)
    return db.session.scalar(query.offset(most - 1).limit(1)) is not None


def quarantined(person: Person | None = None) -> Sequence[RawMail]:
    """Mails that could not become a case, oldest first; all, or those ``person`` may see."""
    query = select(RawMail).where(_in_quarantine(person)).order_by(RawMail.id)
    return db.session.scalars(query.limit(BATCH)).all()


def count_quarantined(person: Person | None = None) -> int:
    """How many lie there; all, or those ``person`` may see."""
    query = select(func.count()).select_from(RawMail).where(_in_quarantine(person))
    return db.session.scalar(query) or 0


def quarantined_mail(raw_id: int, person: Person) -> RawMail:
    """One of those that lie there; UnknownReference for any other, and where it is not shown."""
    found = db.session.scalar(select(RawMail).where(RawMail.id == raw_id, _in_quarantine(person)))
    if found is None:
        raise UnknownReference(str(raw_id))
    return found


def raw_mail(raw_id: int) -> RawMail:
    """One mail's row; UnknownReference for none."""
    found = db.session.get(RawMail, raw_id)
    if found is None:
        raise UnknownReference(str(raw_id))
    return found


def of_case(case: Case, person: Person) -> dict[int | None, CaseMail]:
    """The mails that ``person`` may open, by the message they became; None is the first words."""
    columns = RawMail.id, RawMail.message_id, RawMail.html != ""
    query = select(*columns).where(_of(case, person)).order_by(RawMail.id.desc())
    return {row[1]: CaseMail(*row) for row in db.session.execute(query)}


def case_mail(case: Case, raw_id: int, person: Person) -> RawMail:
    """One of them; UnknownReference for any other."""
    found = db.session.scalar(select(RawMail).where(RawMail.id == raw_id, _of(case, person)))
    if found is None:
        raise UnknownReference(str(raw_id))
    return found


def _of(case: Case, person: Person) -> ColumnElement[bool]:
    mine = and_(RawMail.case_id == case.id, RawMail.state == "done")
    return and_(mine, true() if person.has(Role.CONFIDENTIAL) else ~RawMail.restricted)


def _in_quarantine(person: Person | None) -> ColumnElement[bool]:
    """To the integrity mailbox somebody wrote in confidence: for the confidential role alone."""
    sees_all = person is None or person.has(Role.CONFIDENTIAL)
    return and_(RawMail.state == "quarantine", true() if sees_all else ~RawMail.restricted)

"""Questions an operator asks: is what should move moving."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.database import db
from app.models import Attachment, JobRun, Letter, RawMail
from app.queries.files import SCANNED
from workflows.files import Scan
from workflows.limits import AWAY

MAIL_WAITS = timedelta(minutes=5)
LETTERS_WAIT = timedelta(minutes=10)
SCAN_TRIES = 5  # the fifth comes half an hour after the first
CLOCK_STRIKES = timedelta(minutes=10)


def database_answers() -> bool:
    """Whether the database can be asked anything at all."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def mail_is_read(now: datetime) -> bool:
    """No kept mail waits longer than MAIL_WAITS to become a case."""
    late = exists().where(RawMail.state == "waiting", RawMail.received_at < now - MAIL_WAITS)
    return not db.session.scalar(select(late))


def letters_leave(now: datetime) -> bool:
    """No letter is LETTERS_WAIT past its time, or waits as long for a server that is away."""
    ready, since = Letter.status == "ready", now - LETTERS_WAIT
    late = exists().where(ready, Letter.next_try_at < since)
    stuck = exists().where(ready, Letter.created_at < since, Letter.problem.startswith(AWAY))
    return not db.session.scalar(select(late | stuck))


def files_are_well() -> bool:
    """The scanner answers within half an hour, and the nightly check found all whole."""
    waits = or_(*(
        exists().where(table.scan == Scan.PENDING, table.scan_tries >= SCAN_TRIES)
        for table in SCANNED
    ))  # fmt: skip
    damaged = exists().where(Attachment.damaged.is_(True))
    return not db.session.scalar(select(waits | damaged))


def clock_strikes(now: datetime) -> bool:
    """Some job began within CLOCK_STRIKES; a clock that never ran is none."""
    last = db.session.scalar(select(func.max(JobRun.started_at)))
    return last is not None and last >= now - CLOCK_STRIKES

"""Books the runs of jobs: the primary key of a slot lets exactly one machine win."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.models import JobRun

KEPT = timedelta(days=2)


def start(job: str, slot: datetime, now: datetime) -> bool:
    """Whether this machine runs ``job`` in ``slot``; old bookings are cleared away."""
    try:
        with db.session.begin_nested():
            db.session.add(JobRun(job=job, slot=slot, started_at=now))
    except IntegrityError:
        return False
    db.session.execute(delete(JobRun).where(JobRun.job == job, JobRun.slot < now - KEPT))
    return True


def finish(job: str, slot: datetime, now: datetime, done: int, failed: int) -> None:
    """The booking says what came of it."""
    run = db.session.get_one(JobRun, (job, slot))
    run.finished_at, run.done, run.failed = now, done, failed

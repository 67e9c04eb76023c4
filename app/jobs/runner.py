"""Runs one row of the schedule: one machine wins the slot, one bad case spoils only itself."""

import logging
import time
from datetime import datetime, timedelta

from app.actions.run_job import finish, start
from app.database import transaction
from app.jobs.schedule import SCHEDULE

log = logging.getLogger(__name__)


def tick(name: str, now: datetime) -> None:
    """Run job ``name`` unless another machine has this slot of time."""
    with transaction():
        won = start(name, slot(now, SCHEDULE[name].every), now)
    if won:
        done, failed = run(name, now)
        with transaction():
            kept = done if SCHEDULE[name].counted else 0
            finish(name, slot(now, SCHEDULE[name].every), now, kept, failed)


def run(name: str, now: datetime) -> tuple[int, int]:
    """Do all that is due; how many were done and how many could not be."""
    job = SCHEDULE[name]
    done = failed = 0
    began = time.monotonic()
    for item in job.which(now):
        try:
            done += job.act(item, _later(now, began)) is not False
        except Exception:
            failed += 1
            log.exception("job %s failed on %s", name, item)
    if failed or (done and job.counted):
        log.info("job %s: %s done, %s failed", name, done, failed)
    return done, failed


def _later(now: datetime, began: float) -> datetime:
    """``now`` and the whole minutes since: behind slow items none is claimed for times gone by."""
    return now + timedelta(minutes=(time.monotonic() - began) // 60)


def slot(now: datetime, every: timedelta) -> datetime:
    """``now`` rounded down to the job's period: what two machines agree on."""
    seconds = every.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, now.tzinfo)

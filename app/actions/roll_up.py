"""Closes days: replaces the rollups of a day by a recount of its cases, and marks what changed."""

from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app.database import db, transaction
from app.models import Case, Rollup, RollupStale
from app.reports.rollups import is_ripe, recount, stale_days
from workflows import State
from workflows.dates import local_day


def mark_stale(case: Case, from_state: State | None, now: datetime) -> None:
    """A case that is or was resolved has changed: its day is counted live until rolled up."""
    if State.RESOLVED in (case.state, from_state):
        mark_day(case.official_on, now)


def mark_day(day: date, now: datetime) -> None:
    """The day is stale; who rolls it up at this moment waits for our commit, or we for theirs."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    mark = dialect.insert(RollupStale).values(official_on=day, marked_at=now)
    keep = mark.on_conflict_do_update(index_elements=["official_on"], set_={"marked_at": now})
    with db.session.no_autoflush:  # a step that is still being taken is not written half
        db.session.execute(keep)


def roll_up_day(day: date, now: datetime) -> bool:
    """The day's rollups are a recount and the day is not stale; False when it must wait.

    It waits while a resolved case has an unmet deadline ahead, which may yet be met.
    """
    mark = select(RollupStale).where(RollupStale.official_on == day).with_for_update()
    if db.session.scalar(mark) is None or not is_ripe(day, local_day(now)):
        return False
    db.session.execute(delete(Rollup).where(Rollup.official_on == day))
    rows = recount(day, day)
    if rows:
        db.session.execute(insert(Rollup), rows)
    db.session.execute(delete(RollupStale).where(RollupStale.official_on == day))
    return True


def roll_up(now: datetime) -> int:
    """Every stale day that is ripe has its rollups, each in a transaction of its own; how many."""
    done = 0
    for day in stale_days():
        with transaction():
            done += roll_up_day(day, now)
    return done

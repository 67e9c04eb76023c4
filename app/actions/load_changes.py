"""Asks for a recount where an office file changes what the dates of open cases are counted by."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select

from app.actions.recount import ask_recount
from app.database import alone, db
from app.models import Case
from app.queries import office
from workflows import State
from workflows.deadlines import Calendar
from workflows.targets import TargetRule

CountedBy = tuple[Calendar, list[TargetRule]]


@contextmanager
def recount_if_changed(now: datetime) -> Iterator[None]:
    """One recount is asked for if what is done inside changed days off, closing time or targets.

    None without open cases: those of the file itself come later, and are counted as they come.
    """
    for key in ("calendar", "targets"):
        alone(db.session, key)
    before = _counted_by()
    yield
    changed = _changed(before, _counted_by())
    if changed and _any_open():
        cause = "targets" if changed == [_TARGETS] else "calendar"
        ask_recount(cause, f"นำเข้าไฟล์สำนักงาน: {' '.join(changed)}", None, now)


_DAYS_OFF, _CLOSES, _TARGETS = "วันหยุด", "เวลาปิดทำการ", "มาตรฐานเวลา"


def _counted_by() -> CountedBy:
    return office.whole_calendar(), list(office.rules())


def _changed(before: CountedBy, after: CountedBy) -> list[str]:
    (old, old_rules), (new, new_rules) = before, after
    parts = {
        _DAYS_OFF: (old.days_off, old.years) != (new.days_off, new.years),
        _CLOSES: old.closes != new.closes,
        _TARGETS: old_rules != new_rules,
    }
    return [part for part, is_another in parts.items() if is_another]


def _any_open() -> bool:
    query = select(Case.id).where(Case.state != State.RESOLVED).limit(1)
    return db.session.scalar(query) is not None

"""Cases with a cause, as rows, and improvements of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Case, Improvement, RollupStale
from tests.reports.test_criteria import a_row

CAUSE = "กระบวนงาน"


def caused(*days: date, cause: str = CAUSE, **more: Any) -> list[Case]:
    """A case of the cause for each day; inside a transaction."""
    return [a_row(day, root_cause=cause, **more) for day in days]


def not_rolled_up(now: datetime) -> None:
    """The days of all cases are counted as they stand; inside a transaction."""
    for day in db.session.scalars(select(Case.official_on).distinct()).all():
        db.session.merge(RollupStale(official_on=day, marked_at=now))


def an_improvement(done: date | None = None, **more: Any) -> Improvement:
    """An improvement of the cause; inside a transaction."""
    fields: dict[str, Any] = {
        "code": "I01", "name_th": "ส่งวารสารให้ตรงเวลา", "cause": CAUSE, "done_on": done,
        "finding": "สมาชิกได้รับวารสารช้า", "action": "เปลี่ยนโรงพิมพ์และกำหนดวันส่ง", "published": True,
        "sources": [],
    }  # fmt: skip
    row = Improvement(**{**fields, **more})
    db.session.add(row)
    db.session.flush()
    return row

"""A case with its rating and its answer letter, in one line."""

from datetime import UTC, date, datetime
from itertools import count

from app.database import db
from app.models import Case, Letter, Rating
from workflows import Kind, State

_numbers = count(1)
DAY = date(2026, 11, 2)


def a_rated_case(
    handling: int | None = None, outcome: int | None = None, unit: str = "U01",
    mail: str = "", **more: object,
) -> Case:  # fmt: skip
    """A resolved case of fiscal year 2570, as one row, with its rating and its answer letter."""
    number, at = next(_numbers), datetime(2026, 11, 3, 3, tzinfo=UTC)
    fields = {
        "reference": f"OIE-2570-{number:04}", "source_key": f"rated:{number}",
        "kind": Kind.COMPLAINT, "channel": "web", "subject": "วารสารส่งล่าช้า", "body": "ขอให้ตรวจ",
        "state": State.RESOLVED, "received_at": at, "official_on": DAY, "fiscal_year": 2570,
        "unit_code": unit, "updated_at": at, "resolved_at": at,
    }  # fmt: skip
    case = Case(**{**fields, **more})
    db.session.add(case)
    db.session.flush()
    if handling:
        db.session.add(Rating(case_id=case.id, at=at, handling=handling, outcome=outcome))
    if mail:
        db.session.add(Letter(
            case_id=case.id, name="answer", occasion="answer-1", recipient="a@example.org",
            status=mail, subject="แจ้งผล", text="แจ้งผล", created_at=at, next_try_at=at,
            message_id=f"<{number}@example.org>",
        ))  # fmt: skip
    return case

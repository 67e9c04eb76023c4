"""What the correspondent of a resolved case may still ask for, and until when."""

from datetime import date, datetime

from sqlalchemy import Select, func, select

from app.database import db
from app.models import Case, Event
from app.queries import office
from workflows import State
from workflows.dates import local_day
from workflows.windows import Windows, windows

ASKED, REFUSED = "reopen_asked", "reopen_refused"


def of(case: Case, now: datetime) -> Windows | None:
    """The windows of the answer that stands; None while none is given.

    As long as a wish to reopen waits for its decision, an appeal stays possible.
    """
    if case.resolved_at is None or case.state.is_open:
        return None
    refused = local_day(now) if case.reopen_asked_at else _refused_on(case)
    return windows(local_day(case.resolved_at), office.office().reopen_days, refused)


def asked_before(case: Case) -> bool:
    """Whether another look was asked for already since the answer that stands."""
    return _since_the_answer(case, ASKED) is not None


def answer_number(case: Case) -> int:
    """Which answer stands: the key of the event that gave it."""
    return db.session.scalars(_answered(case)).one()


def _answered(case: Case) -> Select[int]:
    return select(func.coalesce(func.max(Event.id), 0)).where(
        Event.case_id == case.id, Event.to_state == State.RESOLVED.value,
        Event.from_state != State.RESOLVED.value,
    )  # fmt: skip


def _refused_on(case: Case) -> date | None:
    event = _since_the_answer(case, REFUSED)
    return local_day(event.at) if event else None


def _since_the_answer(case: Case, what: str) -> Event | None:
    query = select(Event).where(Event.case_id == case.id, Event.what == what,
                                Event.id > _answered(case).scalar_subquery())  # fmt: skip
    return db.session.scalar(query.order_by(Event.id.desc()).limit(1))

"""An office of three levels, a case in the lowest unit, and what the clock told of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import transaction
from app.jobs.runner import run
from app.models import Absence, Event, Letter, Person
from app.queries import people
from tests.factories import a_case
from workflows import State
from workflows.dates import BANGKOK
from workflows.deadlines import Milestone

# A complaint of Monday 23 November 2026 is to be analysed by Wednesday 2 December. Monday the 7th
# and Thursday the 10th are days off.
RECEIVED, ANALYSE_BY = date(2026, 11, 23), date(2026, 12, 2)
REMINDED, PAST, SECOND, THIRD = (date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 8),
                                 date(2026, 12, 11))  # fmt: skip


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """That time in Bangkok."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BANGKOK).astimezone(UTC)


def person(who: str) -> Person:
    found = people.by_email(f"{who}@oie.example")
    assert found is not None
    return found


def assigned(owner: str = "owner", *, told: bool = True) -> int:
    """A case of RECEIVED with its owner, who wrote to the correspondent if ``told``; its key."""
    with transaction():
        case = a_case(at(RECEIVED), State.RECEIVED)
        take_step(case, "assign", person("boss"), at(RECEIVED), Given(owner=person(owner).email))
        for milestone in (Milestone.ACKNOWLEDGE, Milestone.FIRST_ANSWER) if told else ():
            case.meet(milestone, at(RECEIVED))
            case.look_ahead()
        assert case.analyse_by == ANALYSE_BY
        return case.id


def received(**more: object) -> int:
    with transaction():
        case = a_case(at(RECEIVED), State.RECEIVED, **more)
        case.meet(Milestone.ACKNOWLEDGE, at(RECEIVED))
        case.look_ahead()
        return case.id


def away(who: str, deputy: str | None = None) -> None:
    with transaction() as session:
        session.add(Absence(person_id=person(who).id, from_on=RECEIVED, to_on=THIRD,
                            deputy_id=person(deputy).id if deputy else None))  # fmt: skip


def told(session: Session) -> list[tuple[str, int, Sequence[str]]]:
    """Of every event: milestone, stage, names."""
    session.rollback()
    query = select(Event).where(Event.subject != "").order_by(Event.id)
    found = [event.details for event in session.scalars(query)]
    return [(told["milestone"], told["stage"], told["to"]) for told in found]


def recipients(session: Session, name: str) -> set[str]:
    query = select(Letter.recipient).where(Letter.name == name)
    return {address.partition("@")[0] for address in session.scalars(query)}


def every_day(job: str, first: date, last: date) -> None:
    for n in range((last - first).days + 1):
        run(job, at(first + timedelta(days=n)))

"""Who is asked for a rating: once, within fourteen days of the answer, never ourselves."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.rate import rate
from app.actions.take_step import take_step
from app.database import db, transaction
from app.intake.submission import Sender
from app.models import Case, Letter, Office, Person
from app.queries import cases
from tests.factories import a_case
from workflows import NotAllowed, State

ASKS = "ให้คะแนนการทำงานของเรา"


@pytest.fixture
def done(session: Session, now: datetime, owner: Person, manager: Person) -> Case:
    """A complaint that its owner has just answered."""
    with transaction():
        return a_case(now, State.RESOLVED, owner)


def answers() -> list[str]:
    query = select(Letter.text).where(Letter.name == "answer").order_by(Letter.id)
    return list(db.session.scalars(query))


def test_the_fourteenth_day_is_the_last(done: Case, now: datetime) -> None:
    with transaction():
        rate(cases.get_to_change(done.id), now + timedelta(days=14), 5, 5)
    assert cases.rating(done) is not None


def test_after_fourteen_days_it_is_too_late_and_nothing_is_asked_of_anybody(
    done: Case, now: datetime
) -> None:
    with pytest.raises(NotAllowed) as refusal, transaction():
        rate(cases.get_to_change(done.id), now + timedelta(days=15), 1, 1)
    assert refusal.value.words.en.startswith("It is too late to rate")
    assert cases.rating(done) is None
    assert done.reopen_asked_at is None


def test_the_answer_asks_and_a_second_answer_of_a_rated_case_does_not(
    done: Case, now: datetime, manager: Person, owner: Person
) -> None:
    assert ASKS in answers()[0]
    later = now + timedelta(days=1)
    with transaction():
        case = cases.get_to_change(done.id)
        rate(case, later, 4, 3)
        take_step(case, "reopen", manager, later, Given(reason="มีข้อเท็จจริงใหม่"))
        take_step(case, "analyse", owner, later, Given(root_cause="กระบวนงาน", finding="ส่งช้า"))
        again = Given(outcome="upheld", answer="ส่งวารสารซ้ำแล้ว")
        take_step(case, "resolve", owner, later, again)
    assert len(answers()) == 2
    assert ASKS not in answers()[1]
    assert "[rate" not in answers()[1]


def test_a_colleague_who_brought_a_case_for_themselves_is_never_asked(
    session: Session, now: datetime, owner: Person, manager: Person
) -> None:
    own = Sender(name=manager.name, email=manager.email.upper())
    with transaction():
        case = a_case(now, State.RESOLVED, owner, sender=own)
    assert answers()
    assert ASKS not in answers()[0]
    with pytest.raises(NotAllowed), transaction():
        rate(cases.get_to_change(case.id), now, 5, 5)


def test_after_the_office_s_window_the_people_are_told_and_nothing_is_asked(
    done: Case, now: datetime, owner: Person, manager: Person
) -> None:
    """The office may give less time to ask for another look than there is to rate."""
    with transaction():
        db.session.scalars(select(Office)).one().reopen_days = 7
    with transaction():
        rate(cases.get_to_change(done.id), now + timedelta(days=12), 1, 1)
    told = set(db.session.scalars(select(Letter.recipient).where(Letter.name == "unhappy")))
    assert {owner.email, manager.email} <= told
    assert done.reopen_asked_at is None

"""An opinion after the end: once, and what an unhappy one sets going."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.rate import rate, say_contact
from app.actions.reopen import ask_reopening
from app.actions.tell import tell_correspondent
from app.database import db, transaction
from app.models import Case, Letter, Message, Person, Rating, RatingReason
from app.queries import cases, rating_reasons
from tests.factories import a_case
from workflows import NotAllowed, State
from workflows.errors import Invalid
from workflows.secrets import derive_code, digest

SLOW, POLICY = "R01", "R06"


@pytest.fixture
def done(session: Session, now: datetime, owner: Person, manager: Person) -> Case:
    """A complaint that its owner has just answered."""
    with transaction():
        return a_case(now, State.RESOLVED, owner)


@pytest.fixture
def say(done: Case, now: datetime) -> Callable[..., Case]:
    """The correspondent's opinion, in a transaction of its own."""

    def opinion(*marks: object, after: timedelta = timedelta(hours=1), **more: object) -> Case:
        with transaction():
            rate(cases.get_to_change(done.id), now + after, *marks, **more)  # type: ignore[arg-type]
        return done

    return opinion


def told(name: str) -> list[str]:
    return list(db.session.scalars(select(Letter.recipient).where(Letter.name == name)))


@pytest.mark.parametrize(("handling", "outcome"), [(1, 5), (2, None), (5, 2), (1, 1)])
def test_an_unhappy_rating_asks_for_another_look_and_tells_owner_and_manager(
    say: Callable[..., Case], manager: Person, owner: Person, handling: int, outcome: int | None
) -> None:
    case = say(handling, outcome, "ยังไม่ได้รับวารสาร")
    assert case.reopen_asked_at is not None
    assert case.state is State.RESOLVED  # an officer decides
    assert told("unhappy") == [owner.email]
    assert manager.email in told("reopen_asked")
    said = db.session.scalars(select(Message.body)).one()
    assert f"{handling}/5" in said
    assert "ยังไม่ได้รับวารสาร" in said


def test_a_comment_keeps_no_secret_code(done: Case, say: Callable[..., Case]) -> None:
    code = derive_code("key", "case", "one")
    with transaction():
        cases.get_to_change(done.id).secret_hash = digest(code)
    say(5, 5, f"รหัส {code}")
    assert db.session.get_one(Rating, done.id).comment == "รหัส (รหัสลับ เราไม่เก็บไว้)"


@pytest.mark.parametrize(("handling", "outcome"), [(3, 3), (5, None), (4, 5), (3, None)])
def test_a_happy_rating_never_asks_for_anything(
    say: Callable[..., Case], handling: int, outcome: int | None
) -> None:
    case = say(handling, outcome, "ขอบคุณ แต่ยังช้าอยู่", reasons=[SLOW])
    assert case.reopen_asked_at is None
    assert told("unhappy") == []


@pytest.mark.parametrize(
    ("reasons", "comment", "acted"),
    [
        ([POLICY], "", False),
        ([POLICY, POLICY], "  ", False),
        ([POLICY], "และเจ้าหน้าที่ไม่รับสาย", True),
        ([POLICY, SLOW], "", True),
        ([SLOW], "", True),
        ([], "", True),
        ([], "ไม่ตรงคำถาม", True),
    ],
)
def test_reasons_marked_as_harmless_need_nothing_but_own_words_always_count(
    say: Callable[..., Case], reasons: list[str], comment: str, acted: bool
) -> None:
    case = say(1, 1, comment, reasons=reasons)
    assert (case.reopen_asked_at is not None) is acted
    assert bool(told("unhappy")) is acted


def test_the_same_twice_within_two_minutes_is_once(say: Callable[..., Case]) -> None:
    say(1, 1, "ช้า", reasons=[SLOW])
    case = say(1, 1, "ช้า", reasons=[SLOW], after=timedelta(hours=1, minutes=2))
    assert len(db.session.scalars(select(Message)).all()) == 1
    assert [event.what for event in cases.events(case)].count("rated") == 1


@pytest.mark.parametrize(
    ("marks", "after"),
    [((5, 5), timedelta(hours=1)), ((1, 1), timedelta(hours=1, minutes=2, seconds=1))],
)
def test_a_second_answer_is_told_that_there_is_one(
    say: Callable[..., Case], done: Case, marks: tuple[int, int], after: timedelta
) -> None:
    say(1, 1)
    with pytest.raises(NotAllowed) as refusal:
        say(*marks, after=after)
    assert refusal.value.words.th.startswith("ท่านให้คะแนนเรื่องนี้แล้ว")
    rating = cases.rating(done)
    assert rating is not None
    assert (rating.handling, rating.outcome) == (1, 1)


def test_another_look_is_asked_for_once_for_every_answer(
    done: Case, say: Callable[..., Case], now: datetime
) -> None:
    from_themselves = now + timedelta(minutes=5)
    with transaction():
        ask_reopening(cases.get_to_change(done.id), from_themselves, "ยังไม่ได้รับวารสาร")
    case = say(1, 1, "ยังไม่ได้รับวารสาร")
    assert case.reopen_asked_at == from_themselves
    assert len(db.session.scalars(select(Message)).all()) == 1


def test_a_reason_of_another_topic_is_none_of_this_case(
    say: Callable[..., Case], done: Case
) -> None:
    with transaction() as session:
        own = RatingReason(code="W1", name_th="เว็บไซต์ยังล่ม", topic_code=done.topic_code)
        other = RatingReason(code="J1", name_th="วารสารยังไม่มา", topic_code="C01")
        session.add_all([own, other])
    offered = [row.code for row in rating_reasons.offered(cases.get(done.id))]
    assert offered == ["R01", "R02", "R03", "R04", "R05", "R06", "W1"]
    with pytest.raises(Invalid) as problem:
        say(1, 1, reasons=["J1"])
    assert "reasons" in problem.value.problems
    assert cases.rating(done) is None


def test_the_later_answer_on_contact_is_obeyed(
    say: Callable[..., Case], done: Case, now: datetime
) -> None:
    def way(occasion: str) -> str | None:
        with transaction():
            case = cases.get_to_change(done.id)
            letter = tell_correspondent(case, "update", occasion, now, words="ส่งแล้ว")
            return letter.how if letter else None

    assert way("one") == "email"
    say(5, 5, contact=False)
    assert way("two") == "track"
    with transaction():
        case = cases.get_to_change(done.id)
        assert tell_correspondent(case, "assigned", "three", now) is None
        chosen = tell_correspondent(case, "update", "four", now, how="email", words="ส่งแล้ว")
        assert chosen is not None
        assert chosen.how == "track"
        say_contact(case, True, now)
    assert way("five") == "email"


def test_nobody_is_asked_about_contact_before_they_rate(done: Case, now: datetime) -> None:
    with transaction(), pytest.raises(NotAllowed):
        say_contact(cases.get_to_change(done.id), False, now)


def test_a_history_that_is_retold_asks_for_nothing(
    session: Session, done: Case, now: datetime
) -> None:
    with transaction():
        case = cases.get_to_change(done.id)
        case.retold = True
        rate(case, now, 2, None)
        case.retold = False
    assert session.get_one(Rating, done.id).handling == 2
    assert done.reopen_asked_at is None
    assert told("unhappy") == []

"""Another look at the answer: asked once, in time, and decided by a manager."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.reopen import ask_reopening, refuse_reopening
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Letter, Person
from app.queries import cases, windows
from tests.factories import a_case
from workflows import NotAllowed, State
from workflows.dates import local_day
from workflows.errors import Invalid

WHY = "ยังไม่ได้รับวารสารฉบับเดือนสิงหาคม"


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Letter.name)))


def test_the_correspondent_asks_within_the_window_and_a_manager_is_told(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        ask_reopening(case, now + timedelta(days=30), WHY)
    assert case.reopen_asked_at == now + timedelta(days=30)
    assert case.state is State.RESOLVED
    assert WHY in cases.messages(case)[-1].body
    assert names(session).count("reopen_asked") >= 1
    to = session.scalars(select(Letter.recipient).where(Letter.name == "reopen_asked")).all()
    assert manager.email in to
    assert owner.email not in to


def test_it_is_asked_once_for_every_answer(owner: Person, manager: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        ask_reopening(case, now, WHY)
        with pytest.raises(NotAllowed):
            ask_reopening(case, now, WHY)
        refuse_reopening(case, manager, now, "ส่งครบทุกฉบับแล้ว")
        with pytest.raises(NotAllowed):
            ask_reopening(case, now, WHY)
        take_step(case, "reopen", manager, now, Given(reason="พบว่าส่งไม่ครบจริง"))
        found = Given(root_cause="กระบวนงาน", finding="ส่งไม่ครบ")
        take_step(case, "analyse", owner, now, found)
        take_step(case, "resolve", owner, now, Given(outcome="upheld", answer="ส่งครบแล้ว"))
        ask_reopening(case, now, WHY)  # another answer, another wish
    assert case.reopen_asked_at is not None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_wish_without_a_reason_is_refused(owner: Person, now: datetime, reason: str) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        with pytest.raises(Invalid) as refused:
            ask_reopening(case, now, reason)
    assert set(refused.value.problems) == {"reason"}
    assert case.reopen_asked_at is None


def test_after_the_window_the_wish_is_refused_and_says_how_to_appeal(
    owner: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        with pytest.raises(Invalid, match="reason") as refused:
            ask_reopening(case, now + timedelta(days=31), WHY)
        assert "อุทธรณ์ได้ถึง" in refused.value.problems["reason"].th
        with pytest.raises(Invalid) as later:
            ask_reopening(case, now + timedelta(days=46), WHY)
        assert "1676" in later.value.problems["reason"].th


def test_an_open_case_is_not_looked_at_again(owner: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        with pytest.raises(NotAllowed):
            ask_reopening(case, now, WHY)


def test_a_manager_reopens_as_asked_and_the_wish_is_done(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        ask_reopening(case, now + timedelta(days=30), WHY)
        # the manager comes to it after the window: it was asked for in time
        take_step(case, "reopen", manager, now + timedelta(days=40), Given(reason="ตามคำขอ"))
    assert (case.state, case.reopen_asked_at) == (State.ASSIGNED, None)


def test_a_letter_promises_no_date_that_has_gone_by(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    for days, promised in ((5, True), (29, False)):
        with transaction():
            case = a_case(now, State.RESOLVED, owner)
            case.resolve_by = local_day(now) + timedelta(days=20)
            take_step(case, "reopen", manager, now + timedelta(days=days), Given(reason=WHY))
        letters = select(Letter.text).where(Letter.case_id == case.id, Letter.name == "reopened")
        assert ("เราจะแจ้งผลภายในวัน" in session.scalars(letters).one()) is promised


def test_a_refusal_needs_its_reason_and_names_the_further_ways(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        with pytest.raises(NotAllowed):
            refuse_reopening(case, manager, now, "ไม่มีคำขอ")
        ask_reopening(case, now, WHY)
        with pytest.raises(NotAllowed):
            refuse_reopening(case, owner, now, "เจ้าของเรื่องตัดสินเองไม่ได้")
        with pytest.raises(Invalid):
            refuse_reopening(case, manager, now, "")
        refuse_reopening(case, manager, now, "ส่งครบทุกฉบับแล้วตามใบรับ")
    assert case.reopen_asked_at is None
    letter = session.scalars(select(Letter).where(Letter.name == "reopen_refused")).one()
    assert "ส่งครบทุกฉบับแล้วตามใบรับ" in letter.text
    assert all(way in letter.text for way in ("อุทธรณ์ได้ถึง", "1111", "1676"))


def test_a_late_refusal_leaves_fifteen_days_for_the_appeal(
    owner: Person, manager: Person, now: datetime
) -> None:
    late = now + timedelta(days=60)
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        ask_reopening(case, now + timedelta(days=30), WHY)
        refuse_reopening(case, manager, late, "ส่งครบแล้ว")
        window = windows.of(case, late)
    assert window
    assert window.appeal_until == local_day(late) + timedelta(days=15)


def test_after_the_window_nobody_reopens_unasked_and_the_refusal_names_what_is_missing(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        with pytest.raises(NotAllowed) as refused:
            take_step(case, "reopen", manager, now + timedelta(days=31), Given(reason="นึกได้"))
    assert [guard.code for guard in refused.value.missing] == ["asked_in_time"]
    assert case.state is State.RESOLVED

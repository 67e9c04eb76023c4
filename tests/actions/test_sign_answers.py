"""An answer that is signed first: the case ends, and is in time, only when the letter goes out."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.sign_answers import change_draft, refuse_draft, sign_answer, switch_signing
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Letter, Person
from app.queries import cases, due, signing
from tests.actions.stops import last, whats
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.deadlines import Milestone
from workflows.errors import Invalid

DAY = timedelta(days=1)
ANSWER = "ส่งวารสารฉบับที่ค้างให้ท่านแล้ว และขออภัยในความล่าช้า"
NUMBER = "อก ๐๘๐๑/๑๒๓"
RESOLVE = Given(outcome="upheld", answer=ANSWER)


@pytest.fixture
def signed(manager: Person, now: datetime) -> None:
    """The office signs its answers."""
    with transaction():
        switch_signing(True, manager, now)


@pytest.fixture
def analysed(signed: None, now: datetime, owner: Person) -> Case:
    with transaction():
        return a_case(now, State.ANALYSED, owner)


@pytest.fixture
def drafted(analysed: Case, owner: Person, now: datetime) -> Case:
    """The owner has ended the case: the answer waits for its signer."""
    with transaction():
        take_step(analysed, "resolve", owner, now, RESOLVE)
    return analysed


def answers(case: Case) -> list[Letter]:
    return [a for a in cases.letters(case, drafts=True) if a.name == "answer"]


def test_an_answer_is_a_draft_and_the_case_has_not_moved(
    drafted: Case, owner: Person, manager: Person, now: datetime, session: Session
) -> None:
    (draft,) = answers(drafted)
    assert (draft.status, draft.author_id, draft.signer_id) == ("draft", owner.id, None)
    assert ANSWER in draft.text
    assert (drafted.state, drafted.answer, drafted.outcome) == (State.ANALYSED, "", "")
    assert drafted.resolved_at is None
    assert drafted.met_at(Milestone.FIRST_ANSWER) is None
    assert cases.letters(drafted, to_staff=False) == [
        a for a in cases.letters(drafted, drafts=True, to_staff=False) if a.id != draft.id
    ]
    assert draft.id not in due.letters(now + DAY)
    told = session.scalars(select(Letter.recipient).where(Letter.name == "to_sign")).all()
    assert manager.email in told


def test_a_signature_ends_the_case_on_its_own_day_and_sends_the_letter(
    drafted: Case, owner: Person, manager: Person, now: datetime
) -> None:
    later = now + 2 * DAY
    with transaction():
        sign_answer(drafted, manager, later, NUMBER)
    (letter,) = answers(drafted)
    assert drafted.state is State.RESOLVED
    assert drafted.resolved_at == later
    assert drafted.met_at(Milestone.FIRST_ANSWER) == later
    assert (letter.status, letter.number, letter.signed_at) == ("ready", NUMBER, later)
    assert (letter.signer_id, letter.author_id) == (manager.id, owner.id)
    assert letter.id in due.letters(later)
    assert ANSWER in letter.text
    assert last(drafted, "answer_signed")["number"] == NUMBER


def test_the_answer_to_an_anonymous_person_is_signed_too(
    signed: None, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner, anonymous=True, sender=None)
        take_step(case, "resolve", owner, now, RESOLVE)
    assert case.state is State.ANALYSED
    with transaction():
        sign_answer(case, manager, now, NUMBER)
    (letter,) = answers(case)
    assert (case.state, letter.number, letter.how) == (State.RESOLVED, NUMBER, "track")
    assert letter.signer_id == manager.id


def test_nobody_signs_their_own_draft(analysed: Case, manager: Person, now: datetime) -> None:
    with transaction():
        other = a_person(now, "manager", "U02")
    with transaction():
        take_step(analysed, "resolve", manager, now, RESOLVE)
    with pytest.raises(NotAllowed), transaction():
        sign_answer(analysed, manager, now, NUMBER)
    with transaction():
        sign_answer(analysed, other, now, NUMBER)
    assert analysed.state is State.RESOLVED


def test_the_only_signer_may_sign_their_own_draft(
    analysed: Case, manager: Person, now: datetime, session: Session
) -> None:
    with transaction():
        for person in session.scalars(select(Person)):
            if "manager" in person.roles and person.id != manager.id:
                person.active = False
    with transaction():
        take_step(analysed, "resolve", manager, now, RESOLVE)
        sign_answer(analysed, manager, now, NUMBER)
    assert analysed.state is State.RESOLVED


def test_an_officer_signs_nothing(drafted: Case, owner: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed), transaction():
        sign_answer(drafted, owner, now, NUMBER)
    assert drafted.state is State.ANALYSED


@pytest.mark.parametrize("number", ["", "  ", "๑" * 101])
def test_no_letter_goes_out_without_a_number(
    drafted: Case, manager: Person, now: datetime, number: str
) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        sign_answer(drafted, manager, now, number)
    assert set(refused.value.problems) == {"number"}
    assert answers(drafted)[0].status == "draft"


def test_a_draft_is_changed_until_it_is_signed(
    drafted: Case, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        change_draft(drafted, owner, now, "คำตอบที่แก้แล้ว")
    (draft,) = answers(drafted)
    assert "คำตอบที่แก้แล้ว" in draft.text
    assert ANSWER not in draft.text
    assert drafted.state is State.ANALYSED
    with transaction():
        sign_answer(drafted, manager, now, NUMBER)
    assert drafted.answer == "คำตอบที่แก้แล้ว"
    with pytest.raises(NotAllowed), transaction():
        change_draft(drafted, owner, now, "สายไปแล้ว")


def test_a_refusal_goes_back_with_its_reason_and_another_draft_may_follow(
    drafted: Case, owner: Person, manager: Person, now: datetime, session: Session
) -> None:
    with pytest.raises(Invalid), transaction():
        refuse_draft(drafted, manager, now, " ")
    with transaction():
        refuse_draft(drafted, manager, now, "ยังไม่ตอบข้อสอง")
    query = select(Letter).where(Letter.name == "not_signed")
    back = session.scalars(query).one()
    assert back.recipient == owner.email
    assert "ยังไม่ตอบข้อสอง" in back.text
    assert signing.pending(drafted) is None
    with transaction():
        take_step(drafted, "resolve", owner, now, RESOLVE)
    assert [a.status for a in answers(drafted)] == ["refused", "draft"]


def test_a_case_with_a_draft_is_not_ended_another_way(
    drafted: Case, owner: Person, now: datetime
) -> None:
    other = Given(outcome="upheld", no_answer_reason="ไม่มีที่อยู่")
    with pytest.raises(NotAllowed, match="waits for its signer"), transaction():
        take_step(drafted, "resolve", owner, now, other)


def test_what_a_step_lacks_is_said_before_anything_is_drafted(
    analysed: Case, owner: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed), transaction():
        take_step(analysed, "resolve", owner, now, Given(answer=ANSWER))
    assert answers(analysed) == []
    assert "answer_drafted" not in whats(analysed)


def test_an_end_without_an_answer_needs_no_signature(
    analysed: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        given = Given(outcome="upheld", no_answer_reason="ผู้แจ้งไม่ให้ที่อยู่")
        take_step(analysed, "resolve", owner, now, given)
    assert analysed.state is State.RESOLVED


def test_a_dismissal_with_an_answer_is_signed_too(
    analysed: Case, owner: Person, manager: Person, now: datetime
) -> None:
    given = Given(
        outcome="out_of_remit", reason="เรื่องของเทศบาล", answer=ANSWER,
        forwarded_to="เทศบาลนคร", forward_number="อก 1/2", forward_date=now.date(),
    )  # fmt: skip
    with transaction():
        take_step(analysed, "dismiss", owner, now, given)
    assert analysed.state is State.ANALYSED
    with transaction():
        sign_answer(analysed, manager, now, NUMBER)
    assert (analysed.outcome, analysed.forward_date) == ("out_of_remit", now.date())


def test_restricted_answers_are_signed_by_confidential_officers(
    signed: None, manager: Person, now: datetime
) -> None:
    with transaction():
        mine, other = a_person(now, "confidential", "U06"), a_person(now, "confidential", "U06")
        case = a_case(now, State.ANALYSED, mine, topic="C08")
    with transaction():
        take_step(case, "resolve", mine, now, RESOLVE)
    with pytest.raises(NotAllowed), transaction():
        sign_answer(case, manager, now, NUMBER)
    with transaction():
        sign_answer(case, other, now, NUMBER)
    assert case.state is State.RESOLVED


def test_an_office_that_does_not_sign_answers_at_once(
    case: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        take_step(case, "analyse", owner, now, Given(root_cause="กระบวนงาน", finding="ส่งช้า"))
        take_step(case, "resolve", owner, now, RESOLVE)
    assert case.state is State.RESOLVED
    assert answers(case)[0].status == "ready"

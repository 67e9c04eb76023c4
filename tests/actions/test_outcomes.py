"""Each kind has ends of its own: a reason that is told, and a compliment that reaches somebody."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Letter, Person
from app.queries import cases, people
from app.reports.compliments import compliments, count_of
from tests.factories import a_case, a_person
from workflows import State
from workflows.errors import Invalid

WHY = "งบประมาณปีนี้จัดสรรไปแล้ว จะพิจารณาอีกครั้งในปีหน้า"
WORDS = "เจ้าหน้าที่อธิบายขั้นตอนชัดเจนและใจดีมาก"
PRAISED = "praised@oie.example"
YEAR = 2570


def letters_of(session: Session, name: str) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.name == name).order_by(Letter.id)))


@pytest.fixture
def praised(office: None, now: datetime) -> Person:
    """The colleague somebody writes about, in another unit than the case's."""
    with transaction():
        return a_person(now, "officer", "U01", PRAISED, "นางสาวใจดี บริการเลิศ")


def a_compliment(now: datetime, owner: Person) -> Case:
    return a_case(now, State.ASSIGNED, owner, kind="compliment", body=WORDS)


def pass_on(case: Case, owner: Person, now: datetime, praised: str = PRAISED) -> None:
    told = Given(outcome="passed_on", answer="ส่งคำชมแล้ว ขอบคุณท่าน", praised=praised)
    take_step(case, "resolve", owner, now, told)


@pytest.mark.parametrize("outcome", ["not_adopted", "partly_adopted"])
def test_a_suggestion_that_is_declined_carries_its_reason(
    session: Session, now: datetime, owner: Person, outcome: str
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner, kind="suggestion")
        told = Given(outcome=outcome, reason=WHY, answer="ขอบคุณสำหรับข้อเสนอแนะ")
        take_step(case, "resolve", owner, now, told)
    events = cases.events(case)
    assert (events[-1].what, events[-1].note) == ("resolve", WHY)
    assert cases.reason_told(case, events) == WHY
    assert f"เหตุผล: {WHY}\n" in letters_of(session, "answer")[0].text


def test_the_internal_reason_of_a_dismissal_is_told_to_nobody(
    session: Session, now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        told = Given(outcome="withdrawn", reason="ผู้แจ้งโทรมาขอถอน", answer="เรายุติเรื่องตามที่ท่านขอ")
        take_step(case, "dismiss", owner, now, told)
    assert cases.reason_told(case, cases.events(case)) == ""
    assert "โทรมาขอถอน" not in letters_of(session, "answer")[0].text


def test_the_reason_of_an_answer_that_was_taken_back_is_not_told_any_more(
    now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner, kind="suggestion")
        told = Given(outcome="not_adopted", reason=WHY, answer="ขอบคุณ")
        take_step(case, "resolve", owner, now, told)
        take_step(case, "reopen", manager, now, Given(reason="มีงบประมาณเพิ่ม"))
    assert cases.reason_told(case, cases.events(case)) == ""


@pytest.mark.parametrize("outcome", ["noted", "acted_on"])
def test_an_opinion_is_noted_or_acted_on(now: datetime, owner: Person, outcome: str) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner, kind="opinion")
        take_step(case, "resolve", owner, now, Given(outcome=outcome, answer="ขอบคุณสำหรับความเห็น"))
    assert (case.state, case.outcome) == (State.RESOLVED, outcome)


def test_a_compliment_reaches_the_named_officer_without_the_name_of_who_wrote(
    session: Session, now: datetime, owner: Person, praised: Person
) -> None:
    with transaction():
        case = a_compliment(now, owner)
        pass_on(case, owner, now)
    letter = letters_of(session, "praised")[0]
    assert (letter.recipient, letter.to_staff) == (PRAISED, True)
    assert WORDS in letter.text
    assert praised.name in letter.text
    assert case.correspondent is not None
    for known in (case.correspondent.name, case.correspondent.email, case.correspondent.phone):
        assert known not in letter.text
    assert cases.events(case)[-1].details["praised"] == praised.name


def test_compliments_are_counted_for_the_officer_they_name(
    now: datetime, owner: Person, praised: Person
) -> None:
    with transaction():
        for named in (PRAISED, PRAISED, owner.email, ""):
            pass_on(a_compliment(now, owner), owner, now, named)
        a_compliment(now, owner)
    assert [(one.name, one.count) for one in compliments(YEAR)] == [
        (praised.name, 2), (owner.name, 1)
    ]  # fmt: skip
    assert [count_of(praised, YEAR), count_of(praised, YEAR - 1)] == [2, 0]


def test_a_compliment_reopened_counts_for_nobody_and_is_told_once(
    session: Session, now: datetime, owner: Person, manager: Person, praised: Person
) -> None:
    with transaction():
        case = a_compliment(now, owner)
        pass_on(case, owner, now)
        take_step(case, "reopen", manager, now, Given(reason="ตอบผิดคน"))
    assert (case.praised, count_of(praised, YEAR)) == (None, 0)
    with transaction():
        pass_on(session.get_one(Case, case.id), owner, now)
    assert count_of(praised, YEAR) == 1
    assert len(letters_of(session, "praised")) == 1


@pytest.mark.parametrize("named", ["nobody@oie.example", "agency@gcc.example", "left@oie.example"])
def test_only_a_colleague_is_praised(
    now: datetime, owner: Person, praised: Person, named: str
) -> None:
    with transaction():
        case = a_compliment(now, owner)
        a_person(now, "agency", "", "agency@gcc.example")
        a_person(now, "officer", "U01", "left@oie.example").active = False
    with pytest.raises(Invalid) as error, transaction():
        pass_on(case, owner, now, named)
    assert set(error.value.problems) == {"praised"}
    assert case.state is State.ASSIGNED


def test_only_a_compliment_praises_somebody(now: datetime, owner: Person, praised: Person) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
    given = Given(outcome="upheld", answer="แก้ไขแล้ว", praised=PRAISED)
    with pytest.raises(Invalid), transaction():
        take_step(case, "resolve", owner, now, given)
    assert case.state is State.ANALYSED


def test_colleagues_of_the_unit_come_first(now: datetime, owner: Person, praised: Person) -> None:
    with transaction():
        case = a_compliment(now, owner)
    units = [person.unit_code for person in people.praisable(case)]
    assert units == sorted(units, key=lambda unit: unit != case.unit_code)
    assert units[0] == case.unit_code

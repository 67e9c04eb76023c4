"""Another unit is asked for its part: what it may know, by when, and what its delay leaves."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.actions.ask_unit import answer_unit, ask_unit, remind_unit, withdraw_question
from app.actions.given import Given
from app.actions.raise_wall import Named, raise_wall
from app.actions.take_step import take_step
from app.database import db, transaction
from app.models import Case, Event, Letter, Person, Unit, UnitQuestion
from app.queries import asks, cases
from tests.factories import a_case, a_person, an_ask
from workflows import NotAllowed, State
from workflows.errors import Conflict, Invalid, UnknownReference
from workflows.roles import Role

DAY = timedelta(days=1)
DUE = date(2026, 11, 30)


@pytest.fixture
def member(office: None, now: datetime) -> Person:
    """The head of the unit that is asked."""
    with transaction() as session:
        head = a_person(now, "officer", "U01", name="นายโรงพิมพ์ ตัวอย่าง")
        session.get_one(Unit, "U01").head_id = head.id
        return head


@pytest.fixture
def case(owner: Person, member: Person, now: datetime) -> Case:
    with transaction():
        return a_case(now, State.ASSIGNED, owner)


def told(name: str) -> list[str]:
    query = select(Letter.recipient).where(Letter.name == name).order_by(Letter.recipient)
    return list(db.session.scalars(query))


def happened(case: Case, what: str) -> list[Event]:
    return [event for event in cases.events(case) if event.what == what]


def test_the_asked_unit_is_told_and_the_case_stays_with_its_owner(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction():
        dates = (case.next_due_on, case.resolve_by, case.owner_id, case.unit_code)
        ask_unit(case, owner, now, "U01", "พิมพ์เมื่อใด", DUE)
        assert (case.next_due_on, case.resolve_by, case.owner_id, case.unit_code) == dates
    assert told("unit_asked") == [member.email]
    letter = db.session.scalars(select(Letter).where(Letter.name == "unit_asked")).one()
    for secret in (case.subject, case.body, "นายสมหมาย"):
        assert secret not in letter.text
    assert case.reference in letter.text
    assert "พิมพ์เมื่อใด" in letter.text
    assert "วันจันทร์ที่ 30 พฤศจิกายน 2569" in letter.text
    (event,) = happened(case, "unit_asked")
    assert (event.note, event.details["unit"], event.details["due_on"]) == (
        "พิมพ์เมื่อใด", "U01", "2026-11-30",
    )  # fmt: skip


def test_without_a_head_all_of_the_unit_are_told_who_may_answer(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction() as session:
        session.get_one(Unit, "U01").head_id = None
        a_person(now, "auditor", "U01", "auditor@oie.example")
        ask = ask_unit(case, owner, now, "U01", "พิมพ์เมื่อใด", DUE)
    assert member.email in told("unit_asked")
    assert set(told("unit_asked")) == {p.email for p in asks.answerers(case, ask.unit_code)}
    assert "auditor@oie.example" not in told("unit_asked")


def test_its_answer_comes_back_to_the_owner(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask = ask_unit(case, owner, now, "U01", "พิมพ์เมื่อใด", DUE)
        answer_unit(ask, member, now + DAY, "วันที่ ๕ ตุลาคม")
    assert told("unit_answered") == [owner.email]
    (event,) = happened(case, "unit_answered")
    assert (event.actor_id, event.note, event.details["days_late"]) == (
        member.id, "วันที่ ๕ ตุลาคม", 0,
    )  # fmt: skip


def test_a_late_answer_says_by_how_much(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask = ask_unit(case, owner, now, "U01", "พิมพ์เมื่อใด", DUE)
        answer_unit(ask, member, now + 10 * DAY, "วันที่ ๕ ตุลาคม")
    assert happened(case, "unit_answered")[0].details["days_late"] == 3


@pytest.mark.parametrize(
    ("unit", "question", "due_on", "wrong"),
    [
        ("U99", "พิมพ์เมื่อใด", DUE, "unit"),
        ("", "พิมพ์เมื่อใด", DUE, "unit"),
        ("U02", "พิมพ์เมื่อใด", DUE, "unit"),  # the case's own
        ("U06", "พิมพ์เมื่อใด", DUE, "unit"),  # nobody sits there
        ("U01", "  ", DUE, "question"),
        ("U01", "พิมพ์เมื่อใด", None, "due_on"),
        ("U01", "พิมพ์เมื่อใด", date(2026, 11, 23), "due_on"),  # today
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(
    case: Case, owner: Person, now: datetime, unit: str, question: str, due_on: date, wrong: str
) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        ask_unit(case, owner, now, unit, question, due_on)
    assert list(refused.value.problems) == [wrong]
    assert case.asks == []
    assert happened(case, "unit_asked") == []


def test_a_unit_behind_a_wall_is_not_asked_and_sees_no_question_asked_before(
    case: Case, owner: Person, manager: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask = ask_unit(case, owner, now, "U01", "พิมพ์เมื่อใด", DUE)
        raise_wall(case, manager, now, Named(person=member.email, reason="ผู้ถูกร้อง"))
    with pytest.raises(UnknownReference):
        asks.find(ask.id, member)
    assert asks.page(member).asks == []
    assert asks.count_waiting(member) == 0
    with pytest.raises(NotAllowed), transaction():
        answer_unit(ask, member, now, "ไม่มี")


@pytest.mark.parametrize("whom", ["the unit", "its only member"])
def test_an_open_question_is_withdrawn_when_its_unit_is_walled_and_the_owner_knows(
    case: Case, owner: Person, manager: Person, now: datetime, whom: str
) -> None:
    with transaction():
        member, why = a_person(now, "officer", "U06"), "เรื่องนี้ร้องเรียนที่นี่"
        ask = an_ask(case, owner, now, "U06")
        stays = an_ask(case, owner, now, "U01")
        unit, person = ("U06", "") if whom == "the unit" else ("", member.email)
        raise_wall(case, manager, now, Named(person, unit, why))
    assert (ask.withdrawn_at, asks.waiting(case)) == (now, [stays])
    (event,) = happened(case, "unit_ask_withdrawn")
    assert (event.actor_id, event.note, event.details["unit"]) == (manager.id, "", "U06")
    assert told("unit_ask_ended") == [owner.email]
    assert told("unit_ask_withdrawn") == []  # the unit hears nothing of the case any more
    assert ask.question in db.session.scalars(select(Letter)).all()[-1].text


def test_whoever_takes_over_from_a_walled_owner_hears_of_the_withdrawn_question(
    case: Case, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        heir = a_person(now, "officer", "U06")
        take_step(case, "transfer", manager, now, Given(owner.email, "U06", reason="งานของ U06"))
        an_ask(case, owner, now, "U02")
        raise_wall(case, manager, now, Named(unit="U02", reason="ถูกร้องเรียน", owner=heir.email))
    assert told("unit_ask_ended") == [heir.email]


def test_a_walled_unit_is_refused(case: Case, owner: Person, member: Person, now: datetime) -> None:
    with transaction():
        boss = a_person(now, "manager", "U02")
        raise_wall(case, boss, now, Named(unit="U01", reason="หน่วยที่ถูกร้อง"))
        with pytest.raises(Invalid) as refused:
            ask_unit(case, owner, now, "U01", "พิมพ์เมื่อใด", DUE)
    assert "unit" in refused.value.problems


def test_only_owner_and_manager_ask(case: Case, manager: Person, now: datetime) -> None:
    with transaction():
        colleague = a_person(now, "officer")
        with pytest.raises(NotAllowed) as refused:
            ask_unit(case, colleague, now, "U01", "พิมพ์เมื่อใด", DUE)
        assert refused.value.forbidden
        assert ask_unit(case, manager, now, "U01", "พิมพ์เมื่อใด", DUE).asked_by is manager


def test_nothing_is_asked_for_a_resolved_case(owner: Person, member: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        with pytest.raises(NotAllowed) as refused:
            ask_unit(case, owner, now, "U01", "พิมพ์เมื่อใด", DUE)
    assert not refused.value.forbidden


def test_a_restricted_case_is_asked_of_confidential_officers_alone(
    office: None, member: Person, now: datetime
) -> None:
    with transaction():
        keeper = a_person(now, "confidential", "U06")
        case = a_case(now, State.ASSIGNED, keeper, topic="C08")
        with pytest.raises(Invalid):
            ask_unit(case, keeper, now, "U02", "มีคำสั่งย้ายหรือไม่", DUE)
        (other,) = asks.answerers(case, "U01")
        assert other.has(Role.CONFIDENTIAL)
        ask = ask_unit(case, keeper, now, "U01", "มีคำสั่งย้ายหรือไม่", DUE)
        with pytest.raises(NotAllowed):
            answer_unit(ask, member, now, "มี")
    assert told("unit_asked") == [other.email]
    assert asks.page(member).asks == []
    assert asks.find(ask.id, other).question == "มีคำสั่งย้ายหรือไม่"


@pytest.mark.parametrize("role", ["auditor", "admin"])
def test_who_only_reads_answers_for_no_unit(case: Case, owner: Person, now: datetime, role) -> None:
    with transaction():
        reader = a_person(now, role, "U01")
        ask = an_ask(case, owner, now)
        with pytest.raises(NotAllowed):
            answer_unit(ask, reader, now, "ตอบ")
    assert asks.page(reader).asks == []


def test_a_question_is_answered_once(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask = an_ask(case, owner, now)
        answer_unit(ask, member, now, "ครั้งแรก")
        with pytest.raises(Invalid):
            answer_unit(ask, member, now, "ครั้งที่สอง")
    assert ask.answer == "ครั้งแรก"


def test_the_second_of_two_colleagues_is_told(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask_id = an_ask(case, owner, now).id
    seen = asks.find(ask_id, member).version
    with transaction():
        answer_unit(asks.find_to_change(ask_id, member, seen), member, now, "ครั้งแรก")
    with pytest.raises(Conflict), transaction():
        asks.find_to_change(ask_id, member, seen)


def test_a_withdrawn_question_waits_no_more_and_the_unit_knows(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask = an_ask(case, owner, now)
        withdraw_question(case, owner, now, ask.id)
        with pytest.raises(Invalid):
            withdraw_question(case, owner, now, ask.id)
        with pytest.raises(Invalid):
            answer_unit(ask, member, now, "ช้าไป")
    assert told("unit_ask_withdrawn") == [member.email]
    assert asks.page(member).asks == []
    assert asks.page(member, done=True).asks == [ask]


def test_a_resolved_case_waits_for_no_answer(
    case: Case, owner: Person, manager: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask = an_ask(case, owner, now)
        given = Given(outcome="withdrawn", reason="ผู้แจ้งถอน", answer="ยุติตามคำขอ")
        take_step(case, "dismiss", manager, now, given)
        with pytest.raises(Invalid):
            answer_unit(ask, member, now, "ตอบ")
    assert asks.count_waiting(member) == 0


def test_a_unit_sees_what_waits_by_its_date_page_by_page(
    case: Case, owner: Person, member: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asks, "PAGE", 2)
    with transaction():
        for days in (9, 5, 7):
            an_ask(case, owner, now).due_on = now.date() + timedelta(days=days)
    first = asks.page(member)
    rest = asks.page(member, after=first.next)
    assert [ask.due_on.day for ask in (*first.asks, *rest.asks)] == [28, 30, 2]
    assert rest.next is None


def test_an_overdue_unit_is_reminded_once_and_its_delay_stands_on_the_timeline(
    case: Case, owner: Person, member: Person, now: datetime
) -> None:
    with transaction():
        ask_id, version = an_ask(case, owner, now).id, case.version
    assert asks.late(now + 7 * DAY) == []  # its last day
    later = now + 8 * DAY
    assert asks.late(later) == [ask_id]
    assert asks.late(later + timedelta(hours=12)) == []  # at night nobody is told anything
    with transaction():
        assert remind_unit(db.session.get_one(UnitQuestion, ask_id), later)
        assert not remind_unit(db.session.get_one(UnitQuestion, ask_id), later)
    assert asks.late(later) == []
    assert told("unit_late") == [member.email]
    assert [event.details["days_late"] for event in happened(case, "unit_late")] == [1]
    assert db.session.get_one(Case, case.id).version == version

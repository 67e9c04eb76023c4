"""The wall: whom a case names cannot own it, and somebody else has it in the same breath."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.raise_wall import Named, lift_wall, raise_wall
from app.actions.receive_message import receive_message
from app.actions.remind import remind
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Event, Letter, Person, Wall
from app.queries import cases, people, wall_list, walls
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.errors import Invalid, UnknownReference

WHY = "เรื่องร้องเรียนระบุชื่อผู้นี้เป็นคู่กรณี"


@pytest.fixture
def other(office: None, now: datetime) -> Person:
    """An officer of another unit, who can take a case over."""
    with transaction():
        return a_person(now, "officer", "U01", name="นางสาวสำรอง พร้อมรับ")


def letters_to(session: Session, person: Person) -> list[str]:
    return list(session.scalars(select(Letter.name).where(Letter.recipient == person.email)))


def test_a_walled_owner_loses_the_case_to_somebody_else_at_once(
    session: Session, owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        raise_wall(case, manager, now, Named(owner.email, reason=WHY, owner=other.email))
    assert (case.owner, case.unit_code, case.state) == (other, "U01", State.ASSIGNED)
    assert [e.what for e in cases.events(case)][-2:] == ["wall_raised", "transfer"]
    with pytest.raises(UnknownReference):
        cases.find(case.reference, owner)
    assert "yours" in letters_to(session, other)


def test_a_wall_against_the_owner_needs_a_new_owner_and_changes_nothing_without(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
    with pytest.raises(Invalid) as refused, transaction():
        raise_wall(session.get_one(Case, case.id), manager, now, Named(owner.email, reason=WHY))
    assert set(refused.value.problems) == {"owner"}
    assert session.scalars(select(Wall)).all() == []
    assert session.get_one(Case, case.id).owner_id == owner.id


def test_the_new_owner_may_not_stand_behind_the_wall_too(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        colleague = a_person(now, "officer", "U02")
        named = Named(unit="U02", reason=WHY, owner=colleague.email)
        with pytest.raises(Invalid) as refused:
            raise_wall(case, manager, now, named)
    assert set(refused.value.problems) == {"owner"}


def test_a_wall_against_the_unit_of_a_case_moves_it_away(
    owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, other)
        take_step(case, "transfer", manager, now, Given(other.email, "U02", reason="งานของ U02"))
        raise_wall(case, manager, now, Named(unit="U02", reason=WHY))
    assert (case.owner, case.unit_code) == (other, "U01")


def test_a_case_nobody_owns_yet_waits_without_the_walled_unit(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now)
        assert case.unit_code == "U02"
        raise_wall(case, manager, now, Named(unit="U02", reason=WHY))
    assert (case.state, case.unit_code) == (State.RECEIVED, None)


def test_an_intake_officer_may_raise_the_wall_and_an_officer_may_not(
    owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        clerk, case = a_person(now, "intake", "U01"), a_case(now, State.ASSIGNED, owner)
        with pytest.raises(NotAllowed):
            raise_wall(case, owner, now, Named(other.email, reason=WHY))
        raise_wall(case, clerk, now, Named(owner.email, reason=WHY, owner=other.email))
    assert case.owner == other


@pytest.mark.parametrize(("named", "field"), [
    (Named(reason=WHY), "person"),
    (Named("nobody@oie.example", reason=WHY), "person"),
    (Named(unit="U99", reason=WHY), "unit"),
    (Named("boss@oie.example", "U02", reason=WHY), "person"),
    (Named(unit="U06"), "reason"),
    (Named(unit="U06", reason=WHY, outside_body="ป.ป.ท."), "outside_body"),
])  # fmt: skip
def test_a_wall_that_says_too_little_or_too_much_is_refused(
    session: Session, owner: Person, manager: Person, now: datetime, named: Named, field: str
) -> None:
    with transaction():
        key = a_case(now).id
    with pytest.raises(Invalid) as refused, transaction():
        raise_wall(session.get_one(Case, key), manager, now, named)
    assert set(refused.value.problems) == {field}
    assert session.scalars(select(Wall)).all() == []


def test_the_same_person_is_walled_once(owner: Person, manager: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now)
        raise_wall(case, manager, now, Named(owner.email, reason=WHY))
        with pytest.raises(Invalid):
            raise_wall(case, manager, now, Named(owner.email, reason=WHY))


def test_the_timeline_says_that_a_wall_was_raised_and_neither_against_whom_nor_why(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now)
        wall = raise_wall(case, manager, now, Named(owner.email, reason=WHY))
    event = cases.events(case)[-1]
    assert (event.what, event.note, event.details) == ("wall_raised", "", {"wall": wall.id})


def test_whoever_is_walled_hears_nothing_of_the_case_any_more(
    session: Session, owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        raise_wall(case, manager, now, Named(owner.email, reason=WHY))
        assert case.owner == owner  # of a resolved case the record stays as it was
        before = letters_to(session, owner)
        receive_message(case, now, "ขอบคุณที่แก้ไข แต่ยังมีอีกเรื่อง", "message:1")
        assert remind(case, now) is False
    assert letters_to(session, owner) == before
    assert "wrote" in letters_to(session, manager)


def test_reopened_a_case_is_not_given_back_to_a_walled_owner(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        raise_wall(case, manager, now, Named(owner.email, reason=WHY))
        take_step(case, "reopen", manager, now, Given(reason="มีข้อเท็จจริงใหม่"))
    assert case.owner == manager


def test_nobody_can_be_made_owner_through_a_wall_nor_the_case_sent_to_a_walled_unit(
    owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now)
        raise_wall(case, manager, now, Named(owner.email, reason=WHY))
        raise_wall(case, manager, now, Named(unit="U06", reason=WHY))
        assert owner not in people.owners_for(case)
        with pytest.raises(Invalid):
            take_step(case, "assign", manager, now, Given(owner=owner.email))
        with pytest.raises(Invalid):
            take_step(case, "assign", manager, now, Given(owner=other.email, unit="U06"))


def test_a_lifted_wall_lets_them_in_again_and_stays_on_record(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now)
        wall = raise_wall(case, manager, now, Named(owner.email, reason=WHY))
        with pytest.raises(Invalid):
            lift_wall(case, wall.id, manager, now, " ")
        lift_wall(case, wall.id, manager, now, "ตรวจแล้วไม่ใช่คนเดียวกัน")
    assert cases.find(case.reference, owner) == case
    assert walls.standing(case) == []
    assert [row.wall.lift_reason for row in wall_list.page(manager).rows] == ["ตรวจแล้วไม่ใช่คนเดียวกัน"]
    with pytest.raises(UnknownReference):
        lift_wall(case, wall.id, manager, now, "อีกครั้ง")


def test_a_manager_who_is_named_cannot_lift_the_wall(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        boss, case = a_person(now, "manager", "U01"), a_case(now)
        raise_wall(case, manager, now, Named(boss.email, reason=WHY))
    with pytest.raises(UnknownReference):
        cases.find_to_change(case.reference, boss, case.version)


def test_when_the_only_manager_is_named_an_outside_body_is_asked_for_and_has_the_case(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        clerk = a_person(now, "intake", "U01")
        key = a_case(now, topic=None).id
    with pytest.raises(Invalid) as refused, transaction():
        raise_wall(session.get_one(Case, key), clerk, now, Named(manager.email, reason=WHY))
    assert set(refused.value.problems) == {"outside_body"}
    with transaction():
        case = session.get_one(Case, key)
        named = Named(manager.email, reason=WHY, outside_body="สำนักงาน ป.ป.ท.")
        raise_wall(case, clerk, now, named)
    assert (case.state, case.outcome, case.forwarded_to) == (
        State.RESOLVED, "out_of_remit", "สำนักงาน ป.ป.ท.",
    )  # fmt: skip
    assert wall_list.outside_of(wall_list.of(case, clerk)) == "สำนักงาน ป.ป.ท."
    answer = session.scalars(select(Letter).where(Letter.name == "answer")).one()
    assert "ป.ป.ท." in answer.text
    assert WHY not in answer.text


def test_naming_the_only_confidential_officer_asks_for_an_outside_body(
    session: Session, office: None, now: datetime
) -> None:
    with transaction():
        keeper = a_person(now, "confidential", "U06")
        key = a_case(now, topic="C08").id
    with pytest.raises(Invalid) as refused, transaction():
        raise_wall(session.get_one(Case, key), keeper, now, Named(keeper.email, reason=WHY))
    assert set(refused.value.problems) == {"outside_body"}


def test_a_second_confidential_officer_has_the_case_when_the_first_is_named(
    office: None, now: datetime
) -> None:
    with transaction():
        first, second = (a_person(now, "confidential", "U06") for _ in range(2))
        case = a_case(now, State.ASSIGNED, first, topic="C08")
        raise_wall(case, second, now, Named(first.email, reason=WHY, owner=second.email))
    assert case.owner == second
    with pytest.raises(UnknownReference):
        cases.find(case.reference, first)


def test_the_auditor_knows_that_a_restricted_case_has_a_wall_but_not_which_nor_whose(
    office: None, now: datetime
) -> None:
    with transaction():
        auditor, walled = a_person(now, "auditor", "U01"), a_person(now, "auditor", "U01")
        first, second = (a_person(now, "confidential", "U06") for _ in range(2))
        case = a_case(now, topic="C08")
        raise_wall(case, second, now, Named(first.email, reason=WHY))
        raise_wall(case, second, now, Named(walled.email, reason=WHY))
    rows = wall_list.page(auditor).rows
    assert [(row.reference, row.subject, row.who) for row in rows] == [("", "", None)] * 2
    assert wall_list.page(walled).rows == []
    assert {row.reference for row in wall_list.page(second).rows} == {case.reference}


def test_only_the_transfer_names_no_reason_of_the_wall(
    session: Session, owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        raise_wall(case, manager, now, Named(owner.email, reason=WHY, owner=other.email))
    told = [*session.scalars(select(Letter.text)), *session.scalars(select(Event.note))]
    assert not any(WHY in text for text in told)

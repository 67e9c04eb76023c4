"""A leaving officer's cases go to others in one step, and the account closes only after that."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.hand_over import SHARED, hand_over, let_go, note_hand_over
from app.database import transaction
from app.models import Absence, Case, Event, Letter, Person, Wall
from app.queries import cases
from app.queries import hand_over as handing
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.deadlines import Milestone
from workflows.errors import Conflict, Invalid, UnknownReference

REASON = "ย้ายไปปฏิบัติงานที่หน่วยงานอื่น"


@pytest.fixture
def heir(office: None, now: datetime) -> Person:
    with transaction():
        return a_person(now, "officer", name="นายรับ มอบงาน")


def given(case: Case, owner: Person, manager: Person, now: datetime, to: str) -> int:
    with transaction():
        return hand_over(
            cases.get_to_change(case.id), owner, manager, now, to=to, reason=REASON
        )  # fmt: skip


def test_a_case_handed_over_keeps_its_state_and_dates_and_everybody_is_told(
    session: Session, now: datetime, owner: Person, manager: Person, heir: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
    before = {m: case.due_on(m) for m in Milestone}
    assert given(case, owner, manager, now + timedelta(days=1), heir.email) == 2
    session.rollback()
    assert (case.owner_id, case.state) == (heir.id, State.ANALYSED)
    assert {m: case.due_on(m) for m in Milestone} == before
    event = cases.events(case)[-1]
    assert (event.what, event.note) == ("transfer", REASON)
    assert event.details["before"] == owner.name
    told = session.execute(select(Letter.name, Letter.recipient)).all()
    assert ("yours", heir.email) in told


def test_what_is_no_longer_the_leaver_s_stays_where_it_is(
    session: Session, now: datetime, owner: Person, manager: Person, heir: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, heir)
    with pytest.raises(Conflict):
        given(case, owner, manager, now, manager.email)
    session.rollback()
    assert case.owner_id == heir.id


def test_shared_out_the_least_busy_of_the_unit_gets_it_and_never_the_leaver(
    session: Session, now: datetime, owner: Person, manager: Person, heir: Person
) -> None:
    with transaction():
        busy = a_person(now, "officer", name="นายงาน ล้นมือ")
        a_case(now, State.ASSIGNED, busy)
        case = a_case(now, State.ASSIGNED, owner)
    given(case, owner, manager, now, SHARED)
    session.rollback()
    assert case.owner_id == heir.id
    assert case.unit_code == "U02"


def test_without_anybody_else_the_shared_case_stays(
    session: Session, now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        for person in session.scalars(select(Person).where(Person.id != owner.id)):
            person.active = False
    with pytest.raises(Invalid):
        given(case, owner, manager, now, SHARED)
    session.rollback()
    assert case.owner_id == owner.id


def test_a_restricted_case_goes_to_confidential_people_only_and_by_them(
    session: Session, now: datetime, manager: Person, heir: Person
) -> None:
    with transaction():
        keeper, second = (a_person(now, "confidential", "U06") for _ in range(2))
        case = a_case(now, State.ASSIGNED, keeper, topic="C08")
    with pytest.raises(NotAllowed):
        given(case, keeper, manager, now, second.email)
    with pytest.raises(Invalid):
        given(case, keeper, second, now, heir.email)
    assert given(case, keeper, second, now, second.email) == 2
    session.rollback()
    assert case.owner_id == second.id


def test_nobody_behind_a_wall_of_the_case_gets_it(
    session: Session, now: datetime, owner: Person, manager: Person, heir: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        session.add(Wall(case_id=case.id, person_id=heir.id, reason="ถูกกล่าวถึง", raised_at=now))
    with pytest.raises(Invalid):
        given(case, owner, manager, now, heir.email)


def test_only_open_cases_that_the_manager_sees_are_handed_over(
    session: Session, now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        session.get_one(Person, owner.id).roles = ["officer", "confidential"]
        wanted = {a_case(now, state, owner).id for state in (State.ASSIGNED, State.ANALYSED)}
        a_case(now, State.RESOLVED, owner)
        a_case(now)
        a_case(now, State.ASSIGNED, owner, topic="C08")
        walled = a_case(now, State.ASSIGNED, owner)
        session.add(Wall(case_id=walled.id, person_id=manager.id, reason="ถูกกล่าวถึง", raised_at=now))
    assert {case.id for case in handing.open_of(owner, manager)} == wanted
    assert dict(handing.work())[owner] == 4


def test_the_account_closes_only_when_no_case_is_left(
    session: Session, now: datetime, owner: Person, manager: Person, heir: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
    with pytest.raises(Invalid) as refused, transaction():
        let_go(handing.leaver(owner.id), manager, now)
    assert "leaver" in refused.value.problems
    session.rollback()
    assert owner.active
    given(case, owner, manager, now, heir.email)
    word = owner.get_id()
    with transaction():
        note_hand_over(owner, manager, now, REASON, done=1, left=0)
        let_go(handing.leaver(owner.id), manager, now)
    session.rollback()
    assert not owner.active
    assert owner.get_id() != word
    query = select(Event.what).where(Event.subject == f"person:{owner.id}").order_by(Event.id)
    assert session.scalars(query).all() == ["handed_over", "person_left"]
    with pytest.raises(UnknownReference):
        handing.leaver(owner.id)


def test_nobody_closes_their_own_account(session: Session, now: datetime, manager: Person) -> None:
    with pytest.raises(Invalid), transaction():
        let_go(manager, manager, now)


def test_shared_out_nobody_who_is_away_gets_it(
    session: Session, now: datetime, owner: Person, manager: Person, heir: Person
) -> None:
    day = date(2026, 11, 23)
    with transaction():
        for person, deputy in ((owner, heir), (heir, manager)):
            session.add(Absence(person_id=person.id, from_on=day, to_on=day, deputy_id=deputy.id))
        case = a_case(now, State.ASSIGNED, owner)
    given(case, owner, manager, now, SHARED)
    session.rollback()
    assert case.owner_id not in (owner.id, heir.id)

"""While an owner is away their deputy answers for their cases, and for none behind a wall."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.actions.appeal import Appealed, appeal
from app.actions.extend import extend
from app.actions.given import Given
from app.actions.keep_absence import add_absence, end_absence
from app.actions.raise_wall import Named, raise_wall
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.actions.write_note import write_note
from app.database import transaction
from app.models import Absence, Case, Event, Person
from app.queries import absences, cases, queues
from app.queries.rights import hats, may_write
from tests.factories import a_case, a_person
from workflows import By, NotAllowed, State
from workflows.errors import UnknownReference

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
FOUND = Given(root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")


@pytest.fixture
def deputy(office: None, now: datetime) -> Person:
    """An officer of another unit."""
    with transaction():
        return a_person(now, "officer", "U01", name="นางสาวสำรอง พร้อมรับ")


def away(person: Person, now: datetime, deputy: Person | None) -> Absence:
    """Away this week."""
    with transaction():
        return add_absence(person, now, actor=person, from_on=TODAY, to_on=TODAY + 4 * DAY,
                           deputy=deputy)  # fmt: skip


def mine(person: Person, now: datetime) -> list[str]:
    found = queues.page(queues.Asked("mine"), person, now).cases
    assert queues.counts(person, now)["mine"] == len(found)
    return [case.reference for case in found]


def here(person: Person, day: date = TODAY) -> Person:
    return absences.on_duty(person, day)


def last(case: Case) -> Event:
    return cases.events(case)[-1]


def test_a_deputy_has_the_owners_hat_and_the_owners_queue_while_the_absence_lasts(
    session: Session, case: Case, owner: Person, deputy: Person, now: datetime
) -> None:
    own, reference = a_case_of(deputy, now), case.reference
    assert mine(here(deputy), now) == [own]
    with pytest.raises(UnknownReference):
        cases.find(reference, deputy)
    away(owner, now, deputy)
    assert mine(here(deputy), now) == [reference, own]
    found = cases.find(reference, deputy)
    assert hats(found, deputy) == {By.OWNER}
    assert may_write(found, deputy)
    assert hats(found, owner) == {By.OWNER}  # who is away may still work
    for day in (TODAY - DAY, TODAY + 5 * DAY):
        assert mine(here(deputy, day), now) == [own]
        assert hats(found, deputy) == frozenset()
        with pytest.raises(UnknownReference):
            cases.find(reference, deputy)


def a_case_of(owner: Person, now: datetime) -> str:
    with transaction():
        return a_case(now, State.ASSIGNED, owner).reference


def test_what_a_deputy_does_stands_in_their_own_name_in_place_of_the_owner(
    case: Case, owner: Person, deputy: Person, now: datetime
) -> None:
    away(owner, now, deputy)
    here(deputy)
    with transaction():
        stop_clock(case, deputy, now, StopAsked("agency", resume_on=TODAY + 7 * DAY))
        extend(case, deputy, now, TODAY + 60 * DAY, "รอโรงพิมพ์")
        write_note(case, deputy, now, "โทรถามโรงพิมพ์แล้ว")
        take_step(case, "analyse", deputy, now, FOUND)
    events = cases.events(case)[-4:]
    assert [event.what for event in events] == [
        "stop", "extension_proposed", "note_written", "analyse"
    ]  # fmt: skip
    for event in events:
        assert (event.actor_id, event.details["in_place_of"]) == (deputy.id, owner.name)


def test_who_acts_for_themselves_acts_in_nobodys_place(
    case: Case, owner: Person, deputy: Person, manager: Person, now: datetime
) -> None:
    away(owner, now, deputy)
    with transaction():
        take_step(case, "analyse", here(owner), now, FOUND)
    assert "in_place_of" not in last(case).details
    with transaction():
        given = Given(deputy.email, reason="รับช่วงต่อ")
        take_step(case, "transfer", here(manager), now, given)
    assert "in_place_of" not in last(case).details


def test_a_deputy_who_hands_the_case_on_did_so_in_place_of_the_owner_before(
    case: Case, owner: Person, deputy: Person, manager: Person, now: datetime
) -> None:
    away(owner, now, deputy)
    with transaction():
        given = Given(manager.email, reason="ต้องตัดสินใจสัปดาห์นี้")
        take_step(case, "transfer", here(deputy), now, given)
    assert last(case).details["in_place_of"] == owner.name
    assert hats(case, deputy) == frozenset()


def test_giving_a_case_to_somebody_absent_is_not_done_in_their_place(
    owner: Person, deputy: Person, now: datetime
) -> None:
    with transaction():
        chief = a_person(now, "manager", "U01")
        fresh = a_case(now)
    away(owner, now, chief)
    with transaction():
        take_step(fresh, "assign", here(chief), now, Given(owner.email))
    assert "in_place_of" not in last(fresh).details


def test_of_a_chain_of_deputies_the_one_who_is_here_answers(
    case: Case, owner: Person, deputy: Person, now: datetime
) -> None:
    with transaction():
        third = a_person(now, "officer", "U06")
    away(owner, now, deputy)
    away(deputy, now, third)
    assert hats(case, here(deputy)) == frozenset()
    assert hats(case, here(third)) == {By.OWNER}
    assert mine(third, now) == [case.reference]


def test_an_absence_without_a_deputy_gives_nobody_the_hat(
    case: Case, owner: Person, deputy: Person, now: datetime
) -> None:
    away(owner, now, None)
    assert hats(case, here(deputy)) == frozenset()


def test_a_deputy_gives_the_hat_back_when_the_owner_is_back_early(
    case: Case, owner: Person, deputy: Person, now: datetime
) -> None:
    absence = away(owner, now, deputy)
    with transaction():
        end_absence(absence, owner, now)
    assert mine(here(deputy), now) == []
    with pytest.raises(NotAllowed), transaction():
        take_step(case, "analyse", deputy, now, FOUND)


def test_a_walled_deputy_does_not_see_the_case(
    case: Case, owner: Person, deputy: Person, manager: Person, now: datetime
) -> None:
    away(owner, now, deputy)
    with transaction():
        raise_wall(case, manager, now, Named(deputy.email, reason="เรื่องนี้ร้องเรียนเขา"))
    assert mine(here(deputy), now) == []
    with pytest.raises(UnknownReference):
        cases.find(case.reference, deputy)
    with pytest.raises(UnknownReference):
        cases.find_to_change(case.reference, deputy, case.version)


def test_a_deputy_who_is_no_confidential_officer_has_no_restricted_case(
    office: None, deputy: Person, now: datetime
) -> None:
    with transaction():
        keeper, second = (a_person(now, "confidential", "U06") for _ in range(2))
        hidden = a_case(now, State.ASSIGNED, keeper, topic="C08")
    absence = away(keeper, now, deputy)
    assert mine(here(deputy), now) == []
    assert hats(hidden, deputy) == frozenset()
    with pytest.raises(UnknownReference):
        cases.find(hidden.reference, deputy)
    with transaction():
        absence.deputy = second
    assert mine(here(second), now) == [hidden.reference]
    assert By.OWNER in hats(hidden, second)


def test_who_decided_the_first_case_does_not_handle_its_appeal_as_a_deputy(
    owner: Person, deputy: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        first = a_case(now, State.RESOLVED, owner)
        lodged = appeal(first, now, Appealed("ไม่เห็นด้วย", "web", "appeal:1"))
        take_step(lodged, "assign", manager, now, Given(deputy.email))
    away(deputy, now, owner)
    assert hats(lodged, here(owner)) == frozenset()


def test_a_deputy_who_may_own_no_cases_any_more_stands_in_for_nobody(
    case: Case, owner: Person, deputy: Person, now: datetime
) -> None:
    away(owner, now, deputy)
    with transaction():
        deputy.roles = ["auditor"]
    assert here(deputy).stands_for == frozenset()
    assert hats(case, deputy) == frozenset()

"""Which cases a person sees, finds and pages through."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.database import transaction
from app.models import Person
from app.queries import cases, queues
from app.queries.queues import Asked
from tests.factories import a_case, a_person
from workflows import State
from workflows.errors import UnknownReference

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize(
    ("role", "unit", "ordinary", "restricted"),
    [
        ("officer", "U02", True, False),
        ("officer", "U01", False, False),
        ("intake", "U01", True, False),
        ("manager", "U01", True, False),
        ("auditor", "U01", True, False),
        ("confidential", "U06", False, True),
        ("admin", "U02", False, False),
        ("agency", "U02", False, False),
    ],
)
def test_each_role_sees_its_cases_and_the_others_do_not_exist_for_it(
    now: datetime, role: str, unit: str, ordinary: bool, restricted: bool
) -> None:
    with transaction():
        person = a_person(now, role, unit)
        plain, hidden = a_case(now).reference, a_case(now, topic="C08").reference
    for reference, seen in ((plain, ordinary), (hidden, restricted)):
        listed = queues.page(Asked(queue="all"), person, now).cases
        assert (reference in [case.reference for case in listed]) == seen
        if seen:
            assert cases.find(reference, person).reference == reference
        else:
            with pytest.raises(UnknownReference):
                cases.find(reference, person)


def test_search_finds_thai_however_it_is_typed(now: datetime, manager: Person) -> None:
    with transaction():
        found = a_case(now, registry_number="รับ ๑๒๓/๒๕๖๙").reference
        a_case(now, subject="เรื่องอื่น", body="ไม่เกี่ยวกัน")
    for q in ("3เดือน", "๓ เดือน", "ล่าช้า", "วาร", "สมหมาย วารสาร", "รับ 123/2569", found.lower()):
        asked = Asked(queue="all", q=q)
        listed = [case.reference for case in queues.page(asked, manager, now).cases]
        assert listed[:1] == [found] or found in listed, q
    assert queues.page(Asked(queue="all", q="100%"), manager, now).cases == []


def test_a_queue_is_read_page_by_page_in_due_order_without_loss(
    now: datetime, manager: Person
) -> None:
    with transaction():
        for back in (3, 0, 1, 2, 0, 5, 4):
            a_case(now - timedelta(days=back))
    asked, seen = Asked(queue="all", size=3), []
    while True:
        found = queues.page(asked, manager, now)
        seen += [(case.next_due_on, case.id) for case in found.cases]
        if found.next is None:
            break
        asked = Asked(queue="all", size=3, after=found.next)
    assert len(seen) == 7
    assert seen == sorted(seen)
    assert queues.counts(manager, now)["overdue"] == sum(day < now.date() for day, _ in seen)


def test_all_cases_are_open_ones_as_they_are_due_then_undated_then_resolved_newest_first(
    now: datetime, manager: Person
) -> None:
    with transaction():
        done = [a_case(now, State.RESOLVED) for _ in range(3)]
        undated = [a_case(now) for _ in range(3)]
        dated = [a_case(now - timedelta(weeks=back)) for back in (0, 3, 1)]
        for case in undated:
            case.next_due_on = None
        wanted = [dated[1].id, dated[2].id, dated[0].id]
        wanted += [case.id for case in undated] + [case.id for case in reversed(done)]
    for size in (1, 2, 3, 4, 50):
        assert _read(Asked(queue="all", size=size), manager, now) == wanted, size
        found = _read(Asked(queue="all", q="วารสาร", size=size), manager, now)
        assert found == sorted(wanted, reverse=True), size
        assert _read(Asked(queue="all", state="open", size=size), manager, now) == wanted[:6], size
    assert queues.counts(manager, now)["all"] == 9


def _read(asked: Asked, person: Person, now: datetime) -> list[int]:
    """A list to its end."""
    seen: list[int] = []
    while True:
        found = queues.page(asked, person, now)
        seen += [case.id for case in found.cases]
        if found.next is None:
            return seen
        asked = replace(asked, after=found.next)


def test_of_two_ways_to_see_a_case_none_shows_it_twice(now: datetime) -> None:
    with transaction():
        officer = a_person(now, "officer", "U02")
        mine = [a_case(now, State.ASSIGNED, owner=officer), a_case(now, State.RESOLVED, officer)]
        other = a_case(now, topic="C01").id
        wanted = [case.id for case in mine]
    listed = _read(Asked(queue="all", size=1), officer, now)
    assert listed == wanted
    assert other not in listed
    assert queues.counts(officer, now)["all"] == 2

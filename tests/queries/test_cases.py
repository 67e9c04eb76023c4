"""Which cases a person sees, finds and pages through."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Person
from app.queries import cases
from tests.factories import a_case, a_person, an_office
from workflows.errors import UnknownReference


@pytest.fixture(autouse=True)
def office(session: Session) -> None:
    with transaction():
        an_office()


@pytest.fixture
def manager(session: Session, now: datetime) -> Person:
    with transaction():
        return a_person(now, "manager", "U01")


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
        listed = cases.page(cases.Asked(queue="all"), person, now).cases
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
        asked = cases.Asked(queue="all", q=q)
        listed = [case.reference for case in cases.page(asked, manager, now).cases]
        assert listed[:1] == [found] or found in listed, q
    assert cases.page(cases.Asked(queue="all", q="100%"), manager, now).cases == []


def test_a_queue_is_read_page_by_page_in_due_order_without_loss(
    now: datetime, manager: Person
) -> None:
    with transaction():
        for back in (3, 0, 1, 2, 0, 5, 4):
            a_case(now - timedelta(days=back))
    asked, seen = cases.Asked(queue="all", size=3), []
    while True:
        found = cases.page(asked, manager, now)
        seen += [(case.next_due_on, case.id) for case in found.cases]
        if found.next is None:
            break
        asked = cases.Asked(queue="all", size=3, after=found.next)
    assert len(seen) == 7
    assert seen == sorted(seen)
    assert cases.counts(manager, now)["overdue"] == sum(day < now.date() for day, _ in seen)

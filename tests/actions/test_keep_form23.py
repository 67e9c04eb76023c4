"""What people decide about Form 2.3: kept, told by an event, never over another's word."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_form23 import confirm, tick, withdraw, word
from app.database import transaction
from app.documents.form23_text import write_text
from app.models import Event, Person
from app.reports.form23 import Claim, form23
from tests.factories import a_person, an_office
from tests.reports.office_file import load, office_file
from workflows.errors import Conflict, Invalid, UnknownReference


@pytest.fixture
def manager(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", name="นางกรองแก้ว ทดสอบงาม")


def claim(now: datetime, code: str = "CS4", number: int = 3, year: int = 2569) -> Claim:
    found = next(c for c in form23(year, now).criteria if c.code == code)
    return found.claims[number - 1]


def version(now: datetime) -> int:
    return form23(2569, now).version


def events(session: Session) -> list[str]:
    query = select(Event.what).where(Event.subject == "form23:2569").order_by(Event.id)
    return list(session.scalars(query))


def test_a_person_stands_for_a_claim_by_name(
    session: Session, now: datetime, manager: Person
) -> None:
    assert not claim(now).is_printed
    with transaction():
        confirm(2569, "CS4", 3, version=0, actor=manager, now=now)
    confirmed = claim(now)
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (manager.name, now)
    assert confirmed.is_printed
    assert not confirmed.supported
    assert "รวม 0 ครั้ง" in write_text(form23(2569, now))
    assert events(session) == ["form23_confirmed"]


def test_a_confirmation_can_be_taken_back(session: Session, now: datetime, manager: Person) -> None:
    with transaction():
        confirm(2569, "CS4", 3, version=0, actor=manager, now=now)
    with transaction():
        withdraw(2569, "CS4", 3, version=version(now), actor=manager, now=now)
    assert not claim(now).is_printed
    assert "กิจกรรมการสร้างความสัมพันธ์" not in write_text(form23(2569, now))
    assert events(session) == ["form23_confirmed", "form23_withdrawn"]


def test_the_final_wording_is_printed_and_the_draft_stays_beside_it(
    session: Session, now: datetime, manager: Person
) -> None:
    load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    with transaction():
        word(2553, "CS4", 3, " 3. ประชุมในภูมิภาค\r\nรวม 10 จังหวัด ", version=0, actor=manager,
             now=now)  # fmt: skip
    worded = claim(now, year=2553)
    assert worded.text == "3. ประชุมในภูมิภาค\nรวม 10 จังหวัด"
    assert worded.draft.endswith("รวม 10 ครั้ง")
    assert "\n3. ประชุมในภูมิภาค\nรวม 10 จังหวัด\n\n\tCS 5" in write_text(form23(2553, now))


def test_the_draft_given_back_unchanged_is_no_wording_of_its_own(
    session: Session, now: datetime, manager: Person
) -> None:
    load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    draft = claim(now, "CS2", 1, 2553).draft
    with transaction():
        word(2553, "CS2", 1, draft.replace("\n", "\r\n"), version=0, actor=manager, now=now)
    assert claim(now, "CS2", 1, 2553).text == draft
    load({"seed_registers_2553": {"listening_channels": ["โทรศัพท์"]}}, now)
    assert "4 ช่องทาง" in claim(now, "CS2", 1, 2553).text


def test_a_result_is_ticked_and_taken_away(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        tick(2569, "CS3", "complete", 0, manager, now)
    assert form23(2569, now).criteria[2].result == "complete"
    with transaction():
        tick(2569, "CS3", "", version(now), manager, now)
    assert form23(2569, now).criteria[2].result is None
    assert events(session) == ["form23_ticked", "form23_ticked"]


def test_the_second_of_two_people_is_told(session: Session, now: datetime, manager: Person) -> None:
    with transaction():
        tick(2569, "CS3", "complete", 0, manager, now)
    with pytest.raises(Conflict), transaction():
        confirm(2569, "CS4", 3, version=0, actor=manager, now=now)
    assert claim(now).confirmed_by is None


def test_what_is_not_on_the_form_cannot_be_decided(
    session: Session, now: datetime, manager: Person
) -> None:
    with pytest.raises(UnknownReference), transaction():
        tick(2569, "CS8", "complete", 0, manager, now)
    with pytest.raises(UnknownReference), transaction():
        confirm(2569, "CS4", 9, version=0, actor=manager, now=now)
    with pytest.raises(Invalid), transaction():
        tick(2569, "CS3", "perfect", 0, manager, now)
    with pytest.raises(Invalid), transaction():
        word(2569, "CS3", 1, "ก" * 4001, version=0, actor=manager, now=now)
    assert events(session) == []

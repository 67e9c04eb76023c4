"""An appeal: a case of its own at a higher level, away from whoever decided the first one."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.appeal import Appealed, appeal
from app.actions.given import Given
from app.actions.raise_wall import Named, raise_wall
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Letter, Person, Unit
from app.queries import cases, links, people, rights
from app.queries.links import Tie
from tests.factories import a_case, a_person
from workflows import Kind, NotAllowed, State
from workflows.errors import Invalid, UnknownReference
from workflows.secrets import derive_code, digest

WHY = "คำตอบไม่ได้ตอบเรื่องค่าสมาชิกที่จ่ายไปแล้ว"
BY_PHONE = Appealed(WHY, "phone", "appeal:1")


@pytest.fixture
def above(session: Session, office: None) -> None:
    with transaction():
        for code in ("U02", "U06"):
            session.get_one(Unit, code).parent_code = "U01"


def test_an_appeal_is_a_new_complaint_of_the_same_person_with_the_unit_above(
    session: Session, above: None, owner: Person, manager: Person, now: datetime
) -> None:
    later = now + timedelta(days=9)
    with transaction():
        first = a_case(now, State.RESOLVED, owner, kind="suggestion")
        made = appeal(first, later, BY_PHONE, manager)
    assert (made.kind, made.state, made.channel) == (Kind.COMPLAINT, State.RECEIVED, "phone")
    assert made.subject == f"อุทธรณ์: {first.subject}"
    assert (made.unit_code, made.correspondent_id) == ("U01", first.correspondent_id)
    assert made.reference != first.reference
    assert made.resolve_by
    assert first.resolve_by
    assert made.resolve_by > first.resolve_by
    for case in (first, made):
        assert cases.events(case)[-1].what == "appealed"
    assert [(one.tie, one.case) for one in links.related(first, manager)] == [(Tie.APPEAL, made)]
    assert [(one.tie, one.case) for one in links.related(made, manager)] == [(Tie.APPEAL_OF, first)]
    letter = session.scalars(select(Letter).where(Letter.case_id == made.id)).one()
    assert letter.name == "acknowledgement"
    assert "[link]" in letter.text


def test_an_appeal_does_not_tell_the_code_of_the_first_case(
    above: None, owner: Person, manager: Person, now: datetime
) -> None:
    code = derive_code("key", "case", "one")
    with transaction():
        first = a_case(now, State.RESOLVED, owner)
        first.secret_hash = digest(code)
        made = appeal(first, now, Appealed(f"รหัส {code}", "phone", "appeal:1"), manager)
    assert made.body == "รหัส (รหัสลับ เราไม่เก็บไว้)"


def test_the_first_owner_and_whoever_decided_may_not_own_the_appeal_nor_work_on_it(
    above: None, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        judge = a_person(now, "manager", "U01")
        fresh = a_person(now, "manager", "U01")
        first = a_case(now, State.ASSIGNED, owner)
        found = Given(root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")
        take_step(first, "analyse", owner, now, found)
        take_step(first, "resolve", judge, now, Given(outcome="upheld", answer="แก้แล้ว"))
        made = appeal(first, now, BY_PHONE, manager)
        for person in (owner, judge):
            assert person not in people.owners_for(made)
            with pytest.raises(Invalid):
                take_step(made, "assign", fresh, now, Given(owner=person.email))
        assert rights.hats(made, judge) == frozenset()
        assert rights.may_write(made, judge) is False
        with pytest.raises(NotAllowed):
            take_step(made, "assign", judge, now, Given(owner=fresh.email))
        take_step(made, "assign", fresh, now, Given(owner=fresh.email))
    assert made.owner == fresh


def test_one_appeal_and_no_appeal_of_an_appeal(
    above: None, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        first = a_case(now, State.RESOLVED, owner)
        made = appeal(first, now, BY_PHONE, manager)
        assert appeal(first, now, BY_PHONE, manager) == made  # twice is once
        with pytest.raises(NotAllowed):
            appeal(first, now, Appealed(WHY, "phone", "appeal:2"), manager)
        fresh = a_person(now, "manager", "U01")
        take_step(made, "assign", fresh, now, Given(owner=fresh.email))
        take_step(made, "analyse", fresh, now, Given(root_cause="กระบวนงาน", finding="ครบ"))
        take_step(made, "resolve", fresh, now, Given(outcome="not_upheld", answer="ยืนตามเดิม"))
        with pytest.raises(NotAllowed) as refused:
            appeal(made, now, Appealed(WHY, "phone", "appeal:3"), manager)
    assert "ศาลปกครอง" in refused.value.words.th


def test_an_appeal_comes_in_time_with_a_reason_against_an_answer(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        going, first = a_case(now, State.ASSIGNED, owner), a_case(now, State.RESOLVED, owner)
        with pytest.raises(NotAllowed):
            appeal(going, now, BY_PHONE, manager)
        with pytest.raises(NotAllowed, match="1676|Ombudsman"):
            appeal(first, now + timedelta(days=46), BY_PHONE, manager)
        with pytest.raises(Invalid) as refused:
            appeal(first, now, Appealed(" ", "phone", "appeal:1"), manager)
        assert set(refused.value.problems) == {"reason"}
        with pytest.raises(Invalid) as refused:
            appeal(first, now, Appealed(WHY, "gcc1111", "appeal:1"), manager)
        assert set(refused.value.problems) == {"channel"}
        appeal(first, now + timedelta(days=45), BY_PHONE, manager)


def test_an_anonymous_and_restricted_case_stays_so_on_appeal_and_keeps_its_walls(
    above: None, now: datetime
) -> None:
    with transaction():
        first, second = (a_person(now, "confidential", "U06") for _ in range(2))
        named = a_person(now, "confidential", "U06")
        case = a_case(now, State.RESOLVED, first, topic="C08", anonymous=True)
        raise_wall(case, second, now, Named(named.email, reason="ถูกกล่าวหา"))
        made = appeal(case, now, Appealed(WHY, "web", "form:x"))
    assert (made.restricted, made.anonymous, made.correspondent) == (True, True, None)
    assert cases.find(made.reference, second) == made
    with pytest.raises(UnknownReference):
        cases.find(made.reference, named)


def test_a_case_of_a_unit_that_has_nobody_above_waits_at_the_top(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        first = a_case(now, State.RESOLVED, owner)
        made = appeal(first, now, BY_PHONE, manager)
    assert made.unit_code is None
    assert made.routed_at == now  # no rule sends it back to where it was decided
    assert session.get_one(Case, made.id).appeal_of == first

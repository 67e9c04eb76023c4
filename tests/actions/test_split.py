"""Splitting: parts of a case become cases of the same person, as old as the whole."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.raise_wall import Named, raise_wall
from app.actions.split import MOST, Part, split
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Letter, Person
from app.queries import cases, links
from app.queries.links import Tie
from tests.factories import a_case
from workflows import Kind, NotAllowed, State
from workflows.errors import Invalid, UnknownReference
from workflows.secrets import derive_code, digest

PARTS = [Part("เว็บไซต์ค้นหาไม่พบ", "ค้นคำว่าดัชนีไม่พบ"),
         Part("ชมเจ้าหน้าที่ต้อนรับ", "บริการดีมาก", "compliment", "C01")]  # fmt: skip


def test_each_part_is_a_case_of_the_same_person_as_old_as_the_whole(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    later = now + timedelta(days=3)
    with transaction():
        whole = a_case(now, State.ASSIGNED, owner, acknowledged=True)
        one, two = split(whole, owner, later, PARTS)
    assert (one.kind, one.topic_code, two.kind, two.topic_code) == (
        Kind.COMPLAINT, "C04", Kind.COMPLIMENT, "C01",
    )  # fmt: skip
    for part in (one, two):
        assert (part.received_at, part.channel) == (whole.received_at, whole.channel)
        assert part.correspondent_id == whole.correspondent_id
        assert (part.state, part.acknowledged_at) == (State.RECEIVED, whole.acknowledged_at)
        assert [e.what for e in cases.events(part)] == ["registered", "split_off"]
    assert one.resolve_by == whole.resolve_by
    assert [x.tie for x in links.related(whole, manager)] == [Tie.PART, Tie.PART]
    assert [x.case for x in links.of_correspondent(one)] == [whole]
    letter = session.scalars(select(Letter).where(Letter.name == "split")).one()
    assert letter.case_id == whole.id
    assert all(part.reference in letter.text for part in (one, two))


def test_closing_the_whole_closes_no_part(owner: Person, now: datetime) -> None:
    with transaction():
        whole = a_case(now, State.ANALYSED, owner)
        parts = split(whole, owner, now, PARTS)
        take_step(whole, "resolve", owner, now, Given(outcome="upheld", answer="แก้ไขแล้ว"))
    assert {part.state for part in parts} == {State.RECEIVED}


def test_who_has_no_name_opens_the_parts_with_the_same_secret(owner: Person, now: datetime) -> None:
    secret = derive_code("key", "case", "test")
    with transaction():
        more = {"anonymous": True, "secret_hash": digest(secret)}
        whole = a_case(now, State.ASSIGNED, owner, **more)
        one, _ = split(whole, owner, now, PARTS)
    assert cases.find_by_secret(one.reference, secret) == one
    assert one.correspondent is None


def test_the_walls_of_the_whole_stand_before_its_parts(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        whole = a_case(now)
        raise_wall(whole, manager, now, Named(owner.email, reason="ถูกร้องเรียน"))
        one, _ = split(whole, manager, now, PARTS)
    with pytest.raises(UnknownReference):
        cases.find(one.reference, owner)


@pytest.mark.parametrize("parts", [
    [],
    [Part("มีแต่ชื่อเรื่อง", " ")],
    [Part("", "มีแต่รายละเอียด")],
    [Part("ประเภทผิด", "รายละเอียด", "praise")],
    [Part("หัวข้อผิด", "รายละเอียด", "", "C99")],
    [Part("หัวข้อปกปิด", "รายละเอียด", "", "C08")],
    [Part("ยาวเกิน" * 50, "รายละเอียด")],
    PARTS * 6,
])  # fmt: skip
def test_parts_that_cannot_be_cases_are_refused_and_nothing_is_cut(
    owner: Person, now: datetime, parts: list[Part]
) -> None:
    with transaction():
        whole = a_case(now, State.ASSIGNED, owner)
        with pytest.raises(Invalid) as refused:
            split(whole, owner, now, parts)
    assert set(refused.value.problems) == {"parts"}
    assert links.parts(whole) == []


def test_ten_parts_in_all_and_one_level(owner: Person, manager: Person, now: datetime) -> None:
    with transaction():
        whole = a_case(now, State.ASSIGNED, owner)
        one, *_ = split(whole, owner, now, PARTS * 4)
        with pytest.raises(Invalid):
            split(whole, owner, now, [*PARTS, PARTS[0]])
        split(whole, owner, now, PARTS)
        assert len(links.parts(whole)) == MOST
        with pytest.raises(NotAllowed):
            split(one, manager, now, PARTS)


def test_a_resolved_case_is_not_cut_and_nobody_cuts_without_a_hat(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        done, new = a_case(now, State.RESOLVED, owner), a_case(now)
        with pytest.raises(NotAllowed):
            split(done, manager, now, PARTS)
        with pytest.raises(NotAllowed):
            split(new, owner, now, PARTS)

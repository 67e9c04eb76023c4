"""Merging: a link that can be undone; both correspondents keep their own case."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.merge import merge, unmerge
from app.actions.raise_wall import Named, raise_wall
from app.actions.receive_message import receive_message
from app.actions.take_step import take_step
from app.database import transaction
from app.intake.submission import Sender
from app.models import Letter, Person
from app.queries import cases, links
from app.queries.links import Tie
from tests.actions.stops import whats
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.errors import Invalid
from workflows.secrets import derive_code, digest

SOMYING = Sender(name="นางสาวสมหญิง ใจดี", email="somying@example.org")
FOUND = Given(root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า", method="ตรวจใบรับ")
ANSWER = Given(outcome="upheld", answer="ส่งวารสารฉบับที่ค้างแล้ว")


@pytest.fixture
def other(office: None, now: datetime) -> Person:
    with transaction():
        return a_person(now, "officer", "U02")


def test_the_merged_case_has_the_owner_of_the_main_one_and_both_say_so(
    owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now, sender=SOMYING)
        walked = a_case(now, State.ANALYSED, other)
        merge(new, main.reference, manager, now, "ร้องเรื่องเดียวกัน")
        merge(walked, main.reference.lower(), manager, now)
    assert (new.owner, new.state) == (owner, State.ASSIGNED)
    assert (walked.owner, walked.state) == (owner, State.ANALYSED)
    assert all("merged" in whats(case) for case in (main, new, walked))
    assert [one.tie for one in links.related(main, manager)] == [Tie.FOLLOWED_BY] * 2
    assert links.mains([new.id, walked.id, main.id], manager) == dict.fromkeys(
        (new.id, walked.id), main.reference
    )


def test_neither_keeps_the_secret_code_of_the_other(
    owner: Person, manager: Person, now: datetime
) -> None:
    codes = [derive_code("key", "case", seed) for seed in ("one", "two")]
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now, sender=SOMYING)
        main.secret_hash, new.secret_hash = map(digest, codes)
        merge(new, main.reference, manager, now)
        for case in (main, new):
            told = receive_message(case, now, " ".join(codes), f"key:{case.id}")
            assert told.body == " ".join(["(รหัสลับ เราไม่เก็บไว้)"] * 2)


def test_the_answer_of_the_main_case_goes_to_both_correspondents(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now, sender=SOMYING)
        merge(new, main.reference, manager, now)
        take_step(main, "analyse", owner, now, FOUND)
        assert new.state is State.ASSIGNED
        take_step(main, "resolve", owner, now, ANSWER)
    assert (new.state, new.outcome, new.answer) == (State.RESOLVED, "upheld", ANSWER.answer)
    assert (new.root_cause, new.finding) == (FOUND.root_cause, FOUND.finding)
    letters = session.scalars(select(Letter).where(Letter.name == "answer")).all()
    assert {(x.recipient, x.subject.split()[0]) for x in letters} == {
        ("sommai@example.org", main.reference), ("somying@example.org", new.reference),
    }  # fmt: skip
    assert whats(new)[-2:] == ["analyse", "resolve"]


def test_a_message_stays_with_the_case_of_its_writer_and_its_owner_reads_it(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now, sender=SOMYING)
        merge(new, main.reference, manager, now)
        receive_message(new, now, "ขอเพิ่มเลขสมาชิก", "message:1")
    assert cases.messages(main) == []
    assert [m.body for m in cases.messages(new)] == ["ขอเพิ่มเลขสมาชิก"]
    wrote = session.scalars(select(Letter).where(Letter.name == "wrote")).one()
    assert (wrote.case_id, wrote.recipient) == (new.id, owner.email)


def test_a_transfer_of_the_main_case_takes_the_others_along(
    owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now)
        merge(new, main.reference, manager, now)
        take_step(main, "transfer", owner, now, Given(owner=other.email, reason="ลาคลอด"))
    assert (main.owner, new.owner) == (other, other)


def test_undone_each_case_goes_its_own_way(owner: Person, manager: Person, now: datetime) -> None:
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now)
        merge(new, main.reference, manager, now)
        with pytest.raises(Invalid):
            unmerge(new, manager, now, "")
        unmerge(new, manager, now, "คนละฉบับ")
        take_step(main, "analyse", owner, now, FOUND)
        take_step(main, "resolve", owner, now, ANSWER)
        with pytest.raises(NotAllowed):
            unmerge(new, manager, now, "อีกครั้ง")
    assert new.state is State.ASSIGNED
    assert links.related(main, manager) == []
    assert all("unmerged" in whats(case) for case in (main, new))
    with transaction():
        merge(new, a_case(now, State.ASSIGNED, owner).reference, manager, now)


@pytest.mark.parametrize("outcome", ["withdrawn", "spam"])
def test_what_is_dismissed_for_its_own_sake_leaves_the_other_case_open(
    owner: Person, manager: Person, now: datetime, outcome: str
) -> None:
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now, sender=SOMYING)
        merge(new, main.reference, manager, now)
        given = Given(outcome=outcome, reason="ผู้แจ้งขอถอน", no_answer_reason="ผู้แจ้งขอเอง")
        take_step(main, "dismiss", owner, now, given)
    assert (main.state, new.state) == (State.RESOLVED, State.ASSIGNED)
    assert links.merge_of(new) is None


def test_what_is_forwarded_is_forwarded_for_both(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        main, new = a_case(now, State.ASSIGNED, owner), a_case(now, sender=SOMYING)
        merge(new, main.reference, manager, now)
        given = Given(
            outcome="out_of_remit", reason="เป็นงานของกรมอื่น", forwarded_to="กรมโรงงานอุตสาหกรรม",
            forward_number="อก 0801/99", forward_date=now.date(), answer="ส่งต่อแล้ว",
        )  # fmt: skip
        take_step(main, "dismiss", owner, now, given)
    assert (new.outcome, new.forwarded_to) == ("out_of_remit", "กรมโรงงานอุตสาหกรรม")
    assert (new.forward_number, new.forward_date) == ("อก 0801/99", now.date())


def test_no_merge_with_itself_in_a_circle_twice_or_across_what_does_not_belong_together(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        keeper = a_person(now, "confidential", "U06")
        main, case = a_case(now, State.ASSIGNED, owner), a_case(now)
        third, done = a_case(now, State.ASSIGNED, owner), a_case(now, State.RESOLVED, owner)
        praise, new = a_case(now, State.ASSIGNED, owner, kind="compliment"), a_case(now)
        hidden = a_case(now, State.ASSIGNED, keeper, topic="C08")

        def refused(one, into) -> str:  # type: ignore[no-untyped-def]
            with pytest.raises(Invalid) as error:
                merge(one, into, manager, now)
            assert set(error.value.problems) == {"into"}
            return error.value.problems["into"].en

        assert "no such" in refused(case, case.reference)
        assert "no such" in refused(case, "OIE-2570-9999")
        assert "no such" in refused(case, hidden.reference)  # as if it did not exist
        assert "resolved" in refused(case, done.reference)
        assert "kind" in refused(case, praise.reference)
        assert "Assign" in refused(case, new.reference)
        merge(case, main.reference, manager, now)
        assert "already" in refused(case, third.reference)
        assert "itself" in refused(third, case.reference)
        assert "main case" in refused(main, third.reference)  # it leads others
        with pytest.raises(NotAllowed):
            merge(done, main.reference, manager, now)
    assert len(links.followers(main)) == 1


def test_a_restricted_case_goes_with_restricted_ones_only(office: None, now: datetime) -> None:
    with transaction():
        keeper = a_person(now, "confidential", "U06")
        plain = a_case(now, State.ASSIGNED, a_person(now, "officer", "U06"), topic=None)
        plain.unit_code = "U06"
        hidden = a_case(now, State.ASSIGNED, keeper, topic="C08")
        new = a_case(now, topic="C08")
        with pytest.raises(Invalid) as error:
            merge(new, plain.reference, keeper, now)
        assert "Restricted" in error.value.problems["into"].en
        merge(new, hidden.reference, keeper, now)
    assert new.owner == keeper


def test_an_owner_behind_a_wall_of_the_other_case_does_not_get_it_by_merging(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        main, case = a_case(now, State.ASSIGNED, owner), a_case(now)
        raise_wall(case, manager, now, Named(owner.email, reason="ถูกร้องเรียน"))
    with pytest.raises(Invalid), transaction():
        merge(case, main.reference, manager, now)


def test_a_wall_raised_later_parts_the_cases_instead_of_letting_the_walled_answer(
    owner: Person, other: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        main, case = a_case(now, State.ASSIGNED, owner), a_case(now)
        merge(case, main.reference, manager, now)
        named = Named(owner.email, reason="ถูกร้องเรียน", owner=other.email)
        raise_wall(case, manager, now, named)
        take_step(main, "analyse", owner, now, FOUND)
        take_step(main, "resolve", owner, now, ANSWER)
    assert (case.state, case.owner) == (State.ASSIGNED, other)
    assert links.merge_of(case) is None


def test_an_officer_without_a_hat_on_the_case_merges_nothing(
    owner: Person, other: Person, now: datetime
) -> None:
    with transaction():
        main, case = a_case(now, State.ASSIGNED, owner), a_case(now)
        with pytest.raises(NotAllowed) as refused:
            merge(case, main.reference, other, now)
    assert refused.value.forbidden

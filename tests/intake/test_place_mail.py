"""A reply finds its case by a key that is proved, or it waits for a person; nothing is lost."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.merge import merge
from app.actions.represent import end_representation, represent
from app.actions.stop_clock import StopAsked, stop_clock
from app.database import transaction
from app.intake.submission import ActsFor, Sender
from app.models import Case, Event, Message, Person
from tests.factories import a_case, a_person
from tests.intake.replies import (
    SOMMAI,
    STRANGER,
    a_written_case,
    come,
    guessed,
    how_many_cases,
    letters,
    owner_of,
    to_staff,
    write,
)
from workflows import State
from workflows.dates import local_day

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("office")


def messages(session: Session, case_id: int) -> list[str]:
    query = select(Message.body).where(Message.case_id == case_id).order_by(Message.id)
    return list(session.scalars(query))


def happened(session: Session, case_id: int) -> list[str]:
    query = select(Event.what).where(Event.case_id == case_id).order_by(Event.id)
    return list(session.scalars(query))


def test_a_reply_with_our_message_id_from_its_reader_is_a_message_on_the_case(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now)
    mail = come(write(answers=case.message_id), now)
    assert (mail.state, mail.case_id) == ("done", case.id)
    assert messages(session, case.id) == ["ส่งเอกสารแล้วครับ"]
    assert (mail.sender, mail.subject) == (SOMMAI, "Re: เรื่องของท่าน")
    assert [one.recipient for one in to_staff("wrote")] == [owner_of(case).email]
    assert how_many_cases() == 1


def test_capitals_in_an_address_are_the_same_address(session: Session, now: datetime) -> None:
    case = a_written_case(now)
    mail = come(write("Sommai <SomMai@Example.org>", answers=case.message_id), now)
    assert (mail.state, mail.case_id) == ("done", case.id)


def test_a_reply_that_carries_the_thread_deep_in_its_references_is_found(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now)
    chain = "\n ".join(["<a@example.org>", case.message_id, "<b@example.org>"])
    mail = come(write(more=f"References: {chain}\nIn-Reply-To: <b@example.org>"), now)
    assert (mail.state, mail.case_id) == ("done", case.id)


def test_an_answer_to_a_question_lets_the_clock_run_again(session: Session, now: datetime) -> None:
    case = a_written_case(now)
    with transaction():
        one = session.get_one(Case, case.id)
        asked = StopAsked(
            "correspondent", question="ขอสำเนาใบเสร็จ", resume_on=local_day(now + 5 * DAY)
        )
        stop_clock(one, owner_of(case), now, asked)
    (question,) = [one for one in letters(case.id) if one.name == "question"]
    come(write(answers=question.message_id), now + DAY)
    assert session.get_one(Case, case.id).stopped_on is None


def test_a_reply_on_a_resolved_case_is_kept_and_its_owner_told(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now, State.RESOLVED)
    come(write(answers=case.message_id, body="ขอบคุณครับ"), now)
    one = session.get_one(Case, case.id)
    assert (one.state, one.reopen_asked_at) == (State.RESOLVED, None)
    assert messages(session, case.id) == ["ขอบคุณครับ"]
    assert len(to_staff("wrote")) == 1


@pytest.mark.parametrize("words", [
    "ขอให้ทบทวนครับ ยังไม่ได้รับวารสาร", "เรียน เจ้าหน้าที่\n\nขอให้พิจารณาใหม่ เพราะยังไม่ได้รับ",
    "Dear Sir,\nplease reconsider: nothing came", "โปรดพิจารณาอีกครั้ง เพราะยังไม่ได้รับ",
])  # fmt: skip
def test_a_reply_to_an_answer_that_asks_for_another_look_is_such_a_wish(
    session: Session, now: datetime, words: str
) -> None:
    case = a_written_case(now, State.RESOLVED)
    mail = come(write(answers=case.message_id, body=words), now + DAY)
    assert session.get_one(Case, case.id).reopen_asked_at == now + DAY
    assert "reopen_asked" in happened(session, case.id)
    assert mail.message_id is not None
    assert words.split()[-1] in messages(session, case.id)[0]


def test_a_second_wish_or_a_late_one_stays_a_message(session: Session, now: datetime) -> None:
    case = a_written_case(now, State.RESOLVED)
    come(write(answers=case.message_id, body="ขอให้ทบทวน ครั้งแรก"), now)
    second = come(write(answers=case.message_id, body="ขอให้ทบทวน ครั้งที่สอง"), now)
    late = come(write(answers=case.message_id, body="ขอให้ทบทวน ช้าไป"), now + 400 * DAY)
    assert (second.state, late.state) == ("done", "done")
    assert happened(session, case.id).count("reopen_asked") == 1
    assert len(messages(session, case.id)) == 3


def test_a_known_sender_who_seems_to_reply_without_a_key_waits_for_a_person(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now)
    for raw in (
        write(answers="<some-other@example.org>", subject="ต่อ"),
        write(subject="ตอบ: เรื่องวารสาร"),
        write(subject=f"สอบถาม {case.reference}"),
        write(subject="ขอทราบผล", body=f"เลขที่เรื่อง {case.reference}"),
    ):
        mail = come(raw, now)
        assert (mail.state, guessed(mail)) == ("held", [case.id])
    assert how_many_cases() == 1


def test_a_fresh_mail_of_a_known_sender_is_a_new_case(session: Session, now: datetime) -> None:
    case = a_written_case(now)
    mail = come(write(subject="ห้องน้ำอาคาร 2 ชำรุด", body="ก๊อกน้ำรั่ว"), now)
    assert mail.state == "done"
    assert mail.case_id not in (None, case.id)


def test_who_acts_for_the_correspondent_may_reply_until_that_ends(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now)
    lawyer = ActsFor("นายทนาย", "lawyer", "หนังสือมอบอำนาจ", "lawyer@example.org")
    with transaction():
        represent(session.get_one(Case, case.id), owner_of(case), now, lawyer)
    assert come(write("lawyer@example.org", answers=case.message_id), now).state == "done"
    with transaction():
        end_representation(session.get_one(Case, case.id), owner_of(case), now)
    late = come(write("lawyer@example.org", answers=case.message_id, body="อีกฉบับ"), now)
    assert late.state == "held"


def merged(session: Session, now: datetime, sender: str) -> tuple[int, int, str]:
    """A case that follows another one, whose correspondent is ``sender``."""
    with transaction():
        owner = a_person(now, "officer")
        main = a_case(now, State.ASSIGNED, owner, sender=Sender(name="ข", email=sender)).id
    follower = a_written_case(now)
    with transaction():
        boss = session.scalars(select(Person).where(Person.email.like("manager%"))).first()
        assert boss is not None
        into = session.get_one(Case, main).reference
        merge(session.get_one(Case, follower.id), into, boss, now, "เดียวกัน")
    return follower.id, main, follower.message_id


def test_a_reply_to_a_merged_case_joins_the_case_it_follows(
    session: Session, now: datetime
) -> None:
    follower, main, key = merged(session, now, SOMMAI)
    assert come(write(answers=key), now).case_id == main
    assert messages(session, follower) == []


def test_a_reply_to_a_case_merged_with_another_persons_stays_where_its_writer_reads_it(
    session: Session, now: datetime
) -> None:
    follower, main, key = merged(session, now, "other@example.org")
    assert come(write(answers=key), now).case_id == follower
    assert messages(session, main) == []


def test_the_same_bytes_are_one_and_the_same_message_id_with_other_words_is_kept_and_linked(
    session: Session, now: datetime
) -> None:
    first = write(STRANGER, "ไฟดับ", message_id="<1@example.org>")
    again = write(STRANGER, "ไฟดับ", "อีกรายการท้ายอีเมล", message_id="<1@example.org>")
    one, same, other = come(first, now), come(first, now), come(again, now)
    assert one.id == same.id
    assert (other.state, how_many_cases()) == ("done", 2)
    for case_id in (one.case_id, other.case_id):
        assert happened(session, case_id or 0).count("same_message_id") == 1


DELIVERIES = {  # how the second copy of one mail may come: its words, its head, whom it went to
    "the same again": ("", "", "siang"),
    "through another address": ("", "", "saraban"),
    "by a blind copy": ("", "", "hidden"),
    "with the trace of another way": ("", "Received: from mx2 by mx1", "siang"),
    "resent the next day": ("", "Resent-Date: Tue, 24 Nov 2026 09:00:00 +0700", "siang"),
    "with the footer of a list": ("--\nศูนย์ข่าว", "", "siang"),
    "with a mark in its subject": ("", "X-Spam-Flag: NO", "siang"),
}


@pytest.mark.parametrize("how", DELIVERIES)
def test_a_mail_that_is_delivered_twice_is_one_or_both_are_kept_and_linked(
    session: Session, now: datetime, how: str
) -> None:
    footer, head, to = DELIVERIES[how]
    first = write(STRANGER, "ไฟดับ", "ไฟดับ", message_id="<2@example.org>")
    again = write(STRANGER, "ไฟดับ", f"ไฟดับ{footer}", message_id="<2@example.org>", more=head)
    one, other = come(first, now), come(again, now, (f"{to}@office.example",))
    same = first == again
    assert (one.id == other.id) is same
    assert (one.state, other.state, how_many_cases()) == ("done", "done", 1 if same else 2)
    for case_id in {one.case_id, other.case_id}:
        assert happened(session, case_id or 0).count("same_message_id") == (0 if same else 1)


def test_what_comes_to_the_integrity_mailbox_is_a_restricted_case(
    session: Session, now: datetime
) -> None:
    mail = come(write(STRANGER, "เรียกรับเงิน"), now, restricted=True)
    case = session.get_one(Case, mail.case_id)
    assert (case.channel, case.restricted) == ("antigraft", True)


def test_the_receipt_follows_the_mail_that_it_answers(session: Session, now: datetime) -> None:
    mail = come(write(STRANGER, "ไฟดับ", message_id="<7@elsewhere.example>"), now)
    assert [one.in_reply_to for one in letters(mail.case_id)] == ["<7@elsewhere.example>"]

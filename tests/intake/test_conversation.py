"""Six mails and two words on the tracking page are one case with one timeline."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.receive_message import receive_message
from app.actions.reopen import reopen
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.actions.write_letter import write_letter
from app.database import transaction
from app.models import Case, Event, Message, Person
from app.queries.rights import hats
from tests.factories import a_person, an_office
from tests.intake.replies import STRANGER, come, how_many_cases, letters, write
from workflows import State
from workflows.dates import local_day

DAY = timedelta(days=1)


def test_a_conversation_by_mail_and_page_is_one_case(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        owner, boss = a_person(now, "officer").id, a_person(now, "manager").id
    first = come(write(STRANGER, "วารสารไม่มา", message_id="<1@elsewhere.example>"), now)
    key = first.case_id
    assert key is not None

    def said(number: int, body: str, at: datetime) -> None:
        last = letters(key)[-1]
        raw = write(STRANGER, "Re: วารสารไม่มา", body, answers=last.message_id,
                    message_id=f"<{number}@elsewhere.example>")  # fmt: skip
        assert come(raw, at).case_id == key

    said(2, "เพิ่มเติม: เลขสมาชิก 77", now)
    with transaction():
        case = session.get_one(Case, key)
        who, head = session.get_one(Person, owner), session.get_one(Person, boss)
        take_step(case, "assign", head, now, Given(owner=who.email, kind="complaint", topic="C04"))
        write_letter(case, who, now, occasion="news", text="กำลังตรวจสอบ")
        receive_message(case, now, "เขียนจากหน้าติดตาม", "page:1")
    said(3, "ขอบคุณครับ", now + DAY)
    with transaction():
        case, who = session.get_one(Case, key), session.get_one(Person, owner)
        asked = StopAsked("correspondent", question="ที่อยู่ใหม่คือ", resume_on=local_day(now + 9 * DAY))
        stop_clock(case, who, now + DAY, asked)
    said(4, "บ้านเลขที่ 9", now + 2 * DAY)
    with transaction():
        case, who = session.get_one(Case, key), session.get_one(Person, owner)
        assert case.stopped_on is None
        take_step(
            case, "analyse", who, now + 2 * DAY, Given(root_cause="กระบวนงาน", finding="ส่งช้า")
        )
        take_step(case, "resolve", who, now + 2 * DAY, Given(outcome="upheld", answer="ส่งแล้ว"))
    said(5, "ขอให้ทบทวน ยังไม่ได้รับ", now + 3 * DAY)
    with transaction():
        case, head = session.get_one(Case, key), session.get_one(Person, boss)
        assert case.reopen_asked_at is not None
        reopen(case, head, now + 3 * DAY, Given(reason="จริง"), hats(case, head))
        receive_message(case, now + 3 * DAY, "ขอบคุณที่เปิดเรื่อง", "page:2")
    said(6, "ได้รับแล้วครับ", now + 4 * DAY)
    assert how_many_cases() == 1
    assert len(session.scalars(select(Message).where(Message.case_id == key)).all()) == 7
    case = session.get_one(Case, key)
    assert case.state is State.ASSIGNED
    what = session.scalars(select(Event.what).where(Event.case_id == key)).all()
    assert (what.count("registered"), what.count("message_received")) == (1, 7)
    assert all(one.in_reply_to for one in letters(key))

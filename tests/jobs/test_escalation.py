"""Who is told of a deadline: up the staff tree, by deputies, never behind a wall."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import transaction
from app.jobs.runner import run
from app.models import Event, Letter, Unit, Wall
from app.queries import cases
from tests.factories import a_person
from tests.jobs.ladder import (
    PAST,
    RECEIVED,
    REMINDED,
    SECOND,
    THIRD,
    assigned,
    at,
    away,
    every_day,
    person,
    received,
    recipients,
    told,
)

pytestmark = pytest.mark.usefixtures("ladder")


def test_the_chain_goes_up_level_by_level_until_the_case_is_done(session: Session) -> None:
    key = assigned()
    for job in ("remind", "escalate"):
        every_day(job, RECEIVED, SECOND)
    assert told(session) == [
        ("analyse", 0, ["เจ้าของเรื่อง"]),
        ("analyse", 1, ["เจ้าของเรื่อง", "หัวหน้ากลุ่ม"]),
        ("analyse", 2, ["หัวหน้าศูนย์"]),
    ]
    with transaction():
        given = Given(root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")
        take_step(cases.get_to_change(key), "analyse", person("owner"), at(SECOND), given)
    every_day("escalate", SECOND, THIRD)
    assert ("analyse", 3, ["ผู้อำนวยการ"]) not in told(session)


def test_without_a_head_the_next_unit_up_is_told_and_at_the_top_the_managers(
    session: Session,
) -> None:
    with transaction():
        for code in ("U03", "U02"):
            session.get_one(Unit, code).head_id = None
    assigned()
    every_day("escalate", PAST, THIRD)
    assert [to for _, _, to in told(session)] == [
        ["เจ้าของเรื่อง", "ผู้อำนวยการ"], ["ผู้บริหาร"], [],
    ]  # fmt: skip


def test_a_head_who_owns_the_case_is_not_told_of_themselves(session: Session) -> None:
    assigned("u03")
    every_day("escalate", PAST, SECOND)
    assert [to for _, _, to in told(session)] == [["หัวหน้ากลุ่ม", "หัวหน้าศูนย์"], ["ผู้อำนวยการ"]]


def test_the_deputy_stands_for_a_head_who_is_away(session: Session) -> None:
    away("u03", "clerk")
    away("u02")
    assigned()
    every_day("escalate", PAST, SECOND)
    names = [to for _, _, to in told(session)]
    assert names == [["เจ้าของเรื่อง", "เจ้าหน้าที่รับเรื่อง"], ["ผู้อำนวยการ"]]


def test_a_case_nobody_owns_is_the_first_rung(session: Session) -> None:
    received()  # assign by 25 November; the topic's unit is U02
    for job in ("remind", "escalate"):
        every_day(job, date(2026, 11, 24), date(2026, 11, 27))
    assert [one for one in told(session) if one[0] == "assign"] == [
        ("assign", 0, ["เจ้าหน้าที่รับเรื่อง"]),
        ("assign", 1, ["เจ้าหน้าที่รับเรื่อง", "หัวหน้าศูนย์"]),
        ("assign", 2, ["ผู้อำนวยการ"]),
    ]
    why = {event.details["why"] for event in session.scalars(select(Event)) if event.subject}
    assert why == {"unassigned"}


def test_without_an_intake_officer_the_head_of_the_topic_s_unit_is_reminded(
    session: Session,
) -> None:
    with transaction():
        person("clerk").active = False
    received()
    run("remind", at(date(2026, 11, 24)))
    assert told(session)[0] == ("assign", 0, ["หัวหน้าศูนย์"])


def test_the_deputy_of_an_absent_owner_is_reminded_too(session: Session) -> None:
    away("owner", "clerk")
    key = assigned()
    run("remind", at(REMINDED))
    assert told(session) == [("analyse", 0, ["เจ้าของเรื่อง", "เจ้าหน้าที่รับเรื่อง"])]
    assert cases.events(cases.get(key))[-1].details["why"] == "owner_away"
    assert recipients(session, "due_soon") == {"owner", "clerk"}


def test_an_absent_owner_without_deputy_leaves_the_reminder_to_the_head(session: Session) -> None:
    away("owner")
    assigned()
    run("remind", at(REMINDED))
    assert told(session) == [("analyse", 0, ["เจ้าของเรื่อง", "หัวหน้ากลุ่ม"])]


def test_a_tree_that_bites_its_tail_hangs_nothing_and_tells_each_once(session: Session) -> None:
    with transaction():
        session.get_one(Unit, "U01").parent_code = "U03"
    assigned()
    every_day("escalate", PAST, THIRD)
    names = [name for _, _, to in told(session) for name in to]
    assert names == ["เจ้าของเรื่อง", "หัวหน้ากลุ่ม", "หัวหน้าศูนย์", "ผู้อำนวยการ"]


def test_of_a_restricted_case_only_confidential_people_hear_at_any_level(
    session: Session, now: datetime
) -> None:
    with transaction():
        a_person(now, "confidential", "U06", "keeper@oie.example", "ผู้รับเรื่องปกปิด")
        session.get_one(Unit, "U06").parent_code = "U01"
        session.get_one(Unit, "U06").head_id = person("u02").id  # no confidential officer
    received(topic="C08")
    every_day("remind", RECEIVED, THIRD)
    every_day("escalate", RECEIVED, THIRD)
    names = {name for _, _, to in told(session) for name in to}
    assert names == {"ผู้รับเรื่องปกปิด"}
    assert recipients(session, "overdue") | recipients(session, "due_soon") == {"keeper"}
    texts = session.scalars(select(Letter.text).where(Letter.to_staff)).all()
    assert not [text for text in texts if "วารสาร" in text]


def test_nobody_behind_a_wall_is_told_and_the_next_level_is(session: Session) -> None:
    key = assigned()
    with transaction():
        session.add(Wall(case_id=key, person_id=person("u03").id, reason="ถูกกล่าวถึงในเรื่อง",
                         raised_at=at(RECEIVED)))  # fmt: skip
    every_day("escalate", PAST, SECOND)
    assert [to for _, _, to in told(session)] == [["เจ้าของเรื่อง", "หัวหน้าศูนย์"], ["ผู้อำนวยการ"]]


def test_who_is_told_reads_what_since_when_whose_and_what_to_do(session: Session) -> None:
    away("owner")
    assigned()
    run("escalate", at(SECOND))
    query = select(Letter.text).where(Letter.name == "overdue", Letter.recipient.like("u02@%"))
    text = session.scalars(query).one()
    for words in (
        "เรียน หัวหน้าศูนย์", "เกินกำหนดแล้ว 3 วันทำการ", "ผู้บังคับบัญชาระดับที่ 2", "ขั้นตอน: วิเคราะห์",
        "วันพุธที่ 2 ธันวาคม 2569", "ผู้รับผิดชอบ: เจ้าของเรื่อง (ผู้รับผิดชอบไม่อยู่)",
        "สิ่งที่ต้องทำ: บันทึกสาเหตุและข้อเท็จจริงที่พบ", "/desk/cases/",
    ):  # fmt: skip
        assert words in text


def test_a_reminder_says_how_long_is_left(session: Session) -> None:
    assigned()
    run("remind", at(REMINDED))
    text = session.scalars(select(Letter.text).where(Letter.name == "due_soon")).one()
    assert "ใกล้ครบกำหนด เหลืออีก 2 วันทำการ" in text

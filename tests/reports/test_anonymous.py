"""The promise to anonymous people, and how many of them came back."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.actions.use_link import note_return
from app.actions.write_letter import write_letter
from app.intake.submission import Sender
from app.models import Case
from app.reports.anonymous import Anonymous, anonymous
from app.reports.sla import report
from app.reports.sla_table import anonymous_table
from tests.factories import a_case, a_person, an_office

YEAR = (date(2026, 10, 1), date(2027, 9, 30))


@pytest.fixture(autouse=True)
def office(session: Session) -> None:
    an_office()


def a_nameless_case(now: datetime, **more: object) -> Case:
    return a_case(now, anonymous=True, sender=Sender(), **more)


def counted(day: date) -> Anonymous:
    return anonymous(*YEAR, day)


def test_without_anonymous_cases_there_is_no_value(session: Session, now: datetime) -> None:
    a_case(now)
    found = counted(now.date()).as_dict()
    assert found["received"] == 0
    assert found["promise_kept"] == {"met": 0, "due": 0, "percent": None}
    assert found["returned"] == {"returned": 0, "received": 0, "percent": None}


def test_a_promise_is_due_once_its_day_has_passed_or_it_was_kept(
    session: Session, now: datetime
) -> None:
    silent, answered, late = (a_nameless_case(now) for _ in range(3))
    boss, by = a_person(now, "manager", "U01"), silent.first_answer_by
    assert by is not None
    write_letter(answered, boss, now, occasion="", text="ยังตรวจอยู่ เพราะรอเอกสาร", how="track")
    session.flush()
    assert counted(by) == Anonymous(3, 1, 1, 0)
    assert counted(by + timedelta(days=1)) == Anonymous(3, 3, 1, 0)
    after = datetime.combine(by, now.timetz()) + timedelta(days=1)
    write_letter(late, boss, after, occasion="", text="ขออภัยที่ช้า", how="track")
    session.flush()
    assert counted(by + timedelta(days=1)) == Anonymous(3, 3, 1, 0)


def test_who_came_back_is_counted_once(session: Session, now: datetime) -> None:
    first, _ = a_nameless_case(now), a_nameless_case(now)
    for days in (1, 3):
        note_return(first, now + timedelta(days=days))
    session.refresh(first)
    assert first.returned_on == date(2026, 11, 24)
    assert counted(now.date()).returned == 1
    assert counted(now.date()).as_dict()["returned"]["percent"] == 50


def test_named_people_are_not_followed(session: Session, now: datetime) -> None:
    named = a_case(now)
    note_return(named, now)
    session.refresh(named)
    assert named.returned_on is None


def test_the_report_has_them_with_their_definitions(session: Session, now: datetime) -> None:
    a_nameless_case(now)
    session.flush()
    made = report(*YEAR, [], now)
    told = made.totals()["anonymous"]
    assert set(told["definitions"]) == {"received", "promise_kept", "returned"}
    head, rows = anonymous_table(made, "th")
    assert [row[0] for row in rows] == ["รับเข้าโดยไม่บอกชื่อ", "รักษาสัญญา", "กลับมาอ่าน"]
    assert all(len(row) == len(head) for row in rows)

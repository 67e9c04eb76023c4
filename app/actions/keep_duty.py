"""Who owes the data of a criterion and by when, and the letters that remind them of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.actions.keep_form23 import criterion_of, refuse_frozen, told
from app.database import db
from app.mail import outbox
from app.models import Person, ReportDuty
from app.queries import people
from app.reports.readiness import due_stage, is_owed, owed_by
from workflows.dates import local_day, say_date
from workflows.errors import Invalid
from workflows.roles import Role
from workflows.words import Words

LETTER = "form23_owed"
_WHO = Words("เลือกผู้รับผิดชอบจากรายชื่อ", "Choose a colleague from the list")
_WHEN = Words("เขียนวันกำหนดส่งข้อมูล", "Write the day on which it is due")


def keep_duty(
    year: int, code: str, person: Person | None, due_on: date | None, actor: Person, now: datetime
) -> None:
    """``person`` owes the data of the criterion by ``due_on``; nobody does without a person."""
    refuse_frozen(year)
    criterion_of(year, code, now)
    row = _row(year, code)
    if person is None:
        if row:
            db.session.delete(row)
            told(year, "form23_duty_ended", now, actor, criterion=code)
        return
    day = _checked(person, due_on)
    if row and (row.person_id, row.due_on) == (person.id, day):
        return
    row = row or ReportDuty(fiscal_year=year, criterion=code)
    row.person_id, row.due_on, row.reminded_at = person.id, day, None
    db.session.add(row)
    told(year, "form23_duty_set", now, actor, criterion=code, person=person.name,
         due=day.isoformat())  # fmt: skip


def remind_duty(key: int, now: datetime) -> bool:
    """Whoever owes the data has a letter of what is missing; False when it is needed no more.

    Once it is late the managers know too, and so they do when the person works here no more.
    """
    duty = db.session.get(ReportDuty, key, with_for_update=True)
    if duty is None or not is_owed(duty, now):
        return False
    criterion = owed_by(duty, now)
    today = local_day(now)
    stage = due_stage(duty.due_on, today)
    for person in _told(duty, late=today > duty.due_on):
        outbox.put_elsewhere(
            LETTER, f"form23:{duty.fiscal_year}:{duty.criterion}:{duty.due_on}:{stage}", now,
            to=person.email, about=duty.criterion, reader=person, year=duty.fiscal_year,
            criterion=criterion, late=today > duty.due_on, owner=_name(duty),
            due=say_date(duty.due_on, "th", "long"),
        )  # fmt: skip
    duty.reminded_at = now
    return True


def _row(year: int, code: str) -> ReportDuty | None:
    query = select(ReportDuty).where(ReportDuty.fiscal_year == year, ReportDuty.criterion == code)
    return db.session.scalar(query.with_for_update())


def _checked(person: Person, due_on: date | None) -> date:
    problems: dict[str, Any] = {}
    if not person.active or person.has(*people.OUTSIDE):
        problems["person"] = _WHO
    if due_on is None:
        problems["due_on"] = _WHEN
    if problems or due_on is None:
        raise Invalid(**problems)
    return due_on


def _told(duty: ReportDuty, *, late: bool) -> Sequence[Person]:
    person = db.session.get_one(Person, duty.person_id)
    managers = [one for one in people.active() if one.has(Role.MANAGER)]
    if not person.active:
        return managers
    return list(dict.fromkeys([person, *managers])) if late else [person]


def _name(duty: ReportDuty) -> str:
    return db.session.get_one(Person, duty.person_id).name

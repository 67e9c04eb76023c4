"""New cases and the routing rules: one line to a rule, a routed case, somebody who is away."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.actions.keep_absence import add_absence
from app.actions.keep_rule import keep_rule
from app.database import db, transaction
from app.jobs.runner import run
from app.models import Case, Event, Person, Unit, Wall
from tests.factories import a_case

TODAY = date(2026, 11, 23)


def a_rule(now: datetime, **more: object) -> None:
    values: dict = {"name": "เว็บไซต์", "unit": "U02", "how": "round_robin", "active": True}
    with transaction():
        keep_rule(now, **{**values, **more})


def arrived(now: datetime, **more: object) -> Case:
    """A new case that the clock has asked the rules about."""
    with transaction():
        key = a_case(now, **more).id
    run("route", now)
    return db.session.get_one(Case, key)


def away(now: datetime, *people: Person, deputy: Person | None = None) -> None:
    with transaction():
        for person in people:
            add_absence(
                person, now, actor=person, from_on=TODAY, to_on=TODAY + timedelta(days=9),
                deputy=deputy,
            )  # fmt: skip


def lead(unit: str, head: Person) -> None:
    with transaction() as session:
        session.get_one(Unit, unit).head_id = head.id


def events(case: Case, what: str) -> list[Event]:
    query = select(Event).where(Event.case_id == case.id, Event.what == what)
    return list(db.session.scalars(query.order_by(Event.id)))


def wall(now: datetime, case: Case, **names: object) -> None:
    """The case names a person or a unit; inside a transaction."""
    db.session.add(Wall(case=case, reason="ถูกร้องเรียนในเรื่องนี้", raised_at=now, **names))

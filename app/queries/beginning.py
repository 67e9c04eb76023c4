"""What an office still lacks before it can work: computed from what is there, nothing is stored."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from app.database import db
from app.models import (
    CalendarYear,
    Case,
    DeadlineRule,
    Letter,
    Mailbox,
    Office,
    Person,
    RawMail,
    Topic,
    Unit,
)
from workflows.roles import Role

NEEDED = (Role.INTAKE, Role.OFFICER, Role.MANAGER)


@dataclass(frozen=True)
class Beginning:
    """What is there of all that an office needs."""

    named: bool
    units: bool
    missing_roles: tuple[Role, ...]
    topics: bool
    confidential: bool  # nobody may read what comes in by the integrity door
    calendar: bool
    targets: bool  # of the office's own
    letter_sent: bool
    mail_came: bool
    cases: bool


def beginning(today: date, unnamed: str) -> Beginning:
    """How far the office is; ``unnamed`` is the code of one without a name."""
    office = db.session.get(Office, Office.THE)
    roles = {role for held in db.session.scalars(select(Person.roles).where(Person.active))
             for role in held}  # fmt: skip
    year = db.session.get(CalendarYear, today.year)
    return Beginning(
        named=office is not None and office.code != unnamed,
        units=_there(exists(select(Unit.code))),
        missing_roles=tuple(role for role in NEEDED if role.value not in roles),
        topics=_there(exists().where(Topic.retired.is_(False), Topic.restricted.is_(False))),
        confidential=Role.CONFIDENTIAL.value in roles,
        calendar=year is not None and year.confirmed_at is not None,
        targets=_there(exists(select(DeadlineRule.id))),
        letter_sent=_there(exists().where(Letter.status == "sent")),
        mail_came=_there(exists(select(RawMail.id))) or _there(exists(select(Mailbox.name))),
        cases=_there(exists(select(Case.id))),
    )  # fmt: skip


def _there(condition: object) -> bool:
    return bool(db.session.scalar(select(condition)))  # type: ignore[call-overload]

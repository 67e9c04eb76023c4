"""Seals what a restricted case or mail said before there was a data key."""

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import Base, Case, RawMail
from app.models.sealing import make_secret, sealed_columns


def seal_words(case_id: int) -> None:
    """Every text of the case and of what hangs on it is written sealed."""
    case = db.session.get_one(Case, case_id)
    people = [case.correspondent] if case.correspondent else []
    for person in people:
        person.restricted = True
    for row in [case, *people, *_rows(case)]:
        make_secret(row)


def seal_mail(mail_id: int) -> None:
    """The same for a mail that belongs to no case (yet)."""
    make_secret(db.session.get_one(RawMail, mail_id))


def _rows(case: Case) -> list[Base]:
    """The rows of other tables that belong to it and have words."""
    rows: list[Base] = []
    for mapper in Base.registry.mappers:
        key: InstrumentedAttribute[int] | None = getattr(mapper.class_, "case_id", None)
        if key is not None and sealed_columns(mapper.class_):
            rows += db.session.scalars(select(mapper.class_).where(key == case.id))
    return rows

"""A case with a file, for the tests of files."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Attachment, Case, Event

Seat = Callable[[str], FlaskClient]
Kept = Callable[..., Attachment]
NAME = "ภาพหน้าเคาน์เตอร์.jpg"


def change(session: Session, file: Attachment, **state: object) -> None:
    with transaction():
        row = session.get_one(Attachment, file.id)
        for name, value in state.items():
            setattr(row, name, value)


def opened(session: Session, what: str = "file_opened") -> list[Event]:
    session.rollback()
    return list(session.scalars(select(Event).where(Event.what == what)))


def page_of(client: FlaskClient, session: Session, file: Attachment) -> str:
    case = session.get_one(Case, file.case_id)
    return client.get(f"/desk/cases/{case.reference}").text

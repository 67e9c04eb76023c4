"""Files for which a job has something to do."""

from datetime import datetime

from sqlalchemy import select

from app.database import transaction
from app.intake.submission import File
from app.models import Attachment
from tests.factories import a_case
from tests.files import A_PICTURE


def a_file_of(now: datetime, **state: str) -> None:
    with transaction() as session:
        case = a_case(now, files=(File("ภาพ.png", A_PICTURE),))
        row = session.scalars(select(Attachment).where(Attachment.case_id == case.id)).one()
        for name, value in state.items():
            setattr(row, name, value)


def a_file_to_scan(now: datetime) -> None:
    a_file_of(now, scan="pending")


def a_file_to_clean(now: datetime) -> None:
    a_file_of(now, cleaning="pending")


def a_file_that_is_not_what_it_was(now: datetime) -> None:
    a_file_of(now, sha256="0" * 64)

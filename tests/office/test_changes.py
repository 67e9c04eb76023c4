"""An office file that changes how deadlines are counted has the open cases counted anew, once."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.jobs.runner import run
from app.models import Case, Recount
from app.office.file import Wrong, load
from tests.factories import a_case, a_person
from tests.office.files import SMALL, with_, written
from workflows import State

OFFICE = SMALL[: SMALL.index("cases:")]
DAY_OFF = """
days_off:
  - {day: "2026-12-04", name_th: วันหยุดพิเศษ, legal_ref: มติคณะรัฐมนตรี}
"""
PROMISES = """
deadline_rules:
  steps:
    complaint: {ack: 1WD, assign: 2WD, analyse: 5WD, first_answer: 15D, resolve: 20WD}
"""
CLOSING = "\ndeadline_rules: {cutoff: '15:00'}\n"
VERSION = """
deadline_rules:
  versions:
    - {kind: complaint, milestone: resolve, target: 10WD, from: "2026-10-01",
       legal_basis: ประกาศสำนักงาน}
"""
EARLIER = PROMISES.replace("deadline_rules:\n", "deadline_rules:\n  cutoff: '09:30'\n")


def loaded(text: str, folder: Path, now: datetime) -> None:
    with transaction():
        load(written(text, folder), now)


def an_open_case(folder: Path, now: datetime) -> int:
    """A case of an office that is here already, received before ten in the morning."""
    loaded(OFFICE, folder, now)
    with transaction():
        return a_case(now, topic="C01").id


def asked(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    rows = session.scalars(select(Recount).order_by(Recount.id))
    return [(row.cause, row.note.partition(": ")[2]) for row in rows]


@pytest.mark.parametrize(
    ("part", "cause", "note"),
    [
        (DAY_OFF, "calendar", "วันหยุด"),
        (PROMISES, "targets", "มาตรฐานเวลา"),
        (VERSION, "targets", "มาตรฐานเวลา"),
        (CLOSING, "calendar", "เวลาปิดทำการ"),
        (DAY_OFF + EARLIER, "calendar", "วันหยุด เวลาปิดทำการ มาตรฐานเวลา"),
    ],
)
def test_a_load_that_moves_dates_asks_for_one_recount_and_the_second_time_for_none(
    session: Session, tmp_path: Path, now: datetime, part: str, cause: str, note: str
) -> None:
    an_open_case(tmp_path, now)
    loaded(OFFICE + part, tmp_path, now)
    assert asked(session) == [(cause, note)]
    loaded(OFFICE + part, tmp_path, now)
    assert asked(session) == [(cause, note)]


def test_the_open_cases_have_the_dates_of_the_file_when_the_clock_has_counted(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    key = an_open_case(tmp_path, now)
    assert session.get_one(Case, key).resolve_by == date(2026, 12, 23)
    loaded(OFFICE + DAY_OFF + EARLIER, tmp_path, now)
    run("recount", now + timedelta(minutes=1))
    session.rollback()
    case = session.get_one(Case, key)
    assert case.official_on == date(2026, 11, 24)  # ten o'clock is after closing now
    assert case.resolve_by == date(2026, 12, 25)  # 20 working days without the 4th, 7th and 10th
    assert session.scalars(select(Recount.moved)).all() == [1]


def test_what_moves_no_date_asks_for_nothing(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    an_open_case(tmp_path, now)
    renamed = with_("วารสารและสิ่งพิมพ์เผยแพร่", "วารสาร", OFFICE)
    chain = "\nescalation:\n  resolve: {before: 3, every: 2, depth: 2}\n"
    loaded(renamed + chain, tmp_path, now)
    assert asked(session) == []


def test_without_open_cases_nothing_is_counted_anew(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    loaded(OFFICE, tmp_path, now)
    with transaction():
        a_case(now, State.RESOLVED, a_person(now, "officer", "U01"), topic="C01")
    until_analysed = SMALL[: SMALL.index("    resolved_at")]
    loaded(until_analysed + DAY_OFF + PROMISES, tmp_path, now)  # its own case comes by the new ones
    assert asked(session) == []


def test_a_wrong_file_asks_for_nothing(session: Session, tmp_path: Path, now: datetime) -> None:
    an_open_case(tmp_path, now)
    with pytest.raises(Wrong):
        loaded(OFFICE + DAY_OFF + VERSION.replace("ประกาศสำนักงาน", "''"), tmp_path, now)
    assert asked(session) == []

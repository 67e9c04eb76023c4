"""A file waits for the scanner, a case never does; what is found is kept, shut and told once."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.scan_file import WAITS, claim, judge, scan_again
from app.database import transaction
from app.intake.submission import File
from app.jobs.runner import run
from app.models import Attachment, Case, Event, Letter, Person
from app.storage import cupboard
from tests.factories import a_case, an_office
from tests.files import A_PICTURE, EICAR
from tests.storage.servers import FakeClamd, a_clamd
from workflows import NotAllowed, State

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with a_clamd() as server:
        yield server


@pytest.fixture
def site(session: Session, app_with: Callable[..., Flask], clamd: FakeClamd) -> Flask:
    return app_with(SIANG_CLAMD=clamd.address, SIANG_CLAMD_SECONDS="1")


@pytest.fixture
def case(site: Flask, session: Session, now: datetime) -> Case:
    with transaction():
        an_office()
        files = (File("ภาพ.png", A_PICTURE), File("แนบ.exe", b"MZ" + EICAR))
        return a_case(now, State.ASSIGNED, files=files)


def scans(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Attachment.scan).order_by(Attachment.id)))


def test_the_case_is_there_before_the_scanner_was_asked(case: Case, clamd: FakeClamd) -> None:
    assert case.state is State.ASSIGNED
    assert clamd.asked == []


def test_each_file_is_judged_and_the_owner_is_told_once(
    case: Case, session: Session, now: datetime
) -> None:
    assert scans(session) == ["pending", "pending"]
    assert run("scan_files", now) == (2, 0)
    assert scans(session) == ["clean", "infected"]
    assert run("scan_files", now + timedelta(days=1)) == (0, 0)
    bad = session.scalars(select(Attachment).where(Attachment.scan == "infected")).one()
    assert bad.finding == "Eicar-Test-Signature"
    assert cupboard.get_whole(bad.key, bad.sha256) == b"MZ" + EICAR
    assert EICAR not in cupboard.get_sealed(bad.key)
    told = session.scalars(select(Letter).where(Letter.name == "infected")).one()
    assert case.owner is not None
    assert told.recipient == case.owner.email
    happened = session.scalars(select(Event).where(Event.what == "file_infected")).one()
    assert happened.details["file"] == "แนบ.exe"


@pytest.mark.parametrize("mood", ["hang", "garbage", "drop", "away"])
def test_a_scanner_that_does_not_answer_is_asked_less_and_less_and_then_given_up(
    case: Case, clamd: FakeClamd, session: Session, now: datetime, mood: str
) -> None:
    with transaction():
        session.execute(delete(Attachment).where(Attachment.name == "แนบ.exe"))
    clamd.mood = mood
    if mood == "away":
        clamd.close()
    tries = 1 if mood == "hang" else len(WAITS) + 1  # a second of waiting each
    for number in range(tries):
        assert run("scan_files", now) == (0, 0)
        assert run("scan_files", now + MINUTE / 2) == (0, 0)
        row = session.scalars(select(Attachment)).one()
        assert row.scan_tries == number + 1
        if number < len(WAITS):
            assert scans(session) == ["pending"]
            now += WAITS[number] * MINUTE
    if tries > 1:
        assert scans(session) == ["failed"]


def test_later_it_answers_and_all_is_well(
    case: Case, clamd: FakeClamd, session: Session, now: datetime
) -> None:
    clamd.mood = "garbage"
    run("scan_files", now)
    clamd.mood = "judge"
    assert run("scan_files", now + MINUTE) == (2, 0)
    assert scans(session) == ["clean", "infected"]


def test_the_operator_hears_of_a_scanner_that_is_silent_for_half_an_hour(
    case: Case, clamd: FakeClamd, site: Flask, now: datetime, clock: object
) -> None:
    clamd.mood = "garbage"
    client, told = site.test_client(), []
    for minutes in (0, 1, 5, 15, 30):
        run("scan_files", now + minutes * MINUTE)
        answer = client.get("/health/ready")
        told.append((answer.status_code, answer.json["storage"]))
    assert told == [(200, "ok")] * 4 + [(200, "not ok")]
    assert 'siang_files_unscanned{state="pending"} 2' in client.get("/metrics").text


def test_one_of_two_machines_asks(case: Case, session: Session, now: datetime) -> None:
    first = session.scalars(select(Attachment.id).order_by(Attachment.id)).first()
    assert first is not None
    assert claim(first, now) is not None
    assert claim(first, now) is None
    assert claim(first, now + 11 * MINUTE) is not None  # the first machine died with it


def test_a_late_answer_brings_no_file_back(case: Case, session: Session, now: datetime) -> None:
    bad = session.scalars(select(Attachment.id).where(Attachment.name == "แนบ.exe")).one()
    asked = claim(bad, now)
    assert asked is not None
    with transaction():
        session.execute(delete(Attachment).where(Attachment.id == bad))
    cupboard.remove(asked.key)
    events = len(session.scalars(select(Event)).all())
    assert not judge(bad, asked, "Eicar-Test-Signature", now)
    assert session.get(Attachment, bad) is None
    assert asked.key not in set(cupboard.all_keys())
    assert len(session.scalars(select(Event)).all()) == events


def test_a_file_that_was_given_up_is_tried_again_by_who_may_write(
    case: Case, session: Session, now: datetime
) -> None:
    with transaction():
        row = session.scalars(select(Attachment).order_by(Attachment.id)).first()
        owner = session.get_one(Person, case.owner_id)
        stranger = session.scalars(select(Person).where(Person.id != owner.id)).first()
        assert row is not None
        assert stranger is not None
        stranger.roles = ["auditor"]
        row.scan, row.scan_tries = "failed", 10
        with pytest.raises(NotAllowed):
            scan_again(row, stranger)
        scan_again(row, owner)
        assert (row.scan, row.scan_tries) == ("pending", 0)


def test_without_a_scanner_nothing_waits(
    session: Session, now: datetime, app_with: Callable[..., Flask]
) -> None:
    with transaction():
        an_office()
        a_case(now, files=(File("ภาพ.png", A_PICTURE),))
    assert scans(session) == ["unscanned"]
    assert run("scan_files", now) == (0, 0)

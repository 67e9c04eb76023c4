"""Who else has a case open: said to those who see it, for two minutes, and kept nowhere else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.actions.raise_wall import Named, raise_wall
from app.database import db, transaction
from app.jobs.runner import run
from app.models import Event, Presence
from app.queries import cases, people
from tests.web.conftest import Seat
from tests.web.seats import email
from workflows import State


@pytest.fixture
def place(new_case) -> str:
    """The address of a case that an officer works on."""
    return f"/desk/cases/{new_case(State.ASSIGNED)}"


def test_the_second_reader_is_told_of_the_first_and_the_first_by_the_script(
    seat: Seat, place
) -> None:
    first, second = seat("officer"), seat("boss")
    assert "กำลังเปิดเรื่องนี้อยู่" not in first.get(place).text
    assert "คุณofficer กำลังเปิดเรื่องนี้อยู่" in second.get(place).text
    assert first.post(f"{place}/here").json == {"words": "คุณboss กำลังเปิดเรื่องนี้อยู่"}


def test_after_two_minutes_nobody_is_there_and_the_clock_forgets_it(
    seat: Seat, place, app, clock, now
) -> None:
    seat("officer").get(place)
    clock.shift(timedelta(minutes=2, seconds=1))
    assert seat("boss").post(f"{place}/here").json == {"words": ""}
    with app.app_context():
        run("presence", now + timedelta(minutes=2, seconds=1))
        assert db.session.scalar(select(func.count()).select_from(Presence)) == 1


def test_who_keeps_looking_stays(seat: Seat, place, clock) -> None:
    first = seat("officer")
    first.get(place)
    for _ in range(3):
        clock.shift(timedelta(seconds=90))
        first.post(f"{place}/here")
    assert "คุณofficer" in seat("boss").get(place).text


def test_it_is_no_event_and_changes_no_version(seat: Seat, place, app) -> None:
    reference = place.rpartition("/")[2]

    def state() -> tuple:
        with app.app_context():
            case = cases.by_reference(reference)
            return case.version, db.session.scalar(select(func.count()).select_from(Event))

    before = state()
    seat("officer").get(place)
    seat("officer").post(f"{place}/here")
    assert state() == before


def test_who_is_kept_away_by_a_wall_can_say_nothing_and_hears_nothing(
    seat: Seat, place, app, now
) -> None:
    seat("officer").get(place)
    with app.app_context(), transaction():
        boss, clerk = people.by_email(email("boss")), people.by_email(email("clerk"))
        case = cases.find(place.rpartition("/")[2], boss)
        raise_wall(case, boss, now, Named(person=clerk.email, reason="เป็นญาติ"))
    assert seat("clerk").post(f"{place}/here").status_code == 404


def test_a_page_left_open_keeps_no_session_alive(seat: Seat, place, clock) -> None:
    desk = seat("officer")
    desk.get(place)
    for _ in range(5):
        clock.shift(timedelta(minutes=25))
        answer = desk.post(f"{place}/here")
    assert answer.status_code == 302

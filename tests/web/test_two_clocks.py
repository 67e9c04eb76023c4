"""Both clocks, wherever a case or the figures are shown."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.actions.stop_clock import StopAsked, stop_clock
from app.database import db, transaction
from app.models import Case
from app.queries import cases, people
from app.queries.explained import Clocks, two_clocks
from tests.web.seats import email, text
from workflows import State


@pytest.fixture
def stopped(new_case, app: Flask, now: datetime) -> str:
    """A case whose clock stands still from tomorrow to the end of the week."""
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        assert boss is not None
        asked = StopAsked("inspection", resume_on=date(2026, 11, 27))
        stop_clock(cases.find(reference, boss), boss, now, asked)
    return reference


def clocks_of(reference: str, today: date) -> Clocks:
    case = cases.by_reference(reference)
    assert case is not None
    return two_clocks(case, today)


def test_the_public_clock_runs_while_the_work_clock_stands_still(stopped: str, app: Flask) -> None:
    with app.app_context():
        assert clocks_of(stopped, date(2026, 11, 23)) == Clocks(0, 0)
        assert clocks_of(stopped, date(2026, 11, 25)) == Clocks(2, 0)
        assert clocks_of(stopped, date(2026, 12, 1)) == Clocks(6, 2)
        assert clocks_of(stopped, date(2026, 12, 1)).stopped == 4


def test_of_a_resolved_case_both_clocks_are_those_kept(new_case, app: Flask, now: datetime) -> None:
    reference = new_case(State.RESOLVED)
    later = (now + timedelta(days=90)).date()
    with app.app_context(), transaction():
        case = cases.by_reference(reference)
        assert case is not None
        case.working_days, case.worked_days = 9, 7
        assert two_clocks(case, later) == Clocks(9, 7)
        case.worked_days = None
        assert two_clocks(case, later) == Clocks(9, 9)


def test_the_case_page_shows_both(
    seat, stopped: str, clock: time_machine.Traveller, now: datetime
) -> None:
    clock.move_to(now + timedelta(days=8))
    page = text(seat("officer").get(f"/desk/cases/{stopped}"))
    assert "นาฬิกาของประชาชน 6 วันทำการ · นาฬิกาของงาน 2 วันทำการ" in page


def test_the_correspondent_reads_how_long_they_waited_and_how_long_it_was_stopped(
    stopped: str, app: Flask, client: FlaskClient, clock: time_machine.Traveller, now: datetime
) -> None:
    with app.app_context():
        key = db.session.query(Case).filter_by(reference=stopped).one().id
    clock.move_to(now + timedelta(days=8))
    with client.session_transaction() as session:
        session["track"] = {"case": key, "since": int((now + timedelta(days=8)).timestamp())}
    page = text(client.get("/track/case"))
    assert "ท่านรอมาแล้ว 6 วันทำการ เป็นเวลาทำงานของเรา 2 วันทำการ อีก 4 วันหยุดนับไว้" in page


def test_the_report_shows_both_and_the_difference(
    seat, new_case, app: Flask, now: datetime
) -> None:
    reference = new_case(State.RESOLVED)
    with app.app_context(), transaction():
        case = cases.by_reference(reference)
        assert case is not None
        case.working_days, case.worked_days = 1009, 7
        case.public_resolve_by = now.date() - timedelta(days=1)
    boss, period = seat("boss"), "from=2026-11-01&to=2026-11-30"
    page = text(boss.get(f"/figures/sla?{period}"))
    assert "หยุดนับเวลารวม 1,002 วันทำการ" in page
    assert "แจ้งผลทันเวลา 0% (0/1) 100% (1/1)" in page
    plain = boss.get(f"/figures/sla.csv?{period}").data.decode("utf-8-sig").splitlines()
    assert plain[0].endswith("วันทำการที่หยุดนับ")
    assert plain[-1].endswith("1009,1009,7,7,1002")

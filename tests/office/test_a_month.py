"""A month of an office set up from one file agrees with what was counted by hand.

The forty cases and their stories are in ``a_month.py``. Promises of a complaint: acknowledged in 1
working day (WD), assigned in 2, analysed in 5, first answer in 7 days, answered in 10 WD; a
suggestion is answered in 15 days. Reminders go 1 WD before (2 before the answer); once a date has
passed owner and head are told, then after every 2 WD the next above, three levels in all.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Case, Event, Letter, Person, Unit
from app.queries import cases, explained
from app.reports.compliments import compliments
from app.reports.sla import sla_report
from tests.office import a_month
from tests.office.a_month import of_story
from workflows.dates import BANGKOK
from workflows.deadlines import Milestone
from workflows.ledger import How
from workflows.replay import replay

OFFICE = Path(__file__).parent.parent / "data" / "month.yaml"
END = datetime(2026, 11, 30, 21, tzinfo=BANGKOK)


@pytest.fixture
def month(app: Flask, session: Session, clock: time_machine.Traveller) -> Session:
    """The office from its file, and its November."""
    clock.move_to(datetime(2026, 11, 1, 6, tzinfo=BANGKOK))
    loaded = app.test_cli_runner().invoke(args=["office", "load", str(OFFICE)])
    assert loaded.exit_code == 0, loaded.output
    a_month.work(clock)
    clock.move_to(END)
    session.rollback()
    return session


def test_a_month_of_an_office_agrees_with_the_hand_count(month: Session) -> None:
    assert month.scalar(select(func.count()).select_from(Unit)) == 6
    assert month.scalar(select(func.count()).select_from(Person)) == 30
    the_sla_report_agrees()
    the_escalations_agree(month)
    the_ledgers_agree()
    every_timeline_leads_to_where_its_case_stands(month)
    # three compliments were passed on, all to the same colleague
    assert [(one.name, one.count) for one in compliments(2570)] == [("ดารา ตัวอย่าง", 3)]


def the_sla_report_agrees() -> None:
    made = sla_report(date(2026, 11, 1), date(2026, 11, 30), ["kind"], END)
    total = made["totals"]

    # 12 quick + 5 waits + 1 wakes + 2 extended + 2 goes on + 4 late + 3 forgotten + 3 dismissed
    # + 2 reopened + 3 praise + 2 opinion + 1 new = 40; 2 go on, 3 are forgotten, 1 is new: 6 open
    assert (total["received"], total["resolved"], total["open"]) == (40, 34, 6)
    # the extended ones that go on have until 4 December; only the forgotten are past a date
    assert total["overdue"] == 3
    by_kind = {row["kind"]: row["received"] for row in made["rows"]}
    assert by_kind == {"complaint": 31, "compliment": 3, "opinion": 2, "suggestion": 4}

    on_time = total["on_time"]
    # all but the three forgotten letters: 37 of 40
    assert on_time["acknowledge"] == {"met": 37, "due": 40, "percent": 92.5}
    # the new one has until 4 December; 4 late and 3 forgotten missed it: 39 - 7 = 32
    assert on_time["first_answer"] == {"met": 32, "due": 39, "percent": 82.05}
    # 34 resolved and the 3 forgotten, whose date passed; late are the 4: 34 - 4 = 30 of 37.
    # The 6 that waited had 13 WD by the work clock and took 12, the 2 extended came by the 27th.
    assert on_time["resolve"] == {"met": 30, "due": 37, "percent": 81.08}
    # By the public clock the 6 that waited (12 WD of 10), the 2 extended (24th, not 18th) and the 4
    # late missed it: 34 - 12 = 22; due are also the 3 forgotten and the 2 that go on (24th): 39.
    assert on_time["public"] == {"met": 22, "due": 39, "percent": 56.41}

    # Working days of the 34: 0 (3 dismissed), 1 (3 praise), 2 (2 opinion), 3 (12 quick), 7 (2
    # reopened), 12 (6 waited, 4 late), 15 (2 extended). The 17th and 18th are 3, the 31st is 12.
    assert total["working_days"] == {"median": 3, "p90": 12}
    # The 6 that waited worked 9 days each: the 17th and 18th are 3 still, the 31st 12 still.
    assert total["worked_days"] == {"median": 3, "p90": 12}
    assert total["stopped_days"] == 18  # 6 cases, 3 working days each


def clock_told(session: Session, case: Case) -> list[tuple[str, str, str, list[str]]]:
    """When the clock told whom of what: day, milestone, stage, names."""
    query = select(Event).where(Event.case_id == case.id, Event.by == "clock")
    return [
        (f"{event.at.astimezone(BANGKOK):%d.%m. %H}", event.details["milestone"],
         str(event.details["stage"]), sorted(event.details["to"]))
        for event in session.scalars(query.order_by(Event.at, Event.id))
        if event.what in ("reminded", "escalated")
    ]  # fmt: skip


def the_escalations_agree(session: Session) -> None:
    told = Counter(session.scalars(select(Event.what).where(Event.by == "clock")))
    # Reminders: the answer of each of the 6 that waited (R+11 for R+13); first answer (R+4) and
    # answer (R+8) of the 4 late; all five dates of the 3 forgotten: 6 + 8 + 15 = 29.
    # Stages: first answer (R+6) and answer (R+11) of the 4 late, each stopped at the first;
    # five dates with three stages each of the 3 forgotten: 8 + 45 = 53.
    assert (told["reminded"], told["escalated"]) == (29, 53)

    letters = Counter(session.scalars(select(Letter.name)))
    # A reminder goes to the owner, of the forgotten to the 2 intake officers: 6 + 8 + 30 = 44.
    # Stage 1 of the late: owner and head, 8 × 2 = 16. Of the forgotten: stage 1 two intake officers
    # and the head, stages 2 and 3 one head each: 15 dates × (3 + 1 + 1) = 75. Together 91.
    assert (letters["due_soon"], letters["overdue"]) == (44, 91)

    # The first of the late: R is Monday the 2nd; its unit's head is วีระ no. 3, ปิติ ตัวอย่าง.
    late = next(iter(of_story("late")))
    assert clock_told(session, late) == [
        ("06.11. 09", "first_answer", "0", ["เรียม ตัวอย่าง"]),  # due the 9th, told 1 WD before
        ("10.11. 09", "first_answer", "1", ["ปิติ ตัวอย่าง", "เรียม ตัวอย่าง"]),
        ("12.11. 09", "resolve", "0", ["เรียม ตัวอย่าง"]),  # due the 16th, told 2 WD before
        ("17.11. 09", "resolve", "1", ["ปิติ ตัวอย่าง", "เรียม ตัวอย่าง"]),
    ]

    # The first of the forgotten, of Monday the 2nd in U03: nobody owns it, so intake is told; then
    # the head of U03 (ปิติ), of U02 above it (มานะ), and of U01 above that (กรองแก้ว).
    intake = ["แช่มช้อย ตัวอย่าง", "ใจใส ตัวอย่าง"]
    first, second, third = sorted([*intake, "ปิติ ตัวอย่าง"]), ["มานะ ตัวอย่าง"], ["กรองแก้ว ตัวอย่าง"]
    forgotten = next(iter(of_story("forgotten")))
    # They came without a name: of 09.30 only the day is kept, and that the office was open.
    assert sorted(clock_told(session, forgotten)) == sorted([
        # acknowledge is due the 3rd, assign the 4th
        ("03.11. 08", "acknowledge", "0", sorted(intake)),
        ("03.11. 08", "assign", "0", sorted(intake)),
        ("04.11. 08", "acknowledge", "1", first),
        ("05.11. 08", "assign", "1", first),
        ("06.11. 08", "acknowledge", "2", second),
        ("09.11. 08", "assign", "2", second),
        ("10.11. 08", "acknowledge", "3", third),
        ("11.11. 08", "assign", "3", third),
        # analyse (5 WD) and first answer (7 days) are both due Monday the 9th
        ("06.11. 08", "analyse", "0", sorted(intake)),
        ("06.11. 08", "first_answer", "0", sorted(intake)),
        ("10.11. 08", "analyse", "1", first),
        ("10.11. 08", "first_answer", "1", first),
        ("12.11. 08", "analyse", "2", second),
        ("12.11. 08", "first_answer", "2", second),
        ("16.11. 08", "analyse", "3", third),
        ("16.11. 08", "first_answer", "3", third),
        # the answer is due the 16th
        ("12.11. 08", "resolve", "0", sorted(intake)),
        ("17.11. 08", "resolve", "1", first),
        ("19.11. 08", "resolve", "2", second),
        ("23.11. 08", "resolve", "3", third),
    ])  # fmt: skip
    for calm in ("quick", "extended", "goes on", "dismissed", "reopened", "praise", "opinion"):
        assert [clock_told(session, case) for case in of_story(calm)] == [
            [] for _ in of_story(calm)
        ]


def resolve_ledger(case: Case) -> explained.Explained:
    found = explained.of_case(case)
    return next(one for one in found if one.milestone is Milestone.RESOLVE)


def the_ledgers_agree() -> None:
    # Asked on R+1, answered on R+4: three working days stopped, ten counted, due on R+13.
    dues = []
    for case in of_story("waits", "wakes"):
        told = resolve_ledger(case)
        assert (told.count(How.COUNTED), told.count(How.STOPPED)) == (10, 3)
        assert told.due == told.stored == case.resolve_by
        dues.append((case.official_on.day, told.due.day))
        assert (case.working_days, case.worked_days) == (12, 9)
        assert case.public_resolve_by == case.official_on + timedelta(days=14)  # 10 WD
    assert dues == [(2, 19), (3, 20), (4, 23), (5, 24), (6, 25), (9, 26)]

    # The first of them, day by day: the 4th to the 6th are stopped, and two weekends are off.
    lines = resolve_ledger(next(iter(of_story("waits")))).lines
    assert [line.day.day for line in lines if line.how is How.STOPPED] == [4, 5, 6]
    off = [line.day.day for line in lines if line.how is How.DAY_OFF]
    assert off == [7, 8, 14, 15]
    counted = [line.day.day for line in lines if line.counted]
    assert counted == [3, 9, 10, 11, 12, 13, 16, 17, 18, 19]

    # Fifteen calendar days to the 18th, then the nine granted on the 13th, to the 27th.
    told = resolve_ledger(next(iter(of_story("extended"))))
    assert (told.count(How.COUNTED), told.count(How.EXTENDED)) == (15, 9)
    assert told.due == told.stored == date(2026, 11, 27)
    goes_on = resolve_ledger(next(iter(of_story("goes on"))))
    assert goes_on.due == goes_on.stored == date(2026, 12, 4)  # the 24th and ten days more
    assert goes_on.count(How.EXTENDED) == 10


def every_timeline_leads_to_where_its_case_stands(session: Session) -> None:
    for case in session.scalars(select(Case)):
        found = replay(cases.events(case))
        dates: dict[Milestone, Any] = {m: case.due_on(m) for m in Milestone}
        assert (found.state, found.dates) == (case.state, dates), case.reference

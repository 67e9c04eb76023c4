"""Stored figures equal a recount from the cases, whatever happened in between."""

import statistics
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.roll_up import mark_day, roll_up, roll_up_day
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Office, Rollup, RollupStale
from app.office.demo import load_cases
from app.queries import people
from app.reports.rollups import stale_days, verify
from app.reports.sla import sla_report
from tests.factories import OUTCOME, a_case, a_person, an_office
from workflows import State

FIRST, LAST = date(2025, 10, 1), date(2027, 9, 30)
BY = ("month", "kind", "topic", "unit", "channel")
EVERY = [*BY, "topic,month", "channel,unit,kind", ",".join(BY), ""]


def plain_recount(cases: Sequence[Case], by: Sequence[str], today: date) -> list[dict[str, Any]]:
    """The report's rows counted case by case, by the words of its definitions."""
    groups: dict[tuple, list[Case]] = {}
    for case in cases:
        words = {
            "month": f"{case.official_on:%Y-%m}", "kind": str(case.kind), "topic": case.topic_code,
            "unit": case.unit_code, "channel": case.channel,
        }  # fmt: skip
        groups.setdefault(tuple(words[name] for name in by), []).append(case)
    return [
        {**dict(zip(by, key, strict=True)), **counted_plainly(group, today)}
        for key, group in groups.items()
    ]


def counted_plainly(cases: Sequence[Case], today: date) -> dict[str, Any]:
    resolved = [case for case in cases if case.state == "resolved"]
    public = {case.reference: case.working_days for case in resolved}
    worked = {
        case.reference: case.working_days if case.worked_days is None else case.worked_days
        for case in resolved
    }
    late = [c for c in cases if c not in resolved and c.next_due_on and c.next_due_on < today]
    return {
        "received": len(cases),
        "resolved": len(resolved),
        "open": len(cases) - len(resolved),
        "overdue": len(late),
        "on_time": {
            "acknowledge": shared(cases, "acknowledged_at", "acknowledge_by", today),
            "first_answer": shared(cases, "first_answered_at", "first_answer_by", today),
            "resolve": shared(cases, "resolved_at", "resolve_by", today),
            "public": shared(cases, "resolved_at", "public_resolve_by", today),
        },
        "working_days": middle_and_p90(list(public.values())),
        "worked_days": middle_and_p90(list(worked.values())),
        "stopped_days": sum(public[name] - worked[name] for name in public),
    }


def middle_and_p90(days: list[int]) -> dict[str, float | None]:
    p90 = next((d for n, d in enumerate(sorted(days), 1) if n >= 0.9 * len(days)), None)
    return {"median": statistics.median(days) if days else None, "p90": p90}


def shared(cases: Sequence[Case], met_at: str, by: str, today: date) -> dict[str, Any]:
    due = met = 0
    for case in cases:
        at, promised = getattr(case, met_at), getattr(case, by)
        if promised is None:
            continue
        if at is not None:
            due += 1
            met += at.astimezone(ZoneInfo("Asia/Bangkok")).date() <= promised
        elif promised < today and not (met_at == "acknowledged_at" and case.imported):
            due += 1
    return {"met": met, "due": due, "percent": round(met / due * 100, 2) if due else None}


def by_group(rows: Sequence[dict[str, Any]], by: Sequence[str]) -> dict[tuple, dict[str, Any]]:
    found = {tuple(row[name] for name in by): row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture
def office(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        session.get_one(Office, Office.THE).reopen_days = 3650
        for role, unit in (("officer", "U01"), ("officer", "U02"), ("confidential", "U06")):
            a_person(now, role, unit)
        a_person(now, "manager", "U01", "boss@oie.example")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("seed", range(5))
def test_the_report_equals_a_plain_recount_whatever_happened(
    session: Session, now: datetime, seed: int
) -> None:
    rng = Random(seed)
    load_cases(120, seed, now, lambda done: None)
    with transaction():
        leave_gaps(session, rng)
    moment = now
    for _ in range(30):
        moment += timedelta(hours=rng.randrange(1, 30))
        rng.choice((something_happens, something_happens, rolled_up))(session, rng, moment)
    today = (moment + timedelta(hours=7)).date()
    cases = session.scalars(select(Case)).all()
    for by in EVERY:
        groups = [name for name in by.split(",") if name]
        report = sla_report(FIRST, LAST, groups, moment)
        plain_rows = plain_recount(cases, groups, today)
        assert by_group(report["rows"], groups) == by_group(plain_rows, groups)
        plain = counted_plainly(cases, today)
        assert {name: report["totals"][name] for name in plain} == plain
    assert session.scalar(select(func.count()).select_from(Rollup))
    assert not list(verify())


def leave_gaps(session: Session, rng: Random) -> None:
    """Some were imported, never acknowledged, stopped, extended, or have no promise at all."""
    keys = session.scalars(select(Case.id)).all()
    for change in (
        {"acknowledged_at": None}, {"acknowledged_at": None, "imported": True},
        {"acknowledge_by": None, "resolve_by": None}, {"topic_code": None, "unit_code": None},
        {"public_resolve_by": None}, {"worked_days": None}, {"worked_days": 1},
        {"resolve_by": date(2026, 12, 15)},
    ):  # fmt: skip
        session.execute(update(Case).where(Case.id.in_(rng.sample(keys, 12))).values(change))
    open_again = update(Case).where(Case.state != State.RESOLVED)
    session.execute(open_again.values(worked_days=None))


def something_happens(session: Session, rng: Random, now: datetime) -> None:
    """A case takes the next step that its state has, or is opened again."""
    with transaction():
        case = rng.choice(session.scalars(select(Case).where(Case.restricted.is_(False))).all())
        boss = people.by_email("boss@oie.example")
        step = {"received": "assign", "assigned": "analyse", "analysed": "resolve"}
        name = step.get(case.state, "reopen")
        if case.kind == "compliment" and case.state == "assigned":
            name = "resolve"
        if name == "reopen":
            case.reopen_asked_at = case.resolved_at  # asked for while there was time
        take_step(case, name, boss, now, Given(
            owner=boss.email, reason="มีข้อมูลใหม่", root_cause="กระบวนงาน", finding="พบสาเหตุแล้ว",
            outcome=OUTCOME[case.kind] if name == "resolve" else "", answer="แก้ไขแล้ว",
        ))  # fmt: skip


def rolled_up(_session: Session, _rng: Random, now: datetime) -> None:
    roll_up(now)


@pytest.mark.usefixtures("office")
def test_a_resolved_case_makes_its_day_stale_and_rolling_up_makes_it_fresh(
    session: Session, now: datetime
) -> None:
    with transaction():
        a_case(now)
    assert not stale_days()
    with transaction():
        day = a_case(now, State.RESOLVED).official_on
    assert stale_days() == [day]
    assert roll_up(now + timedelta(days=5)) == 1
    assert not stale_days()
    stored = session.scalars(select(Rollup)).one()
    assert (stored.resolved, stored.resolve_met, stored.working_days) == (1, 1, {"0": 1})
    assert (stored.public_due, stored.public_met, stored.worked_days) == (1, 1, {"0": 1})


@pytest.mark.usefixtures("office")
def test_a_reopened_case_leaves_the_rollup_of_its_day(session: Session, now: datetime) -> None:
    with transaction():
        case_id = a_case(now, State.RESOLVED).id
    later = now + timedelta(days=5)
    roll_up(later)
    with transaction():
        boss = people.by_email("boss@oie.example")
        take_step(session.get_one(Case, case_id), "reopen", boss, later, Given(reason="มีข้อมูลใหม่"))
    totals = sla_report(FIRST, LAST, [], later)["totals"]
    assert (totals["resolved"], totals["open"]) == (0, 1)
    roll_up(later)
    assert session.scalars(select(Rollup)).all() == []
    assert sla_report(FIRST, LAST, [], later)["totals"] == totals


@pytest.mark.usefixtures("office")
def test_rolling_up_twice_gives_the_same_figures(session: Session, now: datetime) -> None:
    load_cases(200, 1, now, lambda done: None)
    roll_up(now)
    first = the_rollups(session)
    with transaction():
        for day in {row[0] for row in first}:
            mark_day(day, now)
    assert roll_up(now) == len({row[0] for row in first})
    assert the_rollups(session) == first
    assert roll_up(now) == 0


@pytest.mark.usefixtures("office")
def test_a_day_waits_while_an_acknowledgement_may_still_be_in_time(
    session: Session, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED)
        case.acknowledged_at = None
    assert roll_up(now) == 0
    assert sla_report(FIRST, LAST, [], now)["totals"]["on_time"]["acknowledge"]["due"] == 0
    tomorrow = case.acknowledge_by - now.date() + timedelta(days=1)
    assert roll_up(now + tomorrow) == 1
    late = sla_report(FIRST, LAST, [], now + tomorrow)["totals"]["on_time"]["acknowledge"]
    assert late == {"met": 0, "due": 1, "percent": 0.0}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "change", [{"resolve_met": 99}, {"public_met": 99}, {"worked_days": {"5": 1}}]
)
def test_verify_finds_a_figure_that_was_changed_and_ends_with_1(
    app: Flask, session: Session, now: datetime, change: dict[str, Any]
) -> None:
    load_cases(50, 3, now, lambda done: None)
    roll_up(now)
    command = app.test_cli_runner().invoke(args=["rollup", "verify"])
    assert command.exit_code == 0
    with transaction():
        row = session.scalars(select(Rollup).limit(1)).one()
        for name, value in change.items():
            setattr(row, name, value)
        day = row.official_on.isoformat()
    command = app.test_cli_runner().invoke(args=["rollup", "verify"])
    assert command.exit_code == 1
    assert command.stdout.startswith(day)


@pytest.mark.usefixtures("office")
def test_verify_finds_cases_whose_day_nobody_marked(session: Session, now: datetime) -> None:
    load_cases(50, 4, now, lambda done: None)
    with transaction():
        session.execute(RollupStale.__table__.delete())
    assert list(verify())


@pytest.mark.usefixtures("office")
def test_a_day_that_is_not_stale_is_left_alone(session: Session, now: datetime) -> None:
    with transaction():
        assert not roll_up_day(FIRST, now)


def the_rollups(session: Session) -> list[tuple]:
    columns = [c for c in Rollup.__table__.c if c.name != "id"]
    rows = [(*row[:-2], *map(str, row[-2:])) for row in session.execute(select(*columns))]
    return sorted(rows, key=str)

"""Versions of the targets are added and ended, never edited; what could never hold is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_targets import (
    add_target,
    check_target,
    end_target,
    rules_when_ended,
    rules_with,
)
from app.database import transaction
from app.jobs.runner import run
from app.models import Case, DeadlineRule, Event, Person, Recount, Topic
from app.queries import office
from tests.factories import a_case
from tests.reports.proposals import BASIS, a_rule
from workflows.deadlines import Milestone, Target
from workflows.errors import Invalid, UnknownReference
from workflows.kinds import Kind
from workflows.targets import Matter, TargetRule, targets_for

START = date(2026, 10, 1)
pytestmark = pytest.mark.usefixtures("office")


def refused(rule: TargetRule) -> list[str]:
    with pytest.raises(Invalid) as error:
        check_target(rule)
    return list(error.value.problems)


def test_a_version_is_kept_with_all_that_it_says(
    session: Session, now: datetime, manager: Person
) -> None:
    rule = a_rule("10D", topic="C04", severity="high", channel="web", valid_to=date(2027, 10, 1))
    with transaction():
        add_target(rule, manager, now)
    assert office.rules() == [rule]
    (event,) = session.scalars(select(Event).where(Event.subject == "target:complaint:resolve"))
    assert (event.what, event.actor_id) == ("target_added", manager.id)
    assert event.details["said"] == ["ข้อร้องเรียน แจ้งผล 10 วัน", "Complaint: Resolve 10 days"]
    assert event.details["valid_from"] == "2026-10-01"
    (asked,) = session.scalars(select(Recount))
    assert (asked.cause, asked.note) == ("targets", "ข้อร้องเรียน แจ้งผล 10 วัน")


def test_it_holds_for_cases_received_from_its_day_on(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        add_target(a_rule("10WD", valid_from=date(2026, 11, 24)), manager, now)
        before, after = a_case(now), a_case(now + timedelta(days=1))
    assert before.resolve_by == date(2026, 12, 23)
    assert after.resolve_by == date(2026, 12, 9)


def test_no_promise_can_be_promised(session: Session, now: datetime, manager: Person) -> None:
    rule = a_rule(target=None, milestone=Milestone.ASSIGN)
    with transaction():
        add_target(rule, manager, now)
        case = a_case(now)
    assert case.assign_by is None
    assert office.rules() == [rule]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"table": "wish"}, "kind"),
        ({"topic": "C99"}, "topic"),
        ({"topic": "C08"}, "topic"),  # restricted, and complaints are not
        ({"table": "restricted", "topic": "C04"}, "topic"),
        ({"severity": "awful"}, "severity"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "antigraft"}, "channel"),
        ({"table": "compliment", "milestone": Milestone.ANALYSE}, "milestone"),
        ({"target": Target(367, working=True, basis=BASIS)}, "days"),
        ({"target": Target(-1, working=True, basis=BASIS)}, "days"),
        ({"target": Target(10, working=True)}, "legal_basis"),
        ({"target": Target(10, working=True, basis="ก" * 301)}, "legal_basis"),
        ({"valid_from": None}, "valid_from"),
        ({"valid_to": START}, "valid_to"),
        ({"valid_to": date(2026, 9, 30)}, "valid_to"),
    ],
)
def test_what_nobody_could_be_given_is_refused(
    more: dict[str, Any], field: str, session: Session
) -> None:
    assert refused(a_rule(**more)) == [field]


def test_a_topic_that_is_no_more_given_is_refused(session: Session) -> None:
    with transaction():
        session.get_one(Topic, "C04").retired = True
    assert refused(a_rule(topic="C04")) == ["topic"]


def test_restricted_cases_may_have_targets_for_their_own_topics_and_door(session: Session) -> None:
    check_target(a_rule(table="restricted", topic="C08", channel="antigraft"))


def test_the_same_promise_from_the_same_day_is_refused(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        add_target(a_rule("10WD"), manager, now)
    assert refused(a_rule("12WD")) == ["valid_from"]
    check_target(a_rule("12WD", topic="C04"))
    check_target(a_rule("12WD", valid_from=date(2026, 10, 2)))
    with pytest.raises(Invalid), transaction():
        add_target(a_rule("12WD"), manager, now)
    assert len(office.rules()) == 1


_DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
_RULES = st.builds(
    a_rule, st.sampled_from(["1WD", "10D", "366WD"]), topic=st.sampled_from(["", "C01", "C04"]),
    severity=st.sampled_from(["", "high"]), channel=st.sampled_from(["", "web"]), valid_from=_DAYS,
    valid_to=st.none() | st.dates(date(2028, 1, 1), date(2030, 1, 1)),
)  # fmt: skip


@given(
    st.lists(_RULES, max_size=6, unique_by=lambda r: (r.topic, r.severity, r.channel, r.valid_from))
)
def test_a_target_that_is_accepted_wins_for_some_case_of_its_first_day(
    rules: list[TargetRule],
) -> None:
    for rule in rules:
        matter = Matter(
            Kind.COMPLAINT, rule.valid_from or date.min, topic=rule.topic or "C02",
            severity=rule.severity or "low", channel=rule.channel or "phone",
        )  # fmt: skip
        assert targets_for(matter, rules)[rule.milestone] == rule.target


def test_a_version_ends_and_the_one_before_it_holds_again(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        add_target(a_rule("15WD", valid_from=date(2026, 1, 1)), manager, now)
        key = add_target(a_rule("10WD"), manager, now).id or 0
        session.flush()
        key = session.scalars(select(DeadlineRule.id).where(DeadlineRule.days == 10)).one()
        case = a_case(now)
        case_id = case.id
    assert case.resolve_by == date(2026, 12, 8)
    planned = rules_when_ended(key, date(2026, 11, 1))
    with transaction():
        end_target(key, date(2026, 11, 1), manager, now)
    assert office.rules() == planned
    run("recount", now + timedelta(minutes=1))
    session.expire_all()
    assert session.get_one(Case, case_id).resolve_by == date(2026, 12, 16)
    (event,) = session.scalars(select(Event).where(Event.what == "target_ended"))
    assert event.details["valid_to"] == "2026-11-01"


def test_an_end_before_the_beginning_or_a_second_end_is_refused(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        add_target(a_rule(), manager, now)
    key = session.scalars(select(DeadlineRule.id)).one()
    for wrong in (None, START, date(2026, 9, 1)):
        with pytest.raises(Invalid), transaction():
            end_target(key, wrong, manager, now)
        with pytest.raises(Invalid):
            rules_when_ended(key, wrong)
    with transaction():
        end_target(key, date(2027, 1, 1), manager, now)
    with pytest.raises(Invalid), transaction():
        end_target(key, date(2027, 2, 1), manager, now)
    with pytest.raises(UnknownReference), transaction():
        end_target(key + 1, date(2027, 1, 1), manager, now)
    assert len(session.scalars(select(Recount)).all()) == 2


def test_planned_rules_are_those_that_saving_makes(
    session: Session, now: datetime, manager: Person
) -> None:
    planned = rules_with(a_rule())
    with transaction():
        add_target(a_rule(), manager, now)
    assert office.rules() == planned

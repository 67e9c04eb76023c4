"""Invented cases carry a timeline as good as a real one."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, Event
from app.office.demo import load_cases
from tests.factories import a_person, an_office
from workflows.deadlines import Milestone
from workflows.replay import replay


def test_the_events_of_an_invented_case_lead_to_where_it_stands(
    session: Session, now: datetime
) -> None:
    with transaction():
        an_office()
        for role, unit in (("officer", "U01"), ("officer", "U02"), ("confidential", "U06")):
            a_person(now, role, unit)
    load_cases(300, 7, now, lambda done: None)
    told = defaultdict(list)
    for event in session.scalars(select(Event).order_by(Event.id)):
        told[event.case_id].append(event)
    for case in session.scalars(select(Case)):
        found = replay(told[case.id])
        assert found.state is case.state, case.reference
        assert found.dates == {milestone: case.due_on(milestone) for milestone in Milestone}

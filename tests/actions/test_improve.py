"""You said, we did: each correspondent of the cases is told once, by the way that is theirs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.improve import NOT_DONE, NOT_PUBLISHED, TOLD, tell_improved
from app.database import transaction
from app.models import Improvement, Letter, Person
from app.queries import improvements
from app.queries.cases import by_reference
from tests.factories import a_case, a_person, an_office
from tests.reports.causes import an_improvement
from workflows import State
from workflows.errors import Conflict, Invalid


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", "U01")


def named(now: datetime, **more: Any) -> Improvement:
    """An improvement because of a named, an anonymous, a hidden, a restricted and no case."""
    day = now.date() - timedelta(days=3)
    with transaction():
        cases = [
            a_case(now, State.RESOLVED),
            a_case(now, anonymous=True, sender=None),
            a_case(now),
            a_case(now, topic="C08"),
        ]
        cases[2].identity_hidden = True
        sources = [case.reference for case in cases]
        return an_improvement(**{
            "done": day, "sources": [*sources, "survey-2569"], "before": "ช้า 3 เดือน",
            "after": "ตรงเวลา", **more,
        })  # fmt: skip


def written(session: Session) -> dict[int, Letter]:
    letters = session.scalars(select(Letter).where(Letter.name == "improved"))
    return {letter.case_id: letter for letter in letters}


def test_the_dry_run_counts_those_who_are_told_and_changes_nothing(
    session: Session, now: datetime, boss: Person
) -> None:
    found = improvements.hearers(named(now))
    assert (len(found.by_mail), len(found.on_track), found.left_out) == (1, 2, 1)
    assert written(session) == {}


def test_named_people_have_a_mail_others_read_it_and_restricted_cases_nothing(
    session: Session, now: datetime, boss: Person
) -> None:
    row = named(now)
    with transaction():
        assert tell_improved(row.id, row.version, boss, now) == 3
    letters = written(session)
    open_case, anonymous, hidden, secret = (by_reference(ref) for ref in row.sources[:4])
    assert (letters[open_case.id].status, letters[open_case.id].recipient) == (
        "ready", "sommai@example.org",
    )  # fmt: skip
    for case in (anonymous, hidden):
        assert (letters[case.id].status, letters[case.id].recipient) == ("recorded", "")
        assert "สมหมาย" not in letters[case.id].text
    assert secret.id not in letters
    text = letters[open_case.id].text
    for said in (open_case.reference, row.finding, row.action, "ช้า 3 เดือน", "/improvements"):
        assert said in text
    assert open_case.subject not in text
    assert session.get_one(Improvement, row.id).told_at == now


def test_nobody_is_told_twice(session: Session, now: datetime, boss: Person) -> None:
    row = named(now)
    with transaction():
        tell_improved(row.id, row.version, boss, now)
    with pytest.raises(Invalid) as refused, transaction():
        tell_improved(row.id, row.version, boss, now)
    assert refused.value.problems["tell"] == TOLD
    assert len(written(session)) == 3


@pytest.mark.parametrize(
    ("more", "words"), [({"done": None}, NOT_DONE), ({"published": False}, NOT_PUBLISHED)]
)
def test_what_is_not_done_or_not_published_is_told_to_nobody(
    session: Session, now: datetime, boss: Person, more: dict, words: object
) -> None:
    row = named(now, **more)
    with pytest.raises(Invalid) as refused, transaction():
        tell_improved(row.id, row.version, boss, now)
    assert refused.value.problems["tell"] == words
    assert written(session) == {}


def test_a_row_that_somebody_changed_is_looked_at_again(
    session: Session, now: datetime, boss: Person
) -> None:
    row = named(now)
    with pytest.raises(Conflict), transaction():
        tell_improved(row.id, row.version + 1, boss, now)
    assert written(session) == {}

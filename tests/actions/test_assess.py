"""A case is assessed at intake and anew; its dates may follow, and a search finds the new words."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.actions.assess import Assessment, assess
from app.database import transaction
from app.models import Case, DeadlineRule, Person
from app.queries import cases, queues
from app.queries.queues import Asked
from app.web.desk.timeline import items
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.deadlines import Milestone
from workflows.errors import Invalid

SEVERE = Assessment("high", "complex", "ขอเงินค่าสมาชิกคืน", "หน้าห้องสมุด ชั้น 2")


@pytest.fixture
def case(session: Session, now: datetime, owner: Person) -> Case:
    """A complaint with its owner; severe ones are analysed within three working days."""
    with transaction():
        session.add(DeadlineRule(
            kind="complaint", milestone=Milestone.ANALYSE, days=3, working=True, severity="high",
            topic_code="", channel="",
        ))  # fmt: skip
        return a_case(now, State.ASSIGNED, owner)


def test_a_case_is_assessed_as_it_comes_in(office: None, now: datetime) -> None:
    with transaction():
        case = a_case(now, severity="low", complexity="simple", remedy="ขอคำชี้แจง", place="ขอนแก่น")
    found = Assessment.of(case)
    assert found == Assessment("low", "simple", "ขอคำชี้แจง", "ขอนแก่น")


def test_without_a_word_it_is_as_most_are(office: None, now: datetime) -> None:
    with transaction():
        case = a_case(now)
    assert Assessment.of(case) == Assessment("medium", "medium", "", "")


def test_a_severe_case_has_the_dates_of_severe_cases(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        assess(case, owner, now, SEVERE)
    event = cases.events(case)[-1]
    assert Assessment.of(case) == SEVERE
    assert case.analyse_by is not None
    assert case.analyse_by.isoformat() == "2026-11-26"
    before, after = event.details["before"], event.details["after"]
    assert (event.what, before["severity"], after["severity"]) == ("assessed", "medium", "high")
    assert (before["analyse"], after["analyse"]) == ("2026-12-02", "2026-11-26")


def test_the_timeline_says_what_changed_and_nothing_else(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        assess(case, owner, now, replace(Assessment.of(case), severity="high", place="ขอนแก่น"))
    assert items(cases.events(case))[0]["text"].th.splitlines() == [
        "ความรุนแรง: จาก ปานกลาง เป็น รุนแรง",
        "สถานที่: จาก ไม่ระบุ เป็น ขอนแก่น",
        "กำหนดวิเคราะห์: จาก 2 ธ.ค. 2569 เป็น 26 พ.ย. 2569",
    ]


def test_remedy_and_place_are_found_by_a_search(now: datetime, owner: Person, case: Case) -> None:
    def found(q: str) -> int:
        return len(queues.page(Asked("all", q=q), owner, now).cases)

    assert found("ค่าสมาชิกคืน") == 0
    with transaction():
        assess(case, owner, now, SEVERE)
    assert [found("ค่าสมาชิกคืน"), found("หน้าห้องสมุด"), found(case.reference)] == [1, 1, 1]


def test_the_same_assessment_again_is_no_event(now: datetime, owner: Person, case: Case) -> None:
    with transaction():
        assess(case, owner, now, SEVERE)
        version = case.version
        assess(case, owner, now, SEVERE)
    assert case.version == version
    assert [event.what for event in cases.events(case)].count("assessed") == 1


@pytest.mark.parametrize(
    ("field", "word"),
    [("severity", "critical"), ("complexity", "high"), ("severity", ""), ("place", "ก" * 201),
     ("remedy", "ก" * 501)],
)  # fmt: skip
def test_a_word_that_is_none_is_refused_and_nothing_changes(
    now: datetime, owner: Person, case: Case, field: str, word: str
) -> None:
    before = Assessment.of(case)
    with pytest.raises(Invalid) as error, transaction():
        assess(case, owner, now, replace(before, **{field: word}))
    assert set(error.value.problems) == {field}
    assert Assessment.of(case) == before


def test_a_colleague_of_the_unit_assesses_nothing(now: datetime, case: Case) -> None:
    with transaction():
        colleague = a_person(now, "officer")
    with pytest.raises(NotAllowed) as refused:
        assess(case, colleague, now, SEVERE)
    assert refused.value.forbidden


def test_a_resolved_case_is_not_assessed_any_more(
    now: datetime, office: None, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
    with pytest.raises(NotAllowed):
        assess(case, owner, now, SEVERE)

"""Every figure of Form 2.3 against the worked example, every claim with and without its data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import Case, NeedsReview, Rating, Referral, Topic
from app.reports.behind import behind
from app.reports.criteria.finding import Value
from app.reports.facts import gather
from app.reports.form23 import Claim, Form23, form23
from tests.reports.office_file import load, office_file
from workflows import TABLES, Kind, State
from workflows.words import Words

# kind, channel, topic, days to resolve, rating; as in the twelve cases of the demo office
TWELVE: list[tuple[str, str, str | None, int | None, int | None]] = [
    ("complaint", "web", "C01", 14, 4),
    ("complaint", "email", "C04", 1, 5),
    ("complaint", "gcc1111", "C06", 14, 3),
    ("suggestion", "web", "C03", 29, 5),
    ("compliment", "email", "C03", 4, None),
    ("opinion", "survey", "C02", 14, None),
    ("complaint", "letter", "C07", 35, 2),
    ("complaint", "antigraft", "C08", None, None),
    ("suggestion", "seminar", "C05", 17, None),
    ("complaint", "phone", None, 0, 4),
    ("opinion", "web", "C03", 14, 4),
    ("compliment", "seminar", "C05", 4, None),
]
_numbers = count(1)


def a_row(day: date, kind: str = "complaint", channel: str = "web", **more: Any) -> Case:
    """A case that was received on ``day`` and owed in 30 days, as one row."""
    number = next(_numbers)
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    fields: dict[str, Any] = {
        "reference": f"OIE-2569-{number:04}", "source_key": f"row:{number}", "kind": Kind(kind),
        "channel": channel, "subject": "วารสารส่งล่าช้า", "body": "ขอให้ตรวจสอบ",
        "state": State.RECEIVED, "received_at": at, "official_on": day, "fiscal_year": 2569,
        "resolve_by": day + timedelta(days=30), "updated_at": at,
    }  # fmt: skip
    case = Case(**fields | more)
    db.session.add(case)
    db.session.flush()
    return case


def twelve_cases() -> None:
    """The cases of the demo office, and one of the year before that must not be counted."""
    with transaction():
        db.session.add_all(Topic(code=f"C{n:02}", name_th="หัวข้อ") for n in range(1, 9))
        db.session.flush()
        for number, (kind, channel, topic, days, stars) in enumerate(TWELVE):
            day = date(2025, 10, 6) + timedelta(days=20 * number)
            case = a_row(day, kind, channel, topic_code=topic, restricted=topic == "C08")
            if days is not None:
                case.state = State.RESOLVED
                case.resolved_at = case.received_at + timedelta(days=days)
            if stars:
                rating = Rating(case_id=case.id, at=case.received_at, handling=stars)
                db.session.add(rating)
            if channel == "gcc1111":
                due = day + timedelta(days=15)
                db.session.add(Referral(case_id=case.id, agency="สปน.", report_due=due))
        a_row(date(2025, 9, 30), fiscal_year=2568)


def figures(form: Form23) -> dict[str, Value]:
    return {f.name: f.value for c in form.criteria for claim in c.claims for f in claim.figures}


def claim(form: Form23, code: str, number: int) -> Claim:
    criterion = next(criterion for criterion in form.criteria if criterion.code == code)
    return next(claim for claim in criterion.claims if claim.number == number)


def thai(words: list[Words]) -> list[str]:
    return [one.th for one in words]


def test_the_case_figures_are_those_of_the_worked_example(session: Session, now: datetime) -> None:
    twelve_cases()
    found = figures(form23(2569, now))
    expected = office_file()["expected"]["cs3"]
    for part in ("by_kind", "by_channel", "by_topic", "handling_satisfaction"):
        expected |= {f"{part}.{key}": value for key, value in expected.pop(part).items()}
    assert {name: found[f"cs3.{name}"] for name in expected} == expected
    assert len([name for name in found if name.startswith("cs3.by_")]) == 4 + 8 + 9


def test_the_survey_figures_are_those_of_the_worked_example(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    found = figures(form23(2569, now))
    rows = office_file()["expected"]["cs6"]
    assert len(rows) == 6
    for row in rows:
        group = row.pop("group")
        assert {name: found[f"cs6.{group}.{name}"] for name in row} == row


def test_the_top_channel_is_the_survey_s_and_not_that_of_the_cases(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    with transaction():
        for day in range(1, 9):
            a_row(date(2026, 1, day), channel="phone")
    found = figures(form23(2569, now))
    expected = office_file()["expected"]["cs2"]
    assert {name: found[f"cs2.{name}"] for name in expected} == expected


def test_ratings_after_a_case_stand_beside_the_survey_and_change_nothing_in_it(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    before = {f.name: f.value for f in claim(form23(2569, now), "CS6", 1).figures}
    twelve_cases()
    after = {f.name: f.value for f in claim(form23(2569, now), "CS6", 1).figures}
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"cs3.handling_satisfaction.n", "cs3.handling_satisfaction.mean"}


def test_without_data_only_the_chart_is_supported(session: Session, now: datetime) -> None:
    form = form23(2569, now)
    supported = {(c.code, k.number) for c in form.criteria for k in c.claims if k.supported}
    assert supported == {("CS3", 3)}
    assert all(k.missing for c in form.criteria for k in c.claims if not k.supported)
    assert {c.code: c.proposed_result for c in form.criteria}["CS3"] == "in_progress"


def a_referral() -> None:
    case = a_row(date(2026, 3, 2), channel="gcc1111")
    db.session.add(Referral(case_id=case.id, agency="สปน."))


def an_improvement_without_its_cases() -> None:
    """The registers name cases that nobody has here."""


ALONE: list[tuple[str, int, str | None, Callable[[], object] | None, bool]] = [
    ("CS1", 1, "stakeholder_groups", None, True),
    ("CS2", 1, "listening_channels", None, True),
    ("CS3", 1, None, a_referral, True),
    ("CS3", 2, "intake_channels", None, True),
    ("CS3", 2, None, lambda: a_row(date(2026, 3, 2), channel="web"), True),
    ("CS3", 2, None, lambda: a_row(date(2026, 3, 2), channel="phone"), False),
    ("CS3", 4, "survey", None, True),
    ("CS3", 5, "improvements", lambda: a_row(date(2026, 3, 2), reference="OIE-2569-0001"), True),
    ("CS3", 5, "improvements", an_improvement_without_its_cases, False),
    ("CS6", 1, "survey", None, True),
    ("CS7", 1, "service_standards", None, True),
]
NEEDED = {
    "stakeholder_groups": ("missions",),
    "survey": ("missions", "stakeholder_groups"),
    "intake_channels": ("listening_channels",),
    "improvements": ("units",),
    "service_standards": ("units",),
}


@pytest.mark.parametrize(("code", "number", "part", "more", "supported"), ALONE)
def test_a_claim_is_supported_by_its_own_data(
    session: Session,
    now: datetime,
    code: str,
    number: int,
    part: str | None,
    more: Callable[[], object] | None,
    supported: bool,
) -> None:
    parts = office_file()
    wanted = (*NEEDED.get(part or "", ()), part)
    load({name: parts[name] for name in wanted if name}, now)
    with transaction():
        if more:
            more()
    assert claim(form23(2569, now), code, number).supported is supported


@pytest.mark.parametrize(
    ("code", "number"), [("CS4", 1), ("CS4", 2), ("CS4", 3), ("CS5", 1), ("CS5", 2), ("CS5", 3)]
)
def test_the_registers_of_a_year_support_the_claims_of_that_year_only(
    session: Session, now: datetime, code: str, number: int
) -> None:
    load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    assert claim(form23(2553, now), code, number).supported
    assert not claim(form23(2569, now), code, number).supported


def test_every_group_must_have_been_asked_or_reviewed(session: Session, now: datetime) -> None:
    load(office_file(), now)
    reviewed = claim(form23(2569, now), "CS1", 2)
    assert not reviewed.supported
    assert thai(reviewed.missing) == ["ยังไม่ได้ทบทวนความต้องการของกลุ่ม G01 G07 G08"]
    with transaction():
        for group in ("G01", "G07", "G08"):
            day, found = date(2026, 5, 1), "ต้องการข้อมูลเร็วขึ้น"
            db.session.add(
                NeedsReview(fiscal_year=2569, group_code=group, reviewed_on=day, finding=found)
            )
    assert claim(form23(2569, now), "CS1", 2).supported


def test_the_survey_must_have_led_to_something(session: Session, now: datetime) -> None:
    parts = office_file()
    for row in parts["improvements"]:
        row["sources"] = [s for s in row["sources"] if not s.startswith("survey")]
    load(parts, now)
    missing = claim(form23(2569, now), "CS2", 2).missing
    assert thai(missing) == ["ยังไม่มีการปรับปรุงที่เสร็จในปีและอ้างถึงผลสำรวจ"]
    load(office_file(), now)
    assert claim(form23(2569, now), "CS2", 2).supported


def test_a_group_without_answers_is_shown_as_a_gap(session: Session, now: datetime) -> None:
    load(office_file(), now)
    measured = claim(form23(2569, now), "CS6", 1)
    assert measured.supported
    assert measured.missing == []
    assert thai(measured.gaps) == ["ยังไม่มีผลสำรวจของกลุ่ม G01 G07 G08"]
    form = form23(2569, now)
    assert {c.code: c.proposed_result for c in form.criteria}["CS6"] == "in_progress"
    assert {c.code: c.proposed_result for c in form.criteria}["CS7"] == "complete"


def test_a_service_that_nobody_measures_has_no_percent(session: Session, now: datetime) -> None:
    load(office_file(), now)
    twelve_cases()
    found = figures(form23(2569, now))
    assert found["cs7.S06.on_time_percent"] is None
    assert found["cs7.S07.on_time_percent"] == 80.0  # four of five resolved complaints
    assert found["cs7.complete"] == 5


def test_a_service_is_measured_by_its_own_months_until_the_cut_off(
    session: Session, now: datetime
) -> None:
    parts = office_file()
    of = next(row for row in parts["service_standards"] if row["id"] == "S06")
    of["achievements"] = [
        {"month": "2025-09-01", "done": 9, "within": 0},  # the year before
        {"month": "2025-10-01", "done": 4, "within": 4},
        {"month": "2026-03-01", "done": 4, "within": 2},
    ]
    load(parts, now)
    name = "cs7.S06.on_time_percent"
    assert figures(form23(2569, now))[name] == 75.0
    rows = behind(name, gather(2569))
    assert rows is not None
    assert [adds for _, adds in rows.lines] == [4, 4]
    for day, left in (("2026-03-31", 2), ("2026-03-30", 1)):
        assert len(gather(2569, date.fromisoformat(day)).achievements) == left


def test_a_chart_with_a_step_that_nobody_answers_for_supports_nothing(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = TABLES[Kind.COMPLAINT]
    monkeypatch.setitem(TABLES, Kind.COMPLAINT, (replace(first, by=()), *others))
    drawn = claim(form23(2569, now), "CS3", 3)
    assert not drawn.supported
    assert thai(drawn.missing) == ["ขั้น มอบหมาย ยังไม่มีผู้รับผิดชอบในแผนผัง"]


@pytest.mark.parametrize(("stated", "counted"), [("๔", 4), ("สาม", 3)])
def test_a_number_stated_in_words_is_counted_instead(
    session: Session, now: datetime, stated: str, counted: int
) -> None:
    parts = office_file()
    parts["seed_registers_2553"]["missions_count"] = stated
    load(parts, now)
    assert figures(form23(2553, now))["cs1.missions_count"] == counted

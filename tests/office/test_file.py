"""An office comes from one file: with its history, once, and without writing to anybody."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.receive_message import receive_message
from app.actions.register import register
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Base, Case, DeadlineRule, Letter, Office, Person, Rating, Topic, Unit
from app.office.file import load
from app.office.first_start import DEMO_OFFICE
from app.queries import cases, people
from tests.factories import a_submission
from tests.office.files import SMALL, with_, written
from workflows import State
from workflows.deadlines import Milestone

DATA = Path(__file__).parent.parent / "data"
EXPECTED = YAML(typ="safe").load(DATA / "expected_cases.yaml")["cases"]
DATES = {"ack": "acknowledge_by", "official": "official_on", "target": "target_by"}


@pytest.fixture
def demo(session: Session, now: datetime) -> Session:
    with transaction():
        load(DEMO_OFFICE, now)
    return session


def loaded(text: str, folder: Path, now: datetime) -> None:
    with transaction():
        load(written(text, folder), now)


def case_of(reference: str) -> Case:
    case = cases.by_reference(reference)
    assert case is not None
    return case


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, versions included."""
    session.rollback()
    tables = Base.metadata.sorted_tables
    return {t.name: sorted(map(str, session.execute(select(t)).all())) for t in tables}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["id"])
def test_every_case_of_the_demo_office_has_the_dates_it_was_promised(
    demo: Session, expected: dict[str, Any]
) -> None:
    case = case_of(expected["id"])
    promised = {n: d for n, d in expected.items() if n not in ("id", "resolved_late")}
    assert {n: getattr(case, DATES.get(n, f"{n}_by")) for n in promised} == promised
    late = case.resolved_at and case.resolved_at.date() > case.resolve_by
    assert late == expected["resolved_late"]


def test_the_figures_of_the_demo_office_are_those_of_its_form(demo: Session) -> None:
    found = demo.scalars(select(Case)).all()
    cs3 = YAML(typ="safe").load(DATA / "registers.yaml")["expected"]["cs3"]
    assert Counter(case.kind.value for case in found) == cs3["by_kind"]
    assert Counter(case.channel for case in found) == cs3["by_channel"]
    assert Counter(case.topic_code or "none" for case in found) == cs3["by_topic"]
    done = [case for case in found if case.resolved_at]
    in_time = [case for case in done if case.resolved_at.date() <= case.resolve_by]
    assert (len(found), len(done), len(in_time)) == (
        cs3["received"], cs3["resolved"], cs3["resolved_on_time"],
    )  # fmt: skip
    sent = [case.referral for case in found if case.referral]
    assert [referral.reported_at.date() <= referral.report_due for referral in sent] == [True]
    marks = demo.scalars(select(Rating.handling)).all()
    mean = round(sum(marks) / len(marks), 2)
    assert {"n": len(marks), "mean": mean} == cs3["handling_satisfaction"]
    assert set(demo.scalars(select(Rating.outcome))) == {None}


def test_loading_twice_changes_nothing(demo: Session, now: datetime) -> None:
    before = everything(demo)
    assert len(before["case"]) == 12
    assert len(before["person"]) == 8
    with transaction():
        load(DEMO_OFFICE, now + timedelta(days=1))
    assert everything(demo) == before


def test_nothing_of_a_history_leaves_the_outbox(demo: Session) -> None:
    letters = Counter((letter.status, letter.name) for letter in demo.scalars(select(Letter)))
    assert letters == {("recorded", "answer"): 11}


def test_after_the_load_letters_leave_as_for_any_other_case(demo: Session, now: datetime) -> None:
    with transaction() as session:
        receive_message(case_of("OIE-2569-0008"), now, "มีเอกสารเพิ่มเติม", "key")
        session.flush()
        assert session.scalars(select(Letter.name).where(Letter.status == "ready")).all() == [
            "wrote"
        ]


def test_a_case_walked_through_its_history_by_the_recorded_people_at_the_recorded_times(
    demo: Session,
) -> None:
    case = case_of("OIE-2569-0004")
    assert (case.state, case.outcome, case.imported) == (State.RESOLVED, "adopted", True)
    assert (case.finding[:14], case.root_cause) == ("ทำได้ด้วยระบบเ", "ระบบสารสนเทศ")
    told = [
        (e.what, e.at.isoformat(), e.actor.code if e.actor else None) for e in cases.events(case)
    ]
    assert told == [
        ("registered", "2025-12-30T02:05:00+00:00", None),
        ("assign", "2026-01-05T03:00:00+00:00", "O02"),
        ("analyse", "2026-01-12T09:00:00+00:00", "O03"),
        ("resolve", "2026-01-28T04:00:00+00:00", "O03"),
        ("rated", "2026-01-28T04:00:00+00:00", None),
    ]


def test_a_time_that_is_absent_stays_absent(demo: Session) -> None:
    assert demo.scalars(select(Case.acknowledged_at)).all() == [None] * 12
    open_case = case_of("OIE-2569-0008")
    assert (open_case.restricted, open_case.anonymous, open_case.correspondent) == (
        True,
        True,
        None,
    )
    assert (open_case.state, open_case.next_milestone) == (State.ASSIGNED, Milestone.FIRST_ANSWER)
    assert (case_of("OIE-2569-0012").analysed_at, case_of("OIE-2569-0012").analyse_by) == (
        None,
        None,
    )


def test_a_case_out_of_remit_was_dismissed_after_its_analysis(demo: Session) -> None:
    case = case_of("OIE-2569-0010")
    steps = [event.what for event in cases.events(case)]
    assert steps == ["registered", "assign", "analyse", "dismiss", "rated"]
    assert (case.outcome, case.forwarded_to) == ("out_of_remit", "กรมโรงงานอุตสาหกรรม")


def test_a_case_forwarded_before_names_the_letter_and_its_date(
    session: Session, now: datetime, tmp_path: Path
) -> None:
    told = """outcome: out_of_remit
    reason: งานของหน่วยงานอื่น
    forwarded_to: กรมโรงงานอุตสาหกรรม
    forward_number: อก 0801/99
    forward_date: "2026-05-14\""""
    loaded(with_("outcome: upheld", told), tmp_path, now)
    case = case_of("OIE-2569-0007")
    assert (case.forward_number, case.forward_date) == ("อก 0801/99", date(2026, 5, 14))


def test_names_and_addresses_read_as_on_an_envelope(demo: Session) -> None:
    sender = case_of("OIE-2569-0001").correspondent
    assert sender is not None
    assert (sender.name, sender.address) == (
        "นายสมหมาย ใฝ่อ่าน", "ต.ในเมือง อ.เมืองขอนแก่น จ.ขอนแก่น 40000",
    )  # fmt: skip
    firm = case_of("OIE-2569-0007").correspondent
    assert firm is not None
    assert firm.name == "บริษัท ส่งออกตัวอย่าง จำกัด"


def test_references_go_on_after_the_highest_of_the_file(demo: Session, now: datetime) -> None:
    with transaction():
        at = datetime(2026, 9, 29, 3, tzinfo=UTC)
        assert register(a_submission(at), at).reference == "OIE-2569-0013"


def test_the_office_its_people_and_its_promises_are_there(demo: Session) -> None:
    office = demo.scalars(select(Office)).one()
    assert (office.code, office.short_th, office.phone) == ("OIE", "สศอ.", "02-000-0100")
    unit = demo.get_one(Unit, "U02")
    head = people.by_code("O03")
    assert head is not None
    assert (unit.parent_code, unit.head_id, unit.name.en) == (
        "U05", head.id, "Industrial Economics Information Centre",
    )  # fmt: skip
    assert (head.name, head.roles, head.email) == (
        "นายข้อมูล ตัวอย่างดี",
        ["officer"],
        "khomun@oie.example",
    )
    assert demo.get_one(Topic, "C08").restricted
    rules = demo.scalars(select(DeadlineRule).where(DeadlineRule.kind == "restricted"))
    assert {(rule.milestone, rule.days, rule.working) for rule in rules} == {
        ("acknowledge", 1, True), ("assign", 1, True), ("analyse", 15, True),
        ("first_answer", 15, False), ("resolve", 60, False),
    }  # fmt: skip


def test_a_changed_file_updates_the_lists_and_never_a_history(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    loaded(
        with_("name_th: สำนักบริหารกลาง", "name_th: สำนักบริหารกลาง, phone: 02-000-0101"), tmp_path, now
    )
    before = everything(session)
    changed = with_("วารสารและสิ่งพิมพ์เผยแพร่", "วารสาร")
    changed = with_("หนังสือค้างระหว่างส่งต่อสองสำนัก", "เขียนใหม่ทั้งหมด", changed)
    loaded(with_("role: intake", "role: [intake, manager]", changed), tmp_path, now)
    after = everything(session)
    assert {name for name in after if after[name] != before[name]} == {"topic", "person"}
    assert session.get_one(Topic, "C01").name_th == "วารสาร"
    assert session.scalars(select(Person.roles).where(Person.code == "O02")).one() == [
        "intake",
        "manager",
    ]
    assert session.get_one(Unit, "U01").phone == "02-000-0101"  # a file without it takes none away


def test_an_acknowledgement_counts_when_its_time_is_given(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    ack = 'ack: "2026-04-10T15:00:00+07:00"\n    owner: O02'
    loaded(with_("owner: O02", ack), tmp_path, now)
    case = case_of("OIE-2569-0007")
    assert case.acknowledged_at == datetime(2026, 4, 10, 8, tzinfo=UTC)
    assert [e.what for e in cases.events(case)][:2] == ["registered", "acknowledged"]


def test_every_part_may_be_absent_and_expected_is_passed_over(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    before = everything(session)
    loaded("expected: {cs3: {received: 12}}\n", tmp_path, now)
    assert everything(session) == before


def test_a_file_may_refer_to_what_an_earlier_one_brought(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    office, later = SMALL.split("cases:\n")
    loaded(office, tmp_path, now)
    loaded("cases:\n" + later, tmp_path, now)
    assert case_of("OIE-2569-0007").owner.code == "O02"


def test_an_account_made_by_hand_is_taken_over_by_its_address(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    with transaction() as own:
        own.add(Person(email="jaisai@oie.example", name="ใจใส", roles=["admin"], created_at=now))
    loaded(SMALL, tmp_path, now)
    assert session.scalars(
        select(Person.code).where(Person.email == "jaisai@oie.example")
    ).all() == ["O02"]


def test_an_imported_case_is_worked_on_like_any_other(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    until_analysed = SMALL[: SMALL.index("    resolved_at")]
    loaded(until_analysed, tmp_path, now)
    with transaction():
        case = case_of("OIE-2569-0007")
        given = Given(outcome="upheld", answer="ตอบข้อหารือแล้ว")
        take_step(case, "resolve", case.owner, now, given)
    assert case_of("OIE-2569-0007").working_days > 100
    assert session.scalars(select(Letter.status)).all() == ["ready"]

"""Each step does what its button says: state, event, times and letters."""

from datetime import date, datetime, timedelta

import pytest

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import transaction
from app.intake.submission import Referral
from app.models import Person
from app.queries import cases
from tests.factories import a_case, a_person, settled
from workflows import Kind, NotAllowed, State
from workflows.deadlines import Milestone
from workflows.errors import Conflict, Invalid

LATER = timedelta(days=2)

pytestmark = pytest.mark.usefixtures("office")


def names(case: object) -> list[str]:
    return [letter.name for letter in cases.letters(case)]  # type: ignore[arg-type]  # a Case


def test_assigning_names_the_owner_and_tells_both(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
    assert (case.state, case.owner_id, case.unit_code) == (State.ASSIGNED, owner.id, "U02")
    assert case.assigned_at == now
    told = {letter.name: letter for letter in cases.letters(case)}
    assert told["yours"].recipient == owner.email
    assert "นายข้อมูล ตัวอย่างดี" in told["assigned"].text


def test_assigning_without_an_owner_says_so_and_changes_nothing(
    now: datetime, manager: Person
) -> None:
    reference = settled(now)
    with pytest.raises(NotAllowed) as refused, transaction():
        take_step(cases.find(reference, manager), "assign", manager, now, Given())
    assert [guard.code for guard in refused.value.missing] == ["owner"]
    assert cases.find(reference, manager).state is State.RECEIVED


def test_a_case_cannot_be_given_to_someone_who_owns_no_cases(
    now: datetime, manager: Person
) -> None:
    with transaction():
        auditor = a_person(now, "auditor").email
        case = a_case(now)
        for nobody in (auditor, "stranger@example.org"):
            with pytest.raises(Invalid) as refused:
                take_step(case, "assign", manager, now, Given(owner=nobody))
            assert "owner" in refused.value.problems


def test_kind_and_topic_are_confirmed_at_assigning_and_the_dates_follow(
    now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now, channel="email", kind_confirmed=False, topic=None)
        before = case.resolve_by
        given = Given(owner=owner.email, kind="opinion", topic="C01")
        take_step(case, "assign", manager, now, given)
    assert (case.kind, case.topic_code, case.kind_confirmed) == (Kind.OPINION, "C01", True)
    assert (before, case.resolve_by) == (date(2026, 12, 23), date(2026, 12, 8))
    (changed,) = [event for event in cases.events(case) if event.what == "reclassified"]
    assert changed.details["before"]["resolve"] == "2026-12-23"
    assert changed.details["after"]["resolve"] == "2026-12-08"


def test_a_transfer_keeps_the_deadlines_and_asks_a_reason(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        other = a_person(now, "officer", "U01")
        dates = (case.analyse_by, case.resolve_by)
        take_step(case, "transfer", owner, now, Given(owner=other.email, reason="งานของหน่วยอื่น"))
    assert (case.owner_id, case.unit_code, case.state) == (other.id, "U01", State.ASSIGNED)
    assert (case.analyse_by, case.resolve_by) == dates
    assert cases.events(case)[-1].note == "งานของหน่วยอื่น"


def test_resolving_meets_the_last_deadlines_and_sends_the_answer(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        take_step(case, "resolve", owner, now + LATER, Given(outcome="upheld", answer="แก้ไขแล้ว"))
    assert case.state is State.RESOLVED
    assert case.first_answered_at == case.resolved_at == now + LATER
    assert (case.working_days, case.next_due_on) == (2, None)
    answer = cases.letters(case)[-1]
    assert answer.name == "answer"
    assert "แก้ไขแล้ว" in answer.text
    assert "เป็นจริงตามที่แจ้ง" in answer.text


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (Given(outcome="adopted", answer="x"), ["outcome"]),
        (Given(outcome="upheld"), ["answer"]),
        (Given(outcome="upheld", answer="   "), ["answer"]),
        (Given(), ["outcome", "answer"]),
    ],
)
def test_resolving_needs_an_outcome_of_that_kind_and_an_answer(
    now: datetime, owner: Person, given: Given, missing: list[str]
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        with pytest.raises(NotAllowed) as refused:
            take_step(case, "resolve", owner, now, given)
    assert [guard.code for guard in refused.value.missing] == missing


def test_a_recorded_reason_stands_in_for_an_answer_nobody_can_get(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        given = Given(outcome="upheld", no_answer_reason="ไม่มีที่อยู่ติดต่อ")
        take_step(case, "resolve", owner, now, given)
    assert case.state is State.RESOLVED
    assert "answer" not in names(case)


def test_an_answer_given_by_telephone_is_recorded_and_never_sent(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        given = Given(outcome="upheld", answer="แจ้งทางโทรศัพท์แล้ว", told_by="phone")
        take_step(case, "resolve", owner, now, given)
    letter = cases.letters(case)[-1]
    assert (letter.name, letter.how, letter.status) == ("answer", "phone", "recorded")


def test_the_answer_to_an_anonymous_case_is_read_on_its_track_page(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner, anonymous=True)
    letter = cases.letters(case)[-1]
    assert (letter.name, letter.how, letter.status) == ("answer", "track", "recorded")


def test_a_compliment_is_passed_on_without_analysis(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner, kind="compliment")
    assert [event.what for event in cases.events(case)] == ["registered", "assign", "resolve"]
    assert case.outcome == "passed_on"


def test_a_referral_is_reported_to_its_agency_when_it_is_resolved(
    now: datetime, owner: Person
) -> None:
    with transaction():
        from_centre = a_person(now, "agency", unit="")
        sent = Referral("ศูนย์บริการประชาชน สปน.", agency_person_id=from_centre.id)
        case = a_case(now, State.RESOLVED, owner, channel="gcc1111", referral=sent)
    report = next(letter for letter in cases.letters(case) if letter.name == "report")
    assert report.recipient == from_centre.email
    assert case.referral is not None
    assert case.referral.reported_at == now


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (Given(outcome="spam", reason="โฆษณา", no_answer_reason="ข้อความรบกวน"), None),
        (Given(outcome="out_of_remit", reason="โรงงาน", answer="ส่งต่อแล้ว"), ["forwarded_to"]),
        (Given(outcome="duplicate", reason="ซ้ำ", answer="ดูเรื่องเดิม"), ["duplicate_of"]),
        (Given(outcome="upheld", reason="ผิดช่อง", answer="x"), ["outcome"]),
        (Given(outcome="withdrawn", answer="x"), ["reason"]),
    ],
)
def test_dismissing_needs_its_own_outcome_a_reason_and_an_answer(
    now: datetime, manager: Person, given: Given, missing: list[str] | None
) -> None:
    with transaction():
        case = a_case(now)
        if missing is None:
            take_step(case, "dismiss", manager, now, given)
            assert case.state is State.RESOLVED
        else:
            with pytest.raises(NotAllowed) as refused:
                take_step(case, "dismiss", manager, now, given)
            assert [guard.code for guard in refused.value.missing] == missing


def test_a_duplicate_is_linked_to_the_first_case_and_never_to_itself(
    now: datetime, manager: Person
) -> None:
    with transaction():
        first, second = a_case(now), a_case(now)
        given = {"outcome": "duplicate", "reason": "ซ้ำ", "answer": "ดูเรื่องเดิม"}
        with pytest.raises(Invalid):
            take_step(
                second, "dismiss", manager, now, Given(**given, duplicate_of=second.reference)
            )
        take_step(second, "dismiss", manager, now, Given(**given, duplicate_of=first.reference))
    assert second.duplicate_of_id == first.id


def test_reopening_owes_outcome_and_answer_again_and_keeps_the_old_dates(
    now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        dates = (case.first_answer_by, case.resolve_by)
        take_step(case, "reopen", manager, now + LATER, Given(reason="ผู้แจ้งมีหลักฐานใหม่"))
    assert (case.state, case.owner_id) == (State.ASSIGNED, owner.id)
    assert (case.outcome, case.answer, case.resolved_at) == ("", "", None)
    assert (case.first_answer_by, case.resolve_by) == dates
    assert case.next_milestone is Milestone.ACKNOWLEDGE


def test_returning_an_analysis_owes_it_again(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        take_step(case, "return", owner, now, Given(reason="ข้อเท็จจริงไม่ครบ"))
    assert (case.state, case.analysed_at) == (State.ASSIGNED, None)
    assert case.finding == "โรงพิมพ์ส่งช้า"


def test_a_stranger_to_the_case_may_take_no_step(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        colleague = a_person(now, "officer")
        with pytest.raises(NotAllowed) as refused:
            take_step(case, "analyse", colleague, now, Given(root_cause="ก", finding="ข"))
    assert refused.value.forbidden


def test_the_second_of_two_officers_is_told_and_nothing_is_overwritten(
    now: datetime, owner: Person, manager: Person
) -> None:
    reference = settled(now, State.ASSIGNED, owner=owner)
    seen = cases.find(reference, owner).version
    with transaction():
        take_step(cases.find_to_change(reference, owner, seen), "analyse", owner, now,
                  Given(root_cause="กระบวนงาน", finding="คนแรกเขียน"))  # fmt: skip
    with pytest.raises(Conflict), transaction():
        take_step(cases.find_to_change(reference, manager, seen), "analyse", manager, now,
                  Given(root_cause="บุคลากร", finding="คนที่สองเขียน"))  # fmt: skip
    assert cases.find(reference, owner).finding == "คนแรกเขียน"

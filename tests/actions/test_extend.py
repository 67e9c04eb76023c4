"""An answer is put off once, in time, by a manager; the correspondent learns why."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.actions.extend import decide_extension, extend
from app.actions.set_deadlines import dates_of
from app.actions.stop_clock import StopAsked, stop_clock
from app.database import transaction
from app.models import Case, Person, Unit
from app.queries import cases, clocks, office
from tests.actions.stops import whats
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.deadlines import deadlines
from workflows.errors import Invalid
from workflows.replay import replay

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 23)  # thirty days after Monday 23 November
UNTIL = date(2027, 1, 15)
WHY = "โรงพิมพ์ส่งหลักฐานได้หลังปีใหม่"

pytestmark = pytest.mark.usefixtures("office")


def letters(case: Case, name: str) -> list:
    return [letter for letter in cases.letters(case) if letter.name == name]


def why_not(error: pytest.ExceptionInfo[NotAllowed]) -> str:
    return error.value.words.en


@pytest.fixture
def case(session: Session, now: datetime, owner: Person, manager: Person) -> Case:
    """A complaint whose answer is due on 23 December."""
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        assert case.resolve_by == DUE
        return case


def test_an_owner_proposes_and_nothing_moves_until_a_manager_decides(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        extend(case, owner, now, UNTIL, WHY)
    assert (case.resolve_by, case.extended_until) == (DUE, None)
    assert whats(case)[-1] == "extension_proposed"
    assert manager.email in {letter.recipient for letter in letters(case, "extension_asked")}
    assert letters(case, "extended") == []


def test_a_granted_extension_moves_the_date_of_the_answer_and_the_correspondent_is_told(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        extend(case, owner, now, UNTIL, WHY)
        decide_extension(case, manager, now + DAY, True)
    assert (case.resolve_by, case.extended_until) == (UNTIL, UNTIL)
    assert case.public_resolve_by == DUE
    event = cases.events(case)[-1]
    assert (event.what, event.details["reason"]) == ("extend", WHY)
    assert event.details["before"]["resolve"] == "2026-12-23"
    assert event.details["after"]["resolve"] == "2027-01-15"
    (letter,) = letters(case, "extended")
    assert letter.recipient == "sommai@example.org"
    for words in ("วันพุธที่ 23 ธันวาคม 2569", "วันศุกร์ที่ 15 มกราคม 2570", WHY):
        assert words in letter.text


def test_the_letter_about_an_extension_is_the_interim_answer(
    now: datetime, manager: Person, case: Case
) -> None:
    with transaction():
        extend(case, manager, now + DAY, UNTIL, WHY)
    assert case.first_answered_at == now + DAY


def test_a_manager_extends_at_once(now: datetime, manager: Person, case: Case) -> None:
    with transaction():
        extend(case, manager, now, UNTIL, WHY)
    assert case.resolve_by == UNTIL
    assert clocks.pending(case) is None
    assert whats(case)[-1] == "extend"


def test_a_refused_extension_moves_nothing_and_the_owner_is_told_and_may_propose_again(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        before = dates_of(case)
        extend(case, owner, now, UNTIL, WHY)
        decide_extension(case, manager, now, False, "ขอให้เร่งโรงพิมพ์ก่อน")
        assert dates_of(case) == before
        extend(case, owner, now + DAY, UNTIL - DAY, WHY)
    assert whats(case)[-3:] == ["extension_proposed", "extension_refused", "extension_proposed"]
    (letter,) = letters(case, "extension_refused")
    assert letter.recipient == owner.email
    assert "ขอให้เร่งโรงพิมพ์ก่อน" in letter.text
    assert letters(case, "extended") == []


def test_an_extension_is_granted_once_only(now: datetime, manager: Person, case: Case) -> None:
    with transaction():
        extend(case, manager, now, UNTIL, WHY)
        with pytest.raises(NotAllowed) as error:
            extend(case, manager, now, UNTIL + DAY, WHY)
    assert "once" in why_not(error)
    assert case.resolve_by == UNTIL


def test_nothing_else_is_proposed_while_a_proposal_waits(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        extend(case, owner, now, UNTIL, WHY)
        for actor in (owner, manager):
            with pytest.raises(NotAllowed) as error:
                extend(case, actor, now, UNTIL, WHY)
            assert "waits for a decision" in why_not(error)
    assert len(clocks.asked(case)) == 1


def test_it_is_extended_on_its_last_day_and_not_a_day_later(
    now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        late, in_time = (a_case(now, State.ASSIGNED, owner) for _ in range(2))
        with pytest.raises(NotAllowed) as error:
            extend(late, manager, now + 31 * DAY, UNTIL, WHY)
        assert "passed" in why_not(error)
        extend(in_time, manager, now + 30 * DAY, UNTIL, WHY)
    assert (late.resolve_by, in_time.resolve_by) == (DUE, UNTIL)


def test_a_proposal_that_nobody_decided_in_time_can_only_be_refused(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        extend(case, owner, now, UNTIL, WHY)
        with pytest.raises(NotAllowed):
            decide_extension(case, manager, now + 31 * DAY, True)
        assert clocks.pending(case) is not None
        decide_extension(case, manager, now + 31 * DAY, False)
    assert (case.resolve_by, clocks.pending(case)) == (DUE, None)


@pytest.mark.parametrize("until", [None, DUE, DUE - DAY, DUE + timedelta(days=366)])
def test_the_new_date_lies_after_the_present_one_and_within_a_year(
    now: datetime, manager: Person, case: Case, until: date | None
) -> None:
    with transaction(), pytest.raises(Invalid) as error:
        extend(case, manager, now, until, WHY)
    assert set(error.value.problems) == {"until"}
    assert (case.resolve_by, clocks.asked(case)) == (DUE, [])


def test_an_extension_needs_a_reason(now: datetime, owner: Person, case: Case) -> None:
    with transaction(), pytest.raises(Invalid) as error:
        extend(case, owner, now, UNTIL, "  ")
    assert set(error.value.problems) == {"reason"}
    assert "extension_proposed" not in whats(case)


def test_only_the_owner_or_a_manager_proposes_and_only_a_manager_decides(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        colleague = a_person(now, "officer")
        with pytest.raises(NotAllowed) as error:
            extend(case, colleague, now, UNTIL, WHY)
        assert error.value.forbidden
        extend(case, owner, now, UNTIL, WHY)
        with pytest.raises(NotAllowed) as error:
            decide_extension(case, owner, now, True)
        assert error.value.forbidden


def test_without_a_proposal_there_is_nothing_to_decide(
    now: datetime, manager: Person, case: Case
) -> None:
    with transaction(), pytest.raises(NotAllowed) as error:
        decide_extension(case, manager, now, True)
    assert "No extension waits" in why_not(error)


def test_a_closed_case_is_not_extended(now: datetime, owner: Person, manager: Person) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        with pytest.raises(NotAllowed):
            extend(case, manager, now, UNTIL, WHY)


def test_the_head_of_the_unit_is_asked_where_that_is_a_manager_and_else_every_manager(
    now: datetime, owner: Person, session: Session, case: Case
) -> None:
    with transaction():
        head, officer = a_person(now, "manager"), a_person(now, "officer")
        session.flush()
        session.get_one(Unit, "U02").head_id = head.id
        extend(case, owner, now, UNTIL, WHY)
        other = a_case(now, State.ASSIGNED, owner)
        session.get_one(Unit, "U02").head_id = officer.id
        extend(other, owner, now, UNTIL, WHY)
    assert {letter.recipient for letter in letters(case, "extension_asked")} == {head.email}
    asked = {letter.recipient for letter in letters(other, "extension_asked")}
    assert head.email in asked
    assert officer.email not in asked


def test_a_stop_after_the_grant_moves_a_working_day_promise_and_not_a_calendar_one(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        praise = a_case(now, State.ASSIGNED, owner, kind="compliment")  # five working days
        for matter in (case, praise):
            extend(matter, manager, now, UNTIL, WHY)
            stop_clock(matter, owner, now + DAY, StopAsked("agency", resume_on=date(2026, 11, 26)))
    assert case.resolve_by == UNTIL
    assert praise.resolve_by == date(2027, 1, 19)  # two working days stopped: Monday and Tuesday


def test_a_proposal_that_a_stop_has_overtaken_is_not_granted(
    now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner, kind="compliment")
        extend(case, owner, now, date(2026, 12, 1), WHY)  # due on 30 November
        stop_clock(case, manager, now, StopAsked("agency", resume_on=date(2026, 12, 20)))
        with pytest.raises(NotAllowed) as error:
            decide_extension(case, manager, now, True)
    assert "due on that day or later" in why_not(error)


def test_a_stop_back_dated_behind_the_grant_keeps_the_later_of_the_two_dates(
    now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner, kind="compliment")  # due on 30 November
        extend(case, manager, now + 4 * DAY, date(2026, 12, 1), WHY)
        # Four of its days lie before the grant: the extended date alone would move by the others.
        stop_clock(case, owner, now + 4 * DAY, StopAsked(
            "agency", from_on=TODAY, resume_on=TODAY + 21 * DAY
        ))  # fmt: skip
    plain = deadlines(
        case.received_at, office.targets(office.matter_of(case)),
        clocks.calendar(TODAY, []), clocks.spans(clocks.stops(case)),
    )  # fmt: skip
    assert case.resolve_by == plain.resolve == date(2026, 12, 21)
    told = replay(cases.events(case)).dates
    assert {m.value: day.isoformat() if day else None for m, day in told.items()} == dates_of(case)


def test_replaying_the_events_of_an_extended_case_gives_its_dates(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        extend(case, owner, now, UNTIL, WHY)
        decide_extension(case, manager, now, True)
    told = replay(cases.events(case)).dates
    assert {m.value: day.isoformat() if day else None for m, day in told.items()} == dates_of(case)

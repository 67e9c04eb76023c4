"""Being away: what is refused, who stands in, who reads the letters."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_absence import add_absence, end_absence
from app.actions.keep_capacity import set_capacity
from app.actions.receive_message import receive_message
from app.actions.tell import tell_staff
from app.database import transaction
from app.models import Absence, Event, Letter, Person, Wall
from app.queries import absences
from tests.factories import a_case, a_person
from workflows import State
from workflows.errors import Invalid

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def be_away(
    person: Person, now: datetime, deputy: Person | None = None, first: date = TODAY, days: int = 5
) -> Absence:
    with transaction():
        return add_absence(
            person, now, actor=person, from_on=first, to_on=first + (days - 1) * DAY, deputy=deputy
        )


@pytest.fixture
def others(owner: Person, now: datetime) -> list[Person]:
    """Two more officers of the same unit."""
    with transaction():
        return [a_person(now, "officer") for _ in range(2)]


def test_somebody_is_away_from_the_first_day_to_the_last(
    owner: Person, others: list[Person], now: datetime
) -> None:
    be_away(owner, now, others[0])
    assert [absences.deputy_of(owner, TODAY + n * DAY) for n in (-1, 0, 4, 5)] == [
        None, others[0], others[0], None,
    ]  # fmt: skip


def test_the_event_says_who_is_away_until_when(
    session: Session, owner: Person, others: list[Person], now: datetime
) -> None:
    be_away(owner, now, others[0])
    event = session.scalars(select(Event).where(Event.subject == f"person:{owner.id}")).one()
    assert (event.what, event.actor_id) == ("absence_added", owner.id)
    assert event.details == {
        "deputy": others[0].name, "from_on": "2026-11-23", "to_on": "2026-11-27",
    }  # fmt: skip


def test_the_last_day_is_not_before_the_first(owner: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        be_away(owner, now, days=0)
    assert set(refused.value.problems) == {"to_on"}
    assert absences.away(TODAY) == {}


def test_nobody_is_their_own_deputy(owner: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        be_away(owner, now, owner)
    assert set(refused.value.problems) == {"deputy"}


def test_a_deputy_may_own_cases(owner: Person, now: datetime) -> None:
    with transaction():
        auditor, gone = a_person(now, "auditor"), a_person(now, "officer")
        gone.active = False
    for deputy in (auditor, gone):
        with pytest.raises(Invalid) as refused:
            be_away(owner, now, deputy)
        assert set(refused.value.problems) == {"deputy"}


def test_two_absences_of_one_person_do_not_overlap(
    session: Session, owner: Person, now: datetime
) -> None:
    be_away(owner, now)
    with pytest.raises(Invalid) as refused:
        be_away(owner, now, first=TODAY + 4 * DAY)
    assert "27 พ.ย. 2569" in refused.value.problems["from_on"].th
    be_away(owner, now, first=TODAY + 5 * DAY)
    assert len(session.scalars(select(Absence)).all()) == 2


def test_the_same_absence_twice_is_one(session: Session, owner: Person, now: datetime) -> None:
    assert be_away(owner, now).id == be_away(owner, now).id
    assert len(session.scalars(select(Event).where(Event.what == "absence_added")).all()) == 1


def test_a_deputy_of_a_deputy_of_oneself_is_refused_when_saved(
    owner: Person, others: list[Person], now: datetime
) -> None:
    second, third = others
    be_away(second, now, third)
    be_away(third, now, owner)
    with pytest.raises(Invalid) as refused:
        be_away(owner, now, second)
    assert set(refused.value.problems) == {"deputy"}
    assert absences.deputy_of(second, TODAY) == owner
    be_away(owner, now, second, first=TODAY + 7 * DAY)  # not on the same days


def test_who_comes_back_early_is_here_from_today(
    session: Session, owner: Person, now: datetime
) -> None:
    absence = be_away(owner, now, first=TODAY - DAY)
    with transaction():
        end_absence(absences.find(absence.id), owner, now)
    assert absences.away(TODAY) == {}
    assert owner.id in absences.away(TODAY - DAY)


def test_an_absence_that_had_not_begun_never_was(
    session: Session, owner: Person, now: datetime
) -> None:
    absence = be_away(owner, now, first=TODAY + 9 * DAY)
    with transaction():
        end_absence(absences.find(absence.id), owner, now)
    assert session.scalars(select(Absence)).all() == []
    assert session.scalars(select(Event.what).order_by(Event.id)).all()[-1] == "absence_ended"


def test_what_is_written_to_an_owner_who_is_away_reaches_the_deputy_too(
    session: Session, owner: Person, others: list[Person], now: datetime
) -> None:
    be_away(owner, now, others[0])
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        receive_message(case, now, "ขอทราบความคืบหน้า", "m1")
    for name in ("yours", "wrote"):
        letters = session.scalars(select(Letter).where(Letter.name == name)).all()
        texts = {letter.recipient: letter.text for letter in letters}
        assert set(texts) == {owner.email, others[0].email}
        because = f"ปฏิบัติหน้าที่แทน {owner.name}"
        assert because in texts[others[0].email]
        assert because not in texts[owner.email]


def test_a_deputy_behind_a_wall_is_told_nothing(
    session: Session, owner: Person, others: list[Person], now: datetime
) -> None:
    be_away(owner, now, others[0])
    with transaction() as writing:
        case = a_case(now, State.ASSIGNED, owner)
        wall = Wall(case=case, person_id=others[0].id, reason="ถูกร้องเรียน", raised_at=now)
        writing.add(wall)
        writing.flush()
        assert tell_staff(case, [owner], "wrote", "m1", now) == [owner]


def test_of_a_restricted_case_only_a_confidential_deputy_hears(
    session: Session, office: None, now: datetime
) -> None:
    with transaction():
        keeper, second = (a_person(now, "confidential", "U06") for _ in range(2))
        officer = a_person(now, "officer")
        case = a_case(now, State.ASSIGNED, keeper, topic="C08")
    absence = be_away(keeper, now, officer)
    with transaction():
        assert tell_staff(case, [keeper], "wrote", "m1", now) == [keeper]
        absences.find(absence.id).deputy = second
    with transaction():
        assert tell_staff(case, [keeper], "wrote", "m2", now) == [keeper, second]


def test_capacity_is_a_percentage_and_its_change_an_event(
    session: Session, owner: Person, manager: Person, now: datetime
) -> None:
    for wrong in (-1, 201):
        with pytest.raises(Invalid), transaction():
            set_capacity(owner, wrong, manager, now)
    with transaction():
        set_capacity(owner, 50, manager, now)
        set_capacity(owner, 50, manager, now)
    event = session.scalars(select(Event).where(Event.what == "capacity_set")).one()
    assert event.details == {"before": 100, "after": 50}

"""Second factors are added, removed, forgotten; each time the audit says so and keeps no proof."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.demand_factors import demand_factors
from app.actions.keep_factors import begin_app, confirm_app, forget_factors, remove_factor
from app.actions.keep_factors import renew_codes as renew
from app.actions.prove import take_code
from app.database import transaction
from app.models import Authenticator, Event, Person, RecoveryCode
from app.queries import factors
from tests.second_factors import KEY, a_telephone
from workflows.errors import Invalid
from workflows.house_events import HOUSE_EVENTS


def happened(session: Session) -> Sequence[str]:
    return session.scalars(select(Event.what).order_by(Event.id)).all()


def test_an_app_counts_only_after_its_first_code(
    owner: Person, now: datetime, session: Session
) -> None:
    with transaction():
        row = begin_app(owner, "โทรศัพท์", now)
    assert not factors.has_one(owner)
    with pytest.raises(Invalid), transaction():
        confirm_app(row, "000000", now, KEY)
    assert not factors.has_one(owner)
    with transaction():
        a_telephone(owner, now)
    assert factors.has_one(owner)
    assert session.scalar(select(func.count(Authenticator.id))) == 1  # the one begun is gone
    assert list(happened(session)) == ["recovery_codes_renewed", "factor_added"][::-1]


def test_a_second_app_leaves_the_recovery_codes_as_they_are(owner: Person, now: datetime) -> None:
    with transaction():
        _, first = a_telephone(owner, now)
    with transaction():
        _, second = a_telephone(owner, now + timedelta(hours=1))
    assert (len(first), second) == (10, [])
    assert len(factors.of(owner)) == 2


def test_new_codes_end_the_old_ones(owner: Person, now: datetime) -> None:
    with transaction():
        _, old = a_telephone(owner, now)
        new = renew(owner, now, KEY)
    with transaction():
        assert not take_code(owner, old[0], now, KEY)
        assert take_code(owner, new[0], now, KEY)
    assert factors.codes_left(owner) == 9


def test_with_the_last_factor_its_codes_go_too(
    owner: Person, now: datetime, session: Session
) -> None:
    with transaction():
        a_telephone(owner, now)
    with transaction():
        remove_factor(factors.of(owner)[0], now)
    assert not factors.has_one(owner)
    assert session.scalar(select(func.count(RecoveryCode.id))) == 0
    assert happened(session)[-1] == "factor_removed"


def test_the_last_factor_stays_while_a_role_needs_one(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        a_telephone(owner, now)
        demand_factors(["officer"], manager, now)
    with pytest.raises(Invalid), transaction():
        remove_factor(factors.of(owner)[0], now)
    with transaction():
        a_telephone(owner, now + timedelta(hours=1))
    with transaction():
        remove_factor(factors.of(owner)[0], now)
    assert len(factors.of(owner)) == 1


def test_forgetting_them_ends_sessions_and_is_told_by_whom(
    owner: Person, manager: Person, now: datetime, session: Session
) -> None:
    with transaction():
        a_telephone(owner, now)
    before = owner.session_version
    with transaction():
        assert forget_factors(owner, manager, now) == 1
    assert owner.session_version == before + 1
    assert not factors.has_one(owner)
    assert factors.codes_left(owner) == 0
    event = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.what, event.subject) == ("factors_forgotten", f"person:{owner.id}")
    assert event.actor_id == manager.id


def test_whoever_needs_one_and_has_none_is_counted_before_it_is_saved(
    owner: Person, manager: Person, now: datetime
) -> None:
    assert factors.asked_to_add(["officer", "manager"]) == [manager, owner]
    with transaction():
        a_telephone(owner, now)
    assert factors.asked_to_add(["officer", "manager"]) == [manager]
    assert factors.asked_to_add([]) == []
    assert not factors.owes(manager)
    with transaction():
        demand_factors(["manager"], manager, now)
    assert factors.owes(manager)
    assert not factors.must(owner)


def test_only_roles_that_sign_in_can_be_named(manager: Person, now: datetime) -> None:
    for role in ("agency", "king"):
        with pytest.raises(Invalid), transaction():
            demand_factors([role], manager, now)


def test_every_event_of_an_account_has_its_words_and_no_proof(
    owner: Person, manager: Person, now: datetime, session: Session
) -> None:
    with transaction():
        telephone, codes = a_telephone(owner, now)
        demand_factors(["manager"], manager, now)
    with transaction():
        take_code(owner, codes[0], now, KEY)
        forget_factors(owner, manager, now)
    events = session.scalars(select(Event)).all()
    assert {event.what for event in events} <= set(HOUSE_EVENTS)
    kept = " ".join(f"{event.note} {event.details}" for event in events)
    assert not [proof for proof in (telephone.secret, *codes, owner.email) if proof in kept]

"""Codes are taken once: not again, not with blanks, not after a failure, not on another node."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.keep_person import set_password
from app.actions.prove import prove, take_code
from app.database import transaction
from app.models import Authenticator, Event, Person, RecoveryCode
from app.models.base import Sealed
from app.queries import people
from tests.second_factors import KEY, a_telephone
from workflows.errors import Invalid

STEP = timedelta(seconds=30)
PASSWORD = "ม้าแก่กินหญ้าเขียว"


@pytest.fixture
def telephone(owner: Person, now: datetime) -> pyotp.TOTP:
    with transaction():
        return a_telephone(owner, now)[0]


def takes(person: Person, typed: str, now: datetime) -> bool:
    with transaction():
        return take_code(person, typed, now, KEY)


def test_k42a_the_same_code_is_refused_twice(
    owner: Person, telephone: pyotp.TOTP, now: datetime
) -> None:
    code = telephone.at(now)
    assert takes(owner, code, now)
    assert not takes(owner, code, now)
    assert not takes(owner, code, now + STEP)
    assert takes(owner, telephone.at(now + STEP), now + STEP)


def test_k42b_a_used_code_with_blanks_is_refused_and_a_fresh_one_taken(
    owner: Person, telephone: pyotp.TOTP, now: datetime
) -> None:
    code = telephone.at(now)
    assert takes(owner, f" {code[:3]} {code[3:]}\n", now)
    for padded in (f" {code}", f"{code} ", f"{code[:3]} {code[3:]}", f"\t{code}\n"):
        assert not takes(owner, padded, now)


def test_k42c_a_used_code_is_refused_after_a_failed_sign_in(
    owner: Person, telephone: pyotp.TOTP, now: datetime
) -> None:
    code = telephone.at(now)
    assert takes(owner, code, now)
    assert not takes(owner, "000000" if code != "000000" else "111111", now)
    assert not takes(owner, code, now)


def test_k42d_a_code_used_on_one_node_is_refused_on_another_within_its_step(
    owner: Person, telephone: pyotp.TOTP, now: datetime, app_with: Callable[..., Flask]
) -> None:
    code, address = telephone.at(now), owner.email
    assert takes(owner, code, now)
    with app_with().app_context():
        there = people.by_email(address)
        assert there is not None
        assert not takes(there, code, now)
        assert takes(there, telephone.at(now + STEP), now + STEP)


def test_of_two_nodes_that_are_given_a_code_at_once_only_one_takes_it(
    app: Flask, owner: Person, telephone: pyotp.TOTP, now: datetime, app_with: Callable[..., Flask]
) -> None:
    code, address, start = telephone.at(now), owner.email, Barrier(2)

    def node(one: Flask) -> bool:
        with one.app_context():
            start.wait(10)
            person = people.by_email(address)
            assert person is not None
            return takes(person, code, now)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(node, (app, app_with()))) == [False, True]


def test_a_clock_may_be_one_step_off_and_no_more(
    owner: Person, telephone: pyotp.TOTP, now: datetime
) -> None:
    assert not takes(owner, telephone.at(now - 2 * STEP), now)
    assert not takes(owner, telephone.at(now + 2 * STEP), now)
    assert takes(owner, telephone.at(now - STEP), now)
    assert takes(owner, telephone.at(now + STEP), now)


def test_after_a_code_of_the_next_step_the_one_of_this_step_is_too_old(
    owner: Person, telephone: pyotp.TOTP, now: datetime
) -> None:
    assert takes(owner, telephone.at(now + STEP), now)
    assert not takes(owner, telephone.at(now), now)


def test_thai_digits_are_digits(owner: Person, telephone: pyotp.TOTP, now: datetime) -> None:
    thai = telephone.at(now).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert takes(owner, thai, now)


def test_nobody_gets_in_with_a_code_of_somebody_else(
    owner: Person, manager: Person, telephone: pyotp.TOTP, now: datetime
) -> None:
    assert not takes(manager, telephone.at(now), now)


def test_a_recovery_code_works_once_however_it_is_typed(
    owner: Person, now: datetime, session: Session
) -> None:
    with transaction():
        _, codes = a_telephone(owner, now)
    assert len(set(codes)) == 10
    assert takes(owner, codes[0].lower().replace("-", " "), now)
    assert not takes(owner, codes[0], now)
    assert takes(owner, codes[1], now)
    used = select(func.count()).where(Event.what == "recovery_code_used")
    assert session.scalar(used) == 2
    kept = session.scalars(select(RecoveryCode.hash)).all()
    assert not set(kept) & set(codes)


def test_the_key_of_an_app_stands_sealed_in_the_database(
    owner: Person, telephone: pyotp.TOTP, session: Session
) -> None:
    found = select(func.count()).where(Sealed.is_sealed(Authenticator.secret))
    assert session.scalar(found) == 1
    assert session.scalars(select(Authenticator.secret)).one() == telephone.secret


def test_a_password_or_a_fresh_code_proves_who_sits_there(
    owner: Person, telephone: pyotp.TOTP, now: datetime
) -> None:
    with transaction():
        set_password(owner, PASSWORD)
    with transaction():
        prove(owner, PASSWORD, now, KEY)
        prove(owner, telephone.at(now), now, KEY)
    for wrong in (telephone.at(now), "guess", ""):
        with pytest.raises(Invalid), transaction():
            prove(owner, wrong, now, KEY)

"""What was written stays as it was, or ``flask audit verify`` names the first place."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select, update
from time_machine import Traveller

from app.actions.seal_events import HEADS
from app.database import db, transaction
from app.jobs.runner import run
from app.models import Event, EventSeal
from app.queries import chain
from tests.factories import a_case, an_office
from workflows import State

DAY = timedelta(days=1)


@pytest.fixture
def sealed(app: Flask, now: datetime, clock: Traveller) -> Flask:
    with app.app_context():
        with transaction():
            an_office()
            a_case(now, State.RESOLVED)
        run("seal", now)
        run("note_head", now)
    return app


def verify(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["audit", "verify"])


def test_an_untouched_chain_holds(sealed: Flask) -> None:
    found = verify(sealed)
    assert found.exit_code == 0, found.output
    with sealed.app_context():
        assert not chain.unsealed(1, anywhere=True)


def test_sealing_twice_adds_nothing(sealed: Flask, now: datetime) -> None:
    with sealed.app_context():
        before = chain.head()
        assert run("seal", now) == (0, 0)
        assert chain.head() == before


def edit_a_note() -> None:
    db.session.execute(update(Event).where(Event.what == "resolve").values(note="ไม่เคยเกิดขึ้น"))


def backdate() -> None:
    long_ago = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
    db.session.execute(update(Event).where(Event.what == "assign").values(at=long_ago))


def take_one_out() -> None:
    key = db.session.scalar(select(Event.id).where(Event.what == "analyse"))
    db.session.execute(delete(EventSeal).where(EventSeal.event_id == key))
    db.session.execute(delete(Event).where(Event.id == key))


def cut_the_end() -> None:
    newest = select(EventSeal.event_id).order_by(EventSeal.id.desc()).limit(2)
    last = db.session.scalars(newest).all()
    db.session.execute(delete(EventSeal).where(EventSeal.event_id.in_(last)))
    db.session.execute(delete(Event).where(Event.id.in_(last)))


def make_it_anew() -> None:
    edit_a_note()
    before = chain.BEGINNING
    for seal in db.session.scalars(select(EventSeal).order_by(EventSeal.id)):
        event = db.session.get_one(Event, seal.event_id, populate_existing=True)
        before = seal.digest = chain.digest(before, event)


@pytest.mark.parametrize("harm", [edit_a_note, backdate, take_one_out, cut_the_end, make_it_anew])
def test_whatever_is_done_to_the_past_shows(sealed: Flask, harm: Callable[[], None]) -> None:
    with sealed.app_context(), transaction():
        harm()
    found = verify(sealed)
    assert found.exit_code == 1
    assert "link" in found.output or "event" in found.output


def test_an_event_that_was_never_sealed_is_named(sealed: Flask, clock: Traveller) -> None:
    with sealed.app_context(), transaction():
        db.session.add(Event(at=datetime.fromisoformat("2026-11-01T00:00:00+00:00"), what="rated",
                             by="clock", subject="", details={}))  # fmt: skip
    assert "never sealed" in verify(sealed).output


def test_the_head_is_noted_once_a_day_and_only_added_to(sealed: Flask, now: datetime) -> None:
    place = sealed.config["SETTINGS"].var / HEADS
    first = place.read_text()
    with sealed.app_context():
        assert run("note_head", now) == (0, 0)
        assert run("note_head", now + DAY) == (1, 0)
    assert place.read_text().startswith(first)
    assert len(place.read_text().splitlines()) == 2
    assert place.stat().st_mode & 0o077 == 0


def test_an_event_that_came_late_to_its_place_is_sealed_too(sealed: Flask, now: datetime) -> None:
    """A slow transaction's event has a lower key than events that are sealed already."""
    with sealed.app_context():
        with transaction() as session:
            free = Event(at=now, what="rated", by="clock", subject="", details={})
            session.add(free)
            session.flush()
            session.delete(free)
            key = free.id
        with transaction() as session:
            session.add(Event(id=key + 5, at=now, what="rated", by="clock", subject="", details={}))
        run("seal", now)
        with transaction() as session:
            session.add(Event(id=key, at=now, what="rated", by="clock", subject="", details={}))
        run("seal", now)
        assert not chain.unsealed(1, anywhere=True)
    found = verify(sealed)
    assert found.exit_code == 0, found.output

"""Rating by a link of the answer: a page first, once, and in time."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.mail.letters import LETTERS
from app.models import Case, Letter, Message, Rating, TrackLink
from app.queries import links
from tests.intake.replies import a_written_case
from tests.web.conftest import Seat
from workflows import State
from workflows.secrets import digest


def test_a_link_of_the_answer_rates_only_once_a_person_sends_the_page(
    app: Flask, seat: Seat, now: datetime
) -> None:
    with app.app_context():
        done = a_written_case(now, State.RESOLVED)
        letter = db.session.get_one(Letter, done.letter_id)
        assert LETTERS[letter.name].linked
        token = _link(letter, now)
    visitor = app.test_client()
    for value in range(1, 6):
        visitor.get(f"/track/rate/{token}?handling={value}")
        visitor.get(f"/track/rate?handling={value}")
    with app.app_context():
        assert _rating(done.id) is None
    moved = visitor.get(f"/track/rate/{token}?handling=4")
    assert token not in moved.location
    page = visitor.get(moved.location)
    assert 'value="4" checked' in " ".join(page.text.split())
    sent = visitor.post("/track/rating", data={"handling": "4", "outcome": "5"})
    assert sent.status_code == 303
    with app.app_context():
        rating = _rating(done.id)
        assert rating is not None
        assert (rating.handling, rating.outcome) == (4, 5)
    again = visitor.get(f"/track/rate/{token}?handling=1", follow_redirects=True)
    assert again.status_code == 410
    assert "ท่านให้คะแนนเรื่องนี้แล้ว" in again.text
    assert "4/5" in visitor.get("/track/case").text
    second = visitor.post("/track/rating", data={"handling": "1", "outcome": "1"})
    assert second.status_code == 410


@pytest.mark.parametrize(
    ("address", "field"),
    [("rating", "comment"), ("reopen", "reason"), ("appeal", "reason"), ("withdraw", "body")],
)
def test_an_expired_page_keeps_what_was_written_and_does_nothing(
    app: Flask, seat: Seat, now: datetime, monkeypatch: pytest.MonkeyPatch, address: str, field: str
) -> None:
    with app.app_context():
        state = State.ASSIGNED if address == "withdraw" else State.RESOLVED
        done = a_written_case(now, state)
        token = _link(db.session.get_one(Letter, done.letter_id), now)
    visitor = app.test_client()
    visitor.get(f"/track/open/{token}")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = visitor.post(f"/track/{address}", data={field: "ยังไม่ได้รับวารสาร", "handling": "1"})
    assert "ข้อความของท่านยังอยู่ครบ" in page.text
    assert "ยังไม่ได้รับวารสาร</textarea>" in page.text
    with app.app_context():
        assert _rating(done.id) is None
        case = db.session.get_one(Case, done.id)
        assert (case.reopen_asked_at, links.appeal_of(case)) == (None, None)
        assert not db.session.scalars(select(Message)).all()


def test_a_link_of_an_old_answer_says_that_it_is_too_late(
    app: Flask, seat: Seat, now: datetime
) -> None:
    with app.app_context():
        done = a_written_case(now - timedelta(days=15), State.RESOLVED)
        letter = db.session.get_one(Letter, done.letter_id)
        token = _link(letter, now)
    visitor = app.test_client()
    late = visitor.get(f"/track/rate/{token}?handling=5", follow_redirects=True)
    assert late.status_code == 410
    assert "หมดเวลาให้คะแนนแล้ว" in late.text
    page = visitor.get("/track/case").text
    assert "หมดเวลาให้คะแนนแล้ว" in page
    assert 'action="/track/rating"' not in page
    assert visitor.post("/track/rating", data={"handling": "5", "outcome": "5"}).status_code == 410
    with app.app_context():
        assert _rating(done.id) is None


def test_a_made_up_rating_link_leads_nowhere(app: Flask, seat: Seat) -> None:
    assert app.test_client().get(f"/track/rate/{'0' * 64}?handling=5").status_code == 404


def _link(letter: Letter, now: datetime) -> str:
    token = "a" * 64
    with transaction() as session:
        session.add(TrackLink(case_id=letter.case_id, letter_id=letter.id, hash=digest(token),
                              created_at=now))  # fmt: skip
    return token


def _rating(case_id: int) -> Rating | None:
    return db.session.get(Rating, case_id)

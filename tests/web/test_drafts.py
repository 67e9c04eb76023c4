"""What is typed is kept until it is sent: for one person, one case and one form."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.actions.keep_draft import sweep_draft
from app.database import db, transaction
from app.models import Draft, Event
from app.queries import drafts
from tests.web.conftest import Seat
from tests.web.seats import hidden, sit
from workflows import State

WORDS = "โรงพิมพ์แจ้งว่าจะส่งฉบับที่ค้างภายในสัปดาห์นี้"


@pytest.fixture
def place(new_case) -> str:
    """The address of a case that an officer works on."""
    return f"/desk/cases/{new_case(State.ASSIGNED)}"


def keep(desk, place: str, form: str = "notes", **fields: str):
    return desk.post(f"{place}/drafts/{form}", data={"version": "1", **(fields or {"text": WORDS})})


def test_a_draft_says_when_it_was_kept_and_comes_back_with_the_form(seat: Seat, place) -> None:
    desk = seat("officer")
    assert "10.00" in keep(desk, place).json["words"]
    page = desk.get(place).text
    assert WORDS in page
    assert "ร่างที่บันทึกไว้เมื่อ" in page
    assert WORDS in desk.get(f"{place}/notes").text


@pytest.mark.parametrize(
    ("form", "fields"),
    [("letters", {"text": WORDS}), ("steps/analyse", {"finding": WORDS}),
     ("questions", {"questions-1": WORDS})],
)  # fmt: skip
def test_every_long_form_has_its_own_draft(seat: Seat, place, form, fields) -> None:
    desk, name = seat("officer"), form.rpartition("/")[2]
    keep(desk, place, name, **fields)
    assert WORDS in desk.get(f"{place}/{form}").text
    assert WORDS not in desk.get(f"{place}/notes").text


def test_the_case_page_tells_of_a_step_that_is_half_written(seat: Seat, place) -> None:
    desk = seat("officer")
    keep(desk, place, "analyse", finding=WORDS)
    assert "มีร่างที่ยังไม่ส่ง" in desk.get(place).text


def test_nobody_else_reads_it(seat: Seat, place) -> None:
    keep(seat("officer"), place)
    assert WORDS not in seat("boss").get(place).text


def test_an_act_that_succeeds_forgets_its_draft_and_one_that_fails_does_not(
    seat: Seat, place, app
) -> None:
    desk = seat("officer")
    keep(desk, place)
    sent = {name: hidden(desk.get(f"{place}/notes"), name) for name in ("version", "seen")}
    stale = desk.post(f"{place}/notes", data={**sent, "version": "0", "text": WORDS})
    assert stale.status_code == 409
    assert WORDS in stale.text
    assert WORDS in desk.get(f"{place}/notes").text
    assert desk.post(f"{place}/notes", data={**sent, "text": WORDS}).status_code == 302
    with app.app_context():
        assert db.session.scalars(select(Draft)).all() == []


def test_an_emptied_form_and_a_draft_thrown_away_leave_nothing(seat: Seat, place, app) -> None:
    desk = seat("officer")
    for away in (
        lambda: keep(desk, place, text="  "),
        lambda: desk.post(f"{place}/drafts/notes/drop"),
    ):
        keep(desk, place)
        assert away().status_code in (200, 303)
        assert WORDS not in desk.get(place).text


@pytest.mark.parametrize("form", ["here", "no-such-act", "stopp"])
def test_only_the_forms_of_a_case_have_drafts(seat: Seat, place, form) -> None:
    assert keep(seat("officer"), place, form).status_code == 404


def test_a_draft_is_no_event_and_changes_no_version(seat: Seat, place, app) -> None:
    desk = seat("officer")
    before = hidden(desk.get(f"{place}/notes"), "version")
    with app.app_context():
        events = len(db.session.scalars(select(Event)).all())
    keep(desk, place)
    assert hidden(desk.get(f"{place}/notes"), "version") == before
    with app.app_context():
        assert len(db.session.scalars(select(Event)).all()) == events


def test_the_draft_of_a_restricted_case_is_sealed(seat: Seat, new_case, app) -> None:
    place = f"/desk/cases/{new_case(topic='C08')}"
    keeper = seat("keeper")
    for words in (WORDS, WORDS + " แล้ว"):
        assert keep(keeper, place, text=words).status_code == 200
        with app.app_context():
            raw = db.session.execute(text("SELECT fields FROM draft")).scalar_one()
        assert WORDS not in str(raw).encode().decode("unicode_escape", "ignore")
        assert "sealed" in str(raw)
        assert words in keeper.get(place).text


def test_a_lost_session_leads_back_to_the_form_with_its_draft(app, seat: Seat, place) -> None:
    desk = seat("officer")
    keep(desk, place)
    lost = app.test_client().post(f"{place}/notes", data={"text": WORDS, "version": "1"})
    assert lost.status_code == 302
    assert lost.location.startswith("/sign-in?next=")
    assert lost.location.endswith("notes")
    assert WORDS in sit(app, "officer").get(f"{place}/notes").text


def test_more_than_a_form_can_hold_is_cut(seat: Seat, place, app) -> None:
    keep(seat("officer"), place, **{f"f{n}": "ก" for n in range(90)}, text="ก" * 30_000)
    with app.app_context():
        draft = db.session.scalars(select(Draft)).one()
    assert len(draft.fields) <= 60


def test_the_drafts_of_cases_one_may_not_see_any_more_are_not_listed(
    seat: Seat, place, app, clock
) -> None:
    desk = seat("other")
    with app.app_context(), transaction():
        from_elsewhere = db.session.scalars(select(Draft)).all()
    assert from_elsewhere == []
    assert keep(desk, place).status_code == 404
    clock.shift(timedelta(minutes=1))
    keep(seat("officer"), place)
    assert "ร่างที่ยังไม่ส่ง" in seat("officer").get("/desk/today").text
    assert "ร่างที่ยังไม่ส่ง" not in desk.get("/desk/today").text


def test_a_draft_of_before_the_answer_is_swept_and_one_of_after_it_stays(
    seat: Seat, place, app, now
) -> None:
    keep(seat("officer"), place)
    with app.app_context(), transaction() as session:
        draft = session.scalars(select(Draft)).one()
        assert drafts.left_over(now) == []
        draft.case.resolved_at = draft.saved_at - timedelta(hours=1)
        session.flush()
        assert drafts.left_over(now) == []
        draft.case.resolved_at = draft.saved_at + timedelta(hours=1)
        session.flush()
        assert drafts.left_over(now) == [draft.id]
        key = draft.id
        assert sweep_draft(key)
        session.flush()
        assert not sweep_draft(key)

"""Calendar and targets by calls: read, tried without saving, saved."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import DayOff, DeadlineRule, Recount
from tests.factories import an_office, settled
from tests.reports.proposals import BASIS, RESOLUTION
from tests.web.callers import a_caller
from workflows import State

CALENDAR, DAYS, TARGETS = (
    f"/api/v1/settings/{name}" for name in ("calendar", "calendar/days", "targets")
)
BRIDGE = {"day": "2026-11-27", "name": "วันหยุดพิเศษ", "legal_ref": RESOLUTION}
SHORTER = {
    "kind": "complaint", "milestone": "resolve", "target": "10WD", "legal_basis": BASIS,
    "valid_from": "2026-10-01",
}  # fmt: skip
Call = Callable[..., tuple[int, dict]]


@pytest.fixture
def call(session: Session, client: FlaskClient, now: datetime) -> Call:
    """A manager's call: with a body it is a POST."""
    with transaction():
        an_office()
    headers = a_caller(now, "manager")

    def make(address: str, **body: object) -> tuple[int, dict]:
        method = "POST" if body else "GET"
        more = {"json": body} if body else {}
        answer = client.open(address, method=method, headers=headers, **more)
        return answer.status_code, answer.json

    return make


def test_a_year_is_read_with_its_days_off(call: Call) -> None:
    status, told = call(f"{CALENDAR}?year=2569")
    assert status == 200
    assert (told["year"], told["known"], told["confirmed_at"], told["recount"]) == (
        2569, True, None, None,
    )  # fmt: skip
    assert len(told["days"]) == 20
    assert told["days"][-2] == {
        "day": "2026-12-10", "name": "วันรัฐธรรมนูญ", "name_en": "Constitution Day", "legal_ref": "",
    }  # fmt: skip
    assert call(CALENDAR)[0] == 422
    assert call(f"{CALENDAR}?year=2026")[0] == 422


def test_a_dry_run_tells_what_would_move_and_saves_nothing(
    call: Call, session: Session, now: datetime
) -> None:
    reference = settled(now)
    status, told = call(DAYS, **BRIDGE, dry_run=True)
    assert status == 200
    assert (told["saved"], told["days"]) == (False, ["2026-11-27"])
    assert told["rehearsal"] == {
        "open": 1, "moved": 1, "leaving_overdue": 0, "entering_overdue": 0, "unlisted": 0,
        "cases": [{"reference": reference, "changes": [
            {"milestone": "analyse", "before": "2026-12-02", "after": "2026-12-03"},
        ]}],
    }  # fmt: skip
    assert session.get(DayOff, date(2026, 11, 27)) is None
    assert session.scalars(select(Recount)).all() == []


def test_a_day_off_is_saved_and_removed(call: Call, session: Session) -> None:
    assert call(DAYS, **BRIDGE) == (200, {
        "saved": True, "days": ["2026-11-27"], "version": None, "rehearsal": None, "replay": None,
    })  # fmt: skip
    assert session.get_one(DayOff, date(2026, 11, 27)).legal_ref == RESOLUTION
    assert call(f"{CALENDAR}?year=2569")[1]["recount"] == {
        "cause": "calendar", "seen": 0, "of": 0, "moved": 0,
    }  # fmt: skip
    remove = f"{DAYS}/2026-11-27/remove"
    assert call(remove, legal_ref=RESOLUTION, dry_run=True)[1]["saved"] is False
    assert call(remove, legal_ref=RESOLUTION)[1]["saved"] is True
    session.rollback()
    assert session.get(DayOff, date(2026, 11, 27)) is None
    assert call(remove, legal_ref=RESOLUTION)[0] == 422
    assert call(f"{DAYS}/never/remove", legal_ref=RESOLUTION)[0] == 404


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "2026-11-28"}, "day"),
        ({"last": "2026-11-26"}, "last"),
        ({"name": ""}, "name"),
        ({"legal_ref": None}, "legal_ref"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_refusal_names_the_field_of_the_call(
    call: Call, session: Session, wrong: dict, field: str, dry_run: bool
) -> None:
    status, told = call(DAYS, **{**BRIDGE, **wrong, "dry_run": dry_run})
    assert status == 422
    assert [problem["code"] for problem in told["missing"]] == [field]
    assert session.scalars(select(Recount)).all() == []


def test_a_target_is_rehearsed_and_replayed_then_saved_then_ended(
    call: Call, session: Session, now: datetime
) -> None:
    reference = settled(now)
    settled(now, State.RESOLVED)
    status, told = call(TARGETS, **SHORTER, dry_run=True, replay=2570)
    assert status == 200
    assert told["rehearsal"]["cases"] == [{"reference": reference, "changes": [
        {"milestone": "resolve", "before": "2026-12-23", "after": "2026-12-08"},
    ]}]  # fmt: skip
    share = {"due": 1, "percent": 100.0, "due_then": 1, "percent_then": 100.0}
    assert told["replay"] == {
        "fiscal_year": 2570, "total": {"unit": None, **share}, "units": [{"unit": "U02", **share}],
    }  # fmt: skip
    assert session.scalars(select(DeadlineRule)).all() == []
    key = call(TARGETS, **SHORTER)[1]["version"]
    (version,) = call(TARGETS)[1]["versions"]
    assert version == {
        **SHORTER, "id": key, "topic": "", "severity": "", "channel": "",
        "counts_from": "official", "valid_to": None,
    }  # fmt: skip
    assert call(TARGETS, **SHORTER)[0] == 422
    end = f"{TARGETS}/{key}/end"
    assert call(end, valid_to="2026-11-01", dry_run=True)[1]["rehearsal"]["moved"] == 0
    assert call(end, valid_to="2026-09-01")[0] == 422
    assert call(end, valid_to="2026-11-01")[1]["saved"] is True
    assert call(TARGETS)[1]["versions"][0]["valid_to"] == "2026-11-01"
    assert call(f"{TARGETS}/{key + 1}/end", valid_to="2026-11-01")[0] == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"target": "ten"}, "target"),
        ({"target": "367WD"}, "target"),
        ({"kind": "wish"}, "kind"),
        ({"milestone": "party"}, "milestone"),
        ({"topic": "C99"}, "topic"),
        ({"legal_basis": " "}, "legal_basis"),
        ({"valid_to": "2026-10-01"}, "valid_to"),
    ],
)
def test_a_target_that_cannot_be_is_refused(
    call: Call, session: Session, wrong: dict, field: str
) -> None:
    status, told = call(TARGETS, **{**SHORTER, **wrong})
    assert status == 422
    assert [problem["code"] for problem in told["missing"]] == [field]
    assert session.scalars(select(DeadlineRule)).all() == []

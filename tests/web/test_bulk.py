"""Several cases at once: tried first, carried out each for itself, by page and by call."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, Event, Letter, Person
from app.queries import cases
from tests.factories import settled
from tests.web.callers import bearer
from tests.web.questions import questions
from tests.web.seats import case_of, email, step, text
from workflows import State

REASON = "จัดสรรงานใหม่ตามภาระงาน"
OFFICER, OTHER = email("officer"), email("other")
API = "/api/v1/bulk"


def pick(app: Flask, *references: str) -> list[str]:
    with app.app_context():
        return [f"{r}~{cases.by_reference(r).version}" for r in references]


def send(client: FlaskClient, picks: list[str], do: str = "", **given: str):
    filled = {"owner": OTHER, "reason": REASON, "unit": "", **given} if do else {}
    return client.post("/desk/bulk", data={"pick": picks, "do": do, **filled})


def owners(app: Flask, *references: str) -> list[str | None]:
    with app.app_context():
        found = (cases.by_reference(reference) for reference in references)
        return [case.owner.email if case.owner else None for case in found]


def rows(session: Session) -> dict[str, int]:
    session.rollback()
    return {t.__tablename__: session.scalar(select(func.count()).select_from(t)) or 0
            for t in (Case, Event, Letter)}  # fmt: skip


def test_the_queue_offers_boxes_to_those_who_may_and_to_nobody_else(seat, new_case) -> None:
    fresh, owned = new_case(), new_case(State.ASSIGNED)
    for who, ticks in (("clerk", [fresh]), ("boss", [fresh, owned]), ("officer", [owned]),
                       ("other", []), ("auditor", [])):  # fmt: skip
        page = seat(who).get("/desk?queue=all").text
        found = [line.split("~")[0] for line in page.split('name="pick" value="')[1:]]
        assert sorted(found) == sorted(ticks), who
        assert ("/desk/bulk" in page) is bool(ticks)


def test_a_trial_counts_cases_and_letters_and_changes_nothing(
    seat, new_case, app: Flask, session: Session
) -> None:
    fresh, owned, done = new_case(), new_case(State.ASSIGNED), new_case(State.RESOLVED)
    boss, before = seat("boss"), rows(session)
    picks = pick(app, fresh, owned, done)
    page = text(send(boss, picks))
    assert "เลือกไว้ 3 เรื่อง" in page
    page = text(send(boss, picks, "try"))
    for words in (
        "เรื่องที่จะโอน 2",
        "จดหมายที่จะส่งออก 4",
        "เรื่องที่โอนไม่ได้ 1",
        "ข้อร้องเรียน 2",
        done,
        "ยุติแล้ว",
    ):
        assert words in page
    assert rows(session) == before
    assert owners(app, fresh, owned) == [None, OFFICER]
    assert picks == pick(app, fresh, owned, done)


def test_confirmed_each_case_goes_by_its_own_step(seat, new_case, app: Flask) -> None:
    fresh, owned = new_case(), new_case(State.ASSIGNED)
    page = text(send(seat("boss"), pick(app, fresh, owned), "go"))
    assert "ดำเนินการแล้ว" in page
    assert "เรื่องที่โอนแล้ว 2" in page
    assert "จดหมายที่ส่งออก 4" in page
    assert owners(app, fresh, owned) == [OTHER, OTHER]
    with app.app_context():
        whats = [cases.events(case_of(app, one))[-1].what for one in (fresh, owned)]
        assert whats == ["assign", "transfer"]
        assert cases.events(case_of(app, owned))[-1].note == REASON


def test_what_changed_meanwhile_stays_and_the_others_go(
    seat, new_case, app: Flask, now: datetime
) -> None:
    moved, still = new_case(), new_case()
    picks = pick(app, moved, still)
    step(app, now, moved, "assign", "boss", owner=OFFICER)
    boss = seat("boss")
    for do in ("try", "go"):
        page = text(send(boss, picks, do))
        assert f"{moved} มีผู้เปลี่ยนแปลงไปก่อน" in page
    assert owners(app, moved, still) == [OFFICER, OTHER]


def test_pressed_twice_nothing_happens_twice(seat, new_case, app: Flask, session: Session) -> None:
    picks, boss = pick(app, new_case(), new_case()), seat("boss")
    send(boss, picks, "go")
    before = rows(session)
    assert "เรื่องที่โอนแล้ว 0" in text(send(boss, picks, "go"))
    assert rows(session) == before


def test_an_officer_moves_only_what_is_theirs(seat, new_case, app: Flask) -> None:
    own, fresh = new_case(State.ASSIGNED), new_case()
    page = text(send(seat("officer"), pick(app, own, fresh), "go"))
    assert "สิทธิของท่านทำขั้นตอนนี้ไม่ได้" in page
    assert owners(app, own, fresh) == [OTHER, None]


def test_a_restricted_case_is_not_there_for_a_manager_and_its_words_are_nowhere(
    seat, new_case, app: Flask
) -> None:
    hidden = new_case(topic="C08", subject="เรียกรับเงินใต้โต๊ะ")
    page = text(send(seat("boss"), pick(app, hidden), "go"))
    assert "ไม่พบเรื่องนี้" in page
    assert "เรียกรับเงิน" not in page
    assert owners(app, hidden) == [None]
    keeper = send(seat("keeper"), pick(app, hidden), "go", owner=email("keeper"))
    assert "เรื่องที่โอนแล้ว 1" in text(keeper)


def test_without_a_reason_a_transfer_is_refused_and_a_first_assignment_is_not(
    seat, new_case, app: Flask
) -> None:
    fresh, owned = new_case(), new_case(State.ASSIGNED)
    page = text(send(seat("boss"), pick(app, fresh, owned), "go", reason=" "))
    assert "ยังขาด: เหตุผล" in page
    assert owners(app, fresh, owned) == [OTHER, OFFICER]


def test_nothing_chosen_nobody_named_and_too_many_are_said(seat, new_case, app: Flask) -> None:
    boss, one = seat("boss"), pick(app, new_case())
    for page, words in (
        (send(boss, []), "ยังไม่ได้เลือกเรื่อง"),
        (send(boss, ["../etc~1", "OFFICE-2570-0001"], "try"), "ยังไม่ได้เลือกเรื่อง"),
        (send(boss, [f"OFFICE-2570-{n:04}~1" for n in range(201)], "go"), "ไม่เกิน 200 เรื่อง"),
        (send(boss, one, "try", owner=""), "เลือกผู้รับผิดชอบ"),
        (send(boss, one, "try", reason="ก" * 20_001), "เขียนได้ไม่เกิน 20,000 ตัวอักษร"),
    ):
        assert page.status_code == 422
        assert words in text(page)
    assert boss.get("/desk/bulk").status_code == 302


def test_a_trial_of_many_costs_a_bounded_number_of_questions_each(
    seat, new_case, app: Flask
) -> None:
    picks, boss, asked = pick(app, *(new_case() for _ in range(6))), seat("boss"), []
    for number in (1, 6):
        with questions(app) as count:
            send(boss, picks[:number], "try")
        asked.append(len(count))
    assert (asked[1] - asked[0]) / 5 <= 40


# ---- the same by a call


@pytest.fixture
def key(seat, app: Flask, now: datetime) -> dict[str, str]:
    with app.app_context(), transaction() as session:
        boss = session.scalars(select(Person).where(Person.email == email("boss"))).one()
        return bearer(boss, now)


def test_a_program_tries_and_then_assigns(client, key, app: Flask, now: datetime) -> None:
    with app.app_context():
        first, second = settled(now), settled(now)
    body = {
        "step": "assign",
        "owner": OTHER,
        "references": [first, {"reference": second, "version": 1}],
    }
    tried = client.post(API, json={**body, "dry_run": True}, headers=key)
    assert tried.status_code == 200, tried.json
    assert {name: tried.json[name] for name in ("dry_run", "would", "done", "letters")} == {
        "dry_run": True, "would": 2, "done": 0, "letters": 4,
    }  # fmt: skip
    assert owners(app, first, second) == [None, None]
    done = client.post(API, json=body, headers=key).json
    assert (done["done"], done["refused"], done["changed"], done["letters"]) == (2, 0, 0, 4)
    assert [one["result"] for one in done["results"]] == ["done", "done"]
    assert owners(app, first, second) == [OTHER, OTHER]
    again = client.post(API, json=body, headers=key).json
    assert [one["result"] for one in again["results"]] == ["refused", "changed"]
    assert "ทำไม่ได้ขณะที่เรื่องอยู่ในสถานะ" in again["results"][0]["detail"]


def test_a_transfer_by_a_call_needs_its_reason_and_an_unknown_case_is_refused(
    client, key, app: Flask, now: datetime
) -> None:
    with app.app_context():
        owned = settled(now, State.ASSIGNED)
    body = {"step": "transfer", "owner": OTHER, "references": [owned, "OFFICE-2570-9999"]}
    told = client.post(API, json=body, headers=key).json["results"]
    assert [one["detail"] for one in told] == ["ยังขาด: เหตุผล", "ไม่พบเรื่องนี้"]
    told = client.post(API, json={**body, "reason": REASON}, headers=key).json
    assert (told["done"], told["refused"]) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"step": "resolve"}, "step"),
        ({"references": []}, "references"),
        ({"references": ["A"] * 201}, "references"),
        ({"owner": None}, "owner"),
        ({"ghost": 1}, "ghost"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused_whole(client, key, wrong: dict, field: str) -> None:
    body = {"step": "assign", "owner": OTHER, "references": ["OFFICE-2570-0001"], **wrong}
    answer = client.post(API, json=body, headers=key)
    assert answer.status_code == 422
    assert field in {problem["code"] for problem in answer.json["missing"]}

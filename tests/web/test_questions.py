"""Several questions at once: asked on the desk, answered in one form, shown with their answers."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_ready_answer import Ready, add_ready
from app.database import db, transaction
from app.models import Note
from app.queries import cases, people, questions
from tests.web.callers import bearer, seen
from tests.web.conftest import Seat
from tests.web.seats import case_of, email, filled, text
from tests.web.visitors import open_case, post
from workflows import State

THREE = {"questions-0": "ท่านเป็นสมาชิกตั้งแต่เมื่อใด", "questions-1": "ได้รับฉบับล่าสุดเมื่อใด",
         "questions-2": "ที่อยู่จัดส่ง"}  # fmt: skip


@pytest.fixture
def asked(seat: Seat, client: FlaskClient) -> str:
    """A case that its visitor has open, stopped until three questions are answered."""
    reference = open_case(client, topic="C04")
    given = {"owner": email("officer")}
    url = f"/desk/cases/{reference}/steps/assign"
    assert seat("boss").post(url, data=filled(seat("boss"), url, **given)).status_code == 302
    url, officer = f"/desk/cases/{reference}/questions", seat("officer")
    sent = filled(officer, url, **THREE, until="15/12/2569", stops="y")
    assert officer.post(url, data=sent).status_code == 302
    return reference


def form_at(page: str) -> tuple[str, dict[str, str]]:
    """Address and hidden fields of the form of our questions."""
    form = re.search(r'formaction="(/track/questions/\d+)"', page)
    token = re.search(r'name="token"[^>]*value="([^"]+)"', page)
    assert form
    return form[1], {"token": token[1] if token else ""}


def given(url: str, **answers: str) -> dict[str, str]:
    """Answers by their position, as the form of that letter sends them."""
    letter = url.rpartition("/")[2]
    return {f"answer_{letter}_{name.removeprefix('q')}": words for name, words in answers.items()}


def test_all_are_answered_in_one_form_and_the_clock_runs_again(
    asked: str, client: FlaskClient, seat: Seat, app: Flask
) -> None:
    page = client.get("/track/case")
    assert "2. ได้รับฉบับล่าสุดเมื่อใด" in text(page)
    url, sent = form_at(page.text)
    answers = given(url, q1="ปี ๒๕๖๕", q2="กันยายน", q3="ถนนพระราม ๖")
    half = post(client, "/track/message", {**sent, **answers, "language": "th"})
    assert all(f"{words}</textarea>" in half.text for words in answers.values())
    for _ in range(2):  # pressed twice
        assert post(client, url, {**sent, **answers}).status_code in (303, 422)
    with app.app_context():
        case = case_of(app, asked)
        assert case.stopped_on is None
        assert len(cases.messages(case)) == 1
        assert [q.answer for q in questions.of(case)[0].questions] == list(answers.values())
    assert "/track/questions/" not in client.get("/track/case").text
    desk = text(seat("officer").get(f"/desk/cases/{asked}"))
    assert "ท่านเป็นสมาชิกตั้งแต่เมื่อใด ปี ๒๕๖๕" in desk


def test_a_letter_keeps_its_language_on_a_page_in_another(asked: str, client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["language"] = "en"
    said = text(client.get("/track/case"))
    assert "แจ้งว่าตอบครบแล้วได้ที่ หน้านี้" in said
    assert "this page" not in said


def test_a_part_is_kept_and_what_is_missing_is_shown(
    asked: str, client: FlaskClient, seat: Seat
) -> None:
    url, sent = form_at(client.get("/track/case").text)
    assert post(client, url, {**sent, **given(url, q2="กันยายน")}).status_code == 303
    page = client.get("/track/case")
    assert "ท่านตอบแล้ว 1 ข้อ ยังขาด 2 ข้อ" in text(page)
    assert f'name="{next(iter(given(url, q2="")))}"' not in page.text
    assert "ยังไม่ตอบ" in text(seat("officer").get(f"/desk/cases/{asked}"))


def test_nothing_is_no_answer_and_what_is_too_long_is_not_lost(
    asked: str, client: FlaskClient
) -> None:
    url, sent = form_at(client.get("/track/case").text)
    empty = post(client, url, sent)
    assert empty.status_code == 422
    assert "ตอบอย่างน้อยหนึ่งข้อ" in text(empty)
    words = "ก" * 20_001
    long = post(client, url, {**sent, **given(url, q1=words, q2="กันยายน")})
    assert long.status_code == 422
    assert words in long.text
    assert "กันยายน" in long.text


def test_another_visitor_answers_nothing(asked: str, client: FlaskClient, app: Flask) -> None:
    url, sent = form_at(client.get("/track/case").text)
    assert post(app.test_client(), url, {**sent, **given(url, q1="ก")}).status_code == 404
    assert post(client, "/track/questions/999", sent).status_code == 404


def test_what_is_wrong_with_the_questions_is_said_and_nothing_is_lost(
    seat: Seat, new_case: Callable[..., str]
) -> None:
    url = f"/desk/cases/{new_case(State.ASSIGNED)}/questions"
    officer = seat("officer")
    sent = filled(officer, url, until="1/1/2569", stops="y", **{"questions-4": "ข้อเดียว"})
    answer = officer.post(url, data=sent)
    assert answer.status_code == 422
    assert "เลือกวันหลังจากวันนี้" in text(answer)
    assert "ข้อเดียว" in answer.text
    assert re.search(r"<details[^>]* open", answer.text)


def test_programs_ask_and_read_the_answers(
    seat: Seat, new_case: Callable[..., str], app: Flask, now: datetime
) -> None:
    reference, client = new_case(State.ASSIGNED), app.test_client()
    with app.app_context(), transaction():
        key = bearer(people.by_email(email("officer")), now)
    url = f"/api/v1/cases/{reference}"
    version = client.get(url, headers=key).json["version"]
    body = {"questions": ["ข้อแรก", "ข้อสอง"], "until": "2026-12-15", "stop": True}
    sent = client.post(f"{url}/letters", json=body, headers={**key, **seen(version)})
    assert sent.status_code == 201
    whole = client.get(url, headers=key).json
    assert whole["clock_stopped"] is True
    (letter,) = (one for one in whole["letters"] if one["name"] == "question")
    assert [(q["number"], q["text"], q["answer"]) for q in letter["questions"]] == [
        (1, "ข้อแรก", ""), (2, "ข้อสอง", ""),
    ]  # fmt: skip
    none = client.post(f"{url}/letters", json={}, headers={**key, **seen(whole["version"])})
    assert none.status_code == 422


@pytest.fixture
def ready(seat: Seat, app: Flask, now: datetime) -> int:
    """A ready answer of everybody's, for letters while a case goes on."""
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        kept = Ready("รับไว้", "เรียน {name} เรื่อง {reference} {{7*7}} ${x}", "all", step="update")
        return add_ready(kept, boss, now).id


def test_a_ready_answer_is_put_in_beside_what_was_typed(
    ready: int, seat: Seat, new_case: Callable[..., str], app: Flask
) -> None:
    reference = new_case(State.ASSIGNED)
    url, officer = f"/desk/cases/{reference}/letters", seat("officer")
    words = f"เรียน นายสมหมาย ใฝ่อ่าน เรื่อง {reference} {{{{7*7}}}} ${{x}}"
    assert words in text(officer.get(f"{url}?ready={ready}"))
    sent = filled(officer, url, text="ที่พิมพ์ไว้", how="track", ready=str(ready), insert="1")
    again = officer.post(url, data=sent)
    assert again.status_code == 200
    assert f"ที่พิมพ์ไว้ {words}" in text(again)
    assert 'value="track" selected' in again.text
    with app.app_context():
        assert len(cases.letters(case_of(app, reference), to_staff=False)) == 2  # none was sent
    assert 'name="ready"' in officer.get(f"/desk/cases/{reference}").text


def test_a_ready_answer_for_elsewhere_is_not_offered(
    ready: int, seat: Seat, new_case: Callable[..., str]
) -> None:
    reference = new_case(State.ANALYSED)
    officer = seat("officer")
    resolve = officer.get(f"/desk/cases/{reference}/steps/resolve")
    assert 'name="ready"' not in resolve.text
    assert officer.get(f"/desk/cases/{reference}/steps/resolve?ready={ready}").status_code == 404


@pytest.mark.parametrize(
    ("scope", "readers"),
    [("own", {"officer"}), ("unit", {"officer"}), ("all", {"officer", "other", "boss"})],
)
def test_a_ready_answer_is_for_whom_its_scope_names(
    seat: Seat, scope: str, readers: set[str]
) -> None:
    who = "boss" if scope == "all" else "officer"
    sent = {"title": "ขอบคุณ", "body": "ขอบคุณที่แจ้ง", "scope": scope, "step": "", "topic": "",
            "language": "th"}  # fmt: skip
    assert seat(who).post("/desk/answers", data=sent).status_code == 302
    found = {one for one in ("officer", "other", "boss")
             if "ขอบคุณที่แจ้ง" in text(seat(one).get("/desk/answers"))}  # fmt: skip
    assert found == readers


@pytest.mark.parametrize("more", [{"body": "{link}"}, {"scope": "all"}, {"title": " "}])
def test_what_cannot_be_a_ready_answer_is_refused(seat: Seat, more: dict[str, str]) -> None:
    sent = {"title": "ขอบคุณ", "body": "ขอบคุณ", "scope": "own", "step": "", "topic": "",
            "language": "th", **more}  # fmt: skip
    answer = seat("officer").post("/desk/answers", data=sent)
    assert answer.status_code == 422
    assert "ยังไม่มีข้อความสำเร็จรูป" in text(answer)


def test_only_who_may_changes_or_retires_a_ready_answer(ready: int, seat: Seat) -> None:
    url = f"/desk/answers/{ready}"
    assert seat("officer").post(url, data={"do": "retire"}).status_code == 403
    assert seat("boss").post(url, data={"do": "retire"}).status_code == 302
    assert seat("boss").get(url).status_code == 404


def test_a_note_can_not_become_a_letter(
    seat: Seat, new_case: Callable[..., str], app: Flask
) -> None:
    """It has a form, a route, a table and a look of its own; a letter's fields do nothing."""
    reference = new_case(State.ASSIGNED)
    officer = seat("officer")
    page = officer.get(f"/desk/cases/{reference}").text
    form = re.search(
        r'<form class="siang-note[^"]*"[^>]*action="([^"]+)".*?</form>', page, re.DOTALL
    )
    assert form
    assert form[1] == f"/desk/cases/{reference}/notes"
    assert 'name="how"' not in form[0]
    assert 'name="files"' not in form[0]
    with app.app_context():
        before = len(cases.letters(case_of(app, reference), drafts=True))
    sent = filled(officer, f"/desk/cases/{reference}/notes", text="ผู้แจ้งโทรมาด่า", how="email",
                  ready="1", insert="")  # fmt: skip
    sent.pop("insert")
    assert officer.post(f"/desk/cases/{reference}/notes", data=sent).status_code == 302
    with app.app_context():
        case = case_of(app, reference)
        assert len(cases.letters(case, drafts=True)) == before
        assert db.session.scalars(select(Note.body)).all() == ["ผู้แจ้งโทรมาด่า"]
        assert all("ด่า" not in letter.text for letter in cases.letters(case, drafts=True))

"""A letter of ours on paper, for staff and for its reader; what strangers wrote stays text."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from app.actions.write_letter import write_letter
from app.database import transaction
from app.models import Letter
from app.queries import cases, people
from tests.web.conftest import Seat
from tests.web.seats import email, sit
from tests.web.visitors import open_case
from workflows import State


def read(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


EVIL = '<img src="file:///etc/hostname"><link rel=stylesheet href=http://127.0.0.1:9/>{{7*7}}'


def test_what_people_wrote_is_text_on_paper_and_nothing_more(
    seat: Seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    reference = open_case(client, topic="C04", subject=f"ป้าย {EVIL}")
    with app.app_context(), transaction() as session:
        boss = people.by_email(email("boss"))
        case = cases.find(reference, boss)
        letter = write_letter(case, boss, now, occasion="", text=f"ตรวจแล้ว {EVIL}", how="track")
        session.flush()
        number = letter.id
    for visitor, url in ((seat("boss"), f"/desk/letters/{number}.pdf"),
                         (client, f"/track/letters/{number}.pdf?digits=thai")):  # fmt: skip
        answer = visitor.get(url)
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        found = "".join(read(answer.data).split())
        assert 'src="file:///etc/' in found
        assert "{{7*7}}" in found or "{{๗*๗}}" in found
        assert "[link]" not in found


def test_a_letter_to_colleagues_is_no_official_letter(
    seat: Seat, new_case: Callable[..., str], app: Flask
) -> None:
    new_case(State.ASSIGNED)
    with app.app_context(), transaction() as session:
        number = session.scalars(select(Letter.id).where(Letter.to_staff)).first()
    assert seat("boss").get(f"/desk/letters/{number}.pdf").status_code == 404


def test_a_letter_of_another_case_is_not_there(
    seat: Seat, client: FlaskClient, new_case: Callable[..., str], app: Flask
) -> None:
    new_case(State.RESOLVED)
    open_case(client, topic="C04")
    with app.app_context(), transaction() as session:
        number = session.scalars(select(Letter.id).where(Letter.name == "answer")).one()
    assert client.get(f"/track/letters/{number}.pdf").status_code == 404
    assert sit(app, "other").get(f"/desk/letters/{number}.pdf").status_code == 404

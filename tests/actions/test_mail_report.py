"""Reports by mail: ordered once, sent on their day with the picture, ended with the account."""

from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.mail_report import LETTER, enclosed, end_order, mail_report, order_report
from app.actions.send_letter import send_letter
from app.database import db, transaction
from app.models import Letter, Person, ReportOrder
from app.queries import report_orders
from app.sheets.usual import REPORTS
from tests.factories import a_case, a_person, an_office
from workflows import State
from workflows.errors import Invalid, UnknownReference
from workflows.roles import Role

MONDAY = timedelta(days=7)


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        a_case(now - MONDAY, State.RESOLVED)
        return a_person(now, "manager", "U01", "boss@oie.example", "คุณบอส")


def ordered(boss: Person, now: datetime, report: str = "sla", every: str = "week") -> int:
    with transaction():
        return order_report(db.session.merge(boss), report, every, now).id or 0


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.name == LETTER)))


def test_an_order_waits_for_the_next_monday_or_first(boss: Person, now: datetime) -> None:
    ordered(boss, now)
    ordered(boss, now, every="month")
    ordered(boss, now)
    days = [order.next_on for order in report_orders.of(boss)]
    assert days == [date(2026, 11, 30), date(2026, 12, 1)]
    assert not report_orders.due(now)


@pytest.mark.parametrize("report", REPORTS)
def test_the_letter_leaves_with_the_report_as_pdf(
    boss: Person, now: datetime, tmp_path: Path, report: str
) -> None:
    ordered(boss, now, report)
    key, later = report_orders.of(boss)[0].id, now + MONDAY
    assert report_orders.due(later) == [key]
    with transaction():
        assert mail_report(key, later)
    with transaction():
        assert not mail_report(key, later)
    [letter] = letters()
    assert REPORTS[report].th in letter.text
    assert "คุณบอส" in letter.text
    send_letter(letter.id, later, key="x", base_url="http://localhost", kept=tmp_path)
    [file] = tmp_path.glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    pdf, picture = message.iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content().startswith(b"%PDF")
    shown = message.get_body(("html",)).get_content()
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in shown
    with Image.open(BytesIO(picture.get_content())) as drawn:
        assert drawn.width > drawn.height / 2 > 400
        assert len(drawn.convert("L").getcolors()) > 8  # something is on it
    assert report_orders.of(boss)[0].next_on == date(2026, 12, 7)


@pytest.mark.parametrize("gone", ["account", "role"])
def test_it_ends_when_the_account_or_the_role_ends(boss: Person, now: datetime, gone: str) -> None:
    ordered(boss, now)
    with transaction():
        person = db.session.get_one(Person, boss.id)
        if gone == "account":
            person.active = False
        else:
            person.roles = [Role.OFFICER.value]
    with transaction():
        assert mail_report(report_orders.of(boss)[0].id, now + MONDAY)
    assert not letters()
    assert not db.session.scalars(select(ReportOrder)).all()


def test_a_letter_already_written_takes_no_figures_to_somebody_who_left(
    boss: Person, now: datetime
) -> None:
    ordered(boss, now)
    with transaction():
        mail_report(report_orders.of(boss)[0].id, now + MONDAY)
    with transaction():
        db.session.get_one(Person, boss.id).active = False
    assert enclosed(letters()[0], now + MONDAY) == []


def test_only_its_owner_ends_an_order(boss: Person, now: datetime) -> None:
    ordered(boss, now)
    with transaction():
        other = a_person(now, "manager", "U02")
    key = report_orders.of(boss)[0].id
    with pytest.raises(UnknownReference):
        report_orders.find(key, other)
    with transaction():
        end_order(report_orders.find(key, boss), boss, now)
    assert not report_orders.of(boss)


def test_a_report_nobody_knows_is_refused(boss: Person, now: datetime) -> None:
    with pytest.raises(Invalid), transaction():
        order_report(boss, "secret", "hourly", now)

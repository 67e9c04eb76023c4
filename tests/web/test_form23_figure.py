"""Each figure of Form 2.3 opens what it was counted from; the rows add up to it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.database import transaction
from app.office.file import load
from app.office.first_start import DEMO_OFFICE
from app.queries import people
from app.queries.behind import number
from app.reports.behind import behind
from app.reports.facts import gather
from app.reports.form23 import form23
from tests.factories import a_case
from tests.reports.office_file import load as load_registers
from tests.reports.office_file import office_file
from tests.web.seats import an_office_at_work, sit, text
from workflows import State

FORM = "/figures/form23/2570/figure/"


def wrong_figures(year: int, now: datetime) -> list[str]:
    """The figures whose rows do not give their value."""
    facts, wrong = gather(year), []
    for criterion in form23(year, now).criteria:
        for claim in criterion.claims:
            for figure in claim.figures:
                found = behind(figure.name, facts)
                if found is None:
                    wrong.append(f"{figure.name}: nothing behind it")
                elif isinstance(figure.value, int) and not isinstance(figure.value, bool):
                    lines = sum(weight for _, weight in found.lines)
                    counted = lines if found.cases is None else number(found.cases)
                    if counted != figure.value:
                        wrong.append(f"{figure.name}: {figure.value}, but {counted}")
    return wrong


@pytest.mark.parametrize("year", [2553, 2569, 2570])
def test_the_rows_behind_every_count_add_up_to_it(
    session: Session, now: datetime, year: int
) -> None:
    with transaction():
        load(DEMO_OFFICE, now)
    assert wrong_figures(year, now) == []


def test_an_office_that_states_nothing_counts_its_rows(session: Session, now: datetime) -> None:
    parts = office_file()
    parts["seed_registers_2553"] = {"fiscal_year_be": 2553, "network_activities": [
        {"date": "2010-03-05", "changwat": "เลย", "participants": 12},
        {"date": "2010-03-06", "changwat": "เลย", "participants": 30},
        {"date": "2010-04-06", "changwat": "น่าน"},
    ]}  # fmt: skip
    load_registers(parts, now)
    assert wrong_figures(2553, now) == []
    facts = gather(2553)
    found = {name: behind(f"cs4.{name}", facts) for name in ("places", "months", "participants")}
    rows = {name: [weight for _, weight in one.lines] for name, one in found.items() if one}
    assert rows == {"places": [1, 1], "months": [1, 1], "participants": [12, 30, 0]}


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    """A manager of an office with registers, two plain cases and a restricted one in 2570."""
    an_office_at_work(app, now)
    with app.app_context():
        seed = {"fiscal_year_be": 2570, "network_activities": [
            {"date": "2026-11-05", "changwat": "เลย", "title": "พบผู้ประกอบการ", "participants": 12},
        ]}  # fmt: skip
        load_registers({"seed_registers_2570": seed}, now)
        with transaction():
            a_case(now, State.RESOLVED, subject="เว็บไซต์เปิดไม่ได้")
            a_case(now, subject="เอกสารหาย")
            a_case(now, subject="ความลับของผู้ร้อง", topic="C08")
    return sit(app, "boss")


def test_a_count_of_cases_lists_those_that_one_may_see(app: Flask, boss: FlaskClient) -> None:
    said = text(boss.get(f"{FORM}cs3.received"))
    assert "เรื่องที่นับ 3 เรื่อง" in said
    assert "เว็บไซต์เปิดไม่ได้" in said
    assert "เอกสารหาย" in said
    assert "ความลับของผู้ร้อง" not in said
    assert "อีก 1 เรื่องนับรวมอยู่ด้วย แต่ท่านเปิดดูไม่ได้" in said
    assert "ตั้งแต่ 1 ต.ค. 2569 ถึง 30 ก.ย. 2570" in said
    resolved = text(boss.get(f"{FORM}cs3.resolved"))
    assert "เรื่องที่นับ 1 เรื่อง" in resolved
    assert "เอกสารหาย" not in resolved


def test_a_count_of_lines_leads_to_each_line(boss: FlaskClient) -> None:
    page = boss.get(f"{FORM}cs4.activities")
    said = text(page)
    assert "กิจกรรมที่จัดในปีงบประมาณ นับตามวันที่จัด" in said
    assert "แถวที่นับ 1 แถว" in said
    assert "พบผู้ประกอบการ · เลย · 5 พ.ย. 2569 กิจกรรม 1" in said
    assert 'href="/registers/activities/' in page.text
    steps = text(boss.get(f"{FORM}cs3.steps_with_responsible_person"))
    assert "แผนผังการจัดการเรื่อง" in steps


def test_a_line_of_no_register_names_its_own_source(session: Session, app: Flask) -> None:
    with transaction():
        load(DEMO_OFFICE, datetime.now(UTC))
    person = people.by_email("krongkaew@oie.example")
    assert person is not None
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = person.get_id(), True
    said = text(client.get("/figures/form23/2569/figure/cs6.G02.n"))
    assert "แถวที่นับ 1 แถว" in said
    assert "ตารางขั้นตอน" not in said


def test_a_promise_kept_by_complaints_opens_the_complaints_it_divides_by(
    session: Session, now: datetime
) -> None:
    with transaction():
        load(DEMO_OFFICE, now)
    facts = gather(2569)
    kept, other = (behind(f"cs7.{code}.on_time_percent", facts) for code in ("S07", "S01"))
    assert kept is not None
    assert other is not None
    assert kept.cases is not None
    assert (number(kept.cases), facts.cases.complaints_due) == (5, 5)
    assert (other.cases, other.lines) == (None, [])


def test_every_figure_of_the_claims_is_a_link(app: Flask, boss: FlaskClient) -> None:
    page = boss.get("/figures/form23/2570/CS4/3").text
    assert f'href="{FORM}cs4.participants"' in page
    data = boss.get("/figures/form23/2570.json").json
    names = {f["name"] for c in data["criteria"] for k in c["claims"] for f in k["figures"]}
    assert len(names) > 40
    assert {boss.get(FORM + name).status_code for name in names} == {200}


def test_what_is_no_figure_is_not_found(boss: FlaskClient) -> None:
    assert boss.get(f"{FORM}cs3.nothing").status_code == 404
    assert boss.get(f"{FORM}cs3.by_topic.X9").status_code == 404


def test_many_cases_come_a_page_at_a_time(app: Flask, boss: FlaskClient) -> None:
    at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    with app.app_context(), transaction():
        for number_ in range(60):
            a_case(at + timedelta(minutes=number_))
    page = boss.get(f"{FORM}cs3.by_topic.C04")
    assert "เรื่องที่นับ 62 เรื่อง" in text(page)
    assert page.text.count('href="/desk/cases/') == 50
    following = page.text.split("after=")[1].split('"')[0]
    assert boss.get(f"{FORM}cs3.by_topic.C04?after={following}").text.count("/desk/cases/") == 12

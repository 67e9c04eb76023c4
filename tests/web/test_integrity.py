"""The integrity door: its own page, form, mailbox and team, and a quick way out."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.database import db
from app.models import Case
from app.postbox import accept
from app.queries import cases
from app.web.public import integrity
from tests.web.seats import case_of, sit
from tests.web.visitors import errors, post, receipt

TOLD = {
    "token": "integrity-" + "i" * 30, "anonymous": "yes", "subject": "เรียกรับเงิน",
    "body": "เรียกเงินสามพันบาทเพื่อให้เรื่องเร็วขึ้น", "accused": "หัวหน้าหน่วยออกใบอนุญาต",
}  # fmt: skip
BOX = "trust@oie.example"


@pytest.fixture(autouse=True)
def office(seat: object) -> None:
    """People at work."""


def send(client: FlaskClient, **more: object) -> tuple[str, str]:
    assert post(client, "/integrity/new", {**TOLD, **more}).status_code == 303
    return receipt(client)


def test_a_case_of_this_door_is_restricted_from_birth_and_the_teams(
    app: Flask, client: FlaskClient
) -> None:
    reference, _ = send(client, files=[("หลักฐาน.txt", b"proof")])
    with app.app_context():
        case = case_of(app, reference, "keeper")
        assert (case.channel, case.restricted, case.anonymous) == ("antigraft", True, True)
        assert (case.topic_code, case.unit_code) == ("C08", "U06")
        assert case.body.startswith("ผู้ถูกกล่าวหา: หัวหน้าหน่วยออกใบอนุญาต\n\nเรียกเงิน")
        assert [file.name for file in cases.attachments(case)] == ["หลักฐาน.txt"]


@pytest.mark.parametrize("who", ["boss", "clerk", "officer", "auditor", "admin", "other"])
def test_nobody_but_the_team_finds_it(app: Flask, client: FlaskClient, who: str) -> None:
    reference, _ = send(client)
    desk = sit(app, who)
    assert desk.get(f"/desk/cases/{reference}").status_code == 404
    for queue in ("all", "unit", "unassigned"):
        page = desk.get(f"/desk?queue={queue}").text
        assert reference not in page
        assert TOLD["subject"] not in page
    team = sit(app, "keeper")
    assert reference in team.get("/desk?queue=unassigned").text


def test_its_receipt_and_page_tell_no_more_than_needed(app: Flask, client: FlaskClient) -> None:
    assert post(client, "/integrity/new", TOLD).status_code == 303
    page = client.get("/receipt").text
    assert TOLD["subject"] not in page
    assert "การทุจริต" not in re.sub(r"(?s)<header.*?</header>", "", page)
    assert "ออกจากหน้านี้ทันที" in page


def test_its_correspondent_talks_with_us_as_others_do(client: FlaskClient) -> None:
    reference, secret = send(client)
    client.post("/track", data={"reference": reference, "secret": secret})
    post(client, "/track/message", {"token": "m" * 40, "body": "มีพยานเพิ่ม"})
    page = client.get("/track/case").text
    assert "มีพยานเพิ่ม" in page
    assert "ศูนย์ปฏิบัติการต่อต้านการทุจริต" not in page.split("ผู้ดูแลเรื่องนี้")[1]


def test_what_is_missing_is_said_and_nothing_is_lost(client: FlaskClient) -> None:
    page = post(client, "/integrity/new", {**TOLD, "subject": "", "anonymous": "no"})
    assert page.status_code == 422
    assert len(errors(page)) == 3  # what it is about, a name, and a way to answer
    assert TOLD["body"] in page.text
    assert TOLD["accused"] in page.text


def test_the_same_form_twice_is_one_case(app: Flask, client: FlaskClient) -> None:
    assert send(client)[0] == send(client)[0]


def test_the_first_page_and_the_ordinary_form_lead_there(client: FlaskClient) -> None:
    for page in ("/", "/new/complaint"):
        assert 'href="/integrity"' in client.get(page).text
    assert "C08" not in client.get("/new/complaint").text


def test_leaving_forgets_the_case_in_this_browser(client: FlaskClient) -> None:
    reference, secret = send(client)
    client.post("/track", data={"reference": reference, "secret": secret})
    gone = client.get("/integrity/leave")
    assert gone.status_code == 303
    assert gone.location.startswith("https://")
    assert client.get("/track/case").location == "/track"


MAIL = (
    "From: =?utf-8?b?4LiZ4LiB?= <bird@example.org>\r\n{head}Subject: bribe\r\n"
    "Message-ID: <{mark}@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "เรียกเงินสามพันบาท\r\n"
)


@pytest.mark.parametrize(
    ("head", "envelope", "restricted"),
    [
        ("To: office@oie.example\r\n", ("Trust@OIE.example",), True),
        (f"To: Team <{BOX}>\r\n", (), True),
        (f"To: office@oie.example\r\nCc: x@example.org,\r\n {BOX}\r\n", (), True),
        (f"Delivered-To: {BOX}\r\n", (), True),
        ("To: office@oie.example\r\n", ("office@oie.example",), False),
        (f"To: mis{BOX}\r\n", (), False),
        (f"To: office@oie.example\r\nX-Note: {BOX}\r\n", (), False),
    ],
)
def test_mail_to_the_integrity_mailbox_is_restricted(
    app: Flask, app_with, head: str, envelope: tuple[str, ...], restricted: bool
) -> None:
    other = app_with(SIANG_INTEGRITY_EMAIL=BOX)
    raw = MAIL.format(head=head, mark=len(head)).encode()
    now = datetime.now(UTC)
    with other.app_context():
        came = accept.Came("smtp" if envelope else "pipe", "bird@example.org", envelope)
        accept.read(accept.keep(raw, now, came), now)
        case = db.session.scalars(select(Case)).one()
        assert (case.restricted, case.channel == "antigraft") == (restricted, restricted)
        assert (case.topic_code == "C08") is restricted


@pytest.fixture
def elsewhere(live_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page that stands for the one outside: tests call nobody."""
    monkeypatch.setattr(integrity, "ELSEWHERE", f"{live_server}/service-standards")
    return f"{live_server}/service-standards"


@pytest.fixture
def door(live_server: str, page: Page, elsewhere: str) -> Page:
    """The page of the door, which was reached from another one."""
    page.goto(f"{live_server}/flow-chart")
    page.goto(f"{live_server}/integrity")
    return page


def test_escape_three_times_leaves_and_the_page_is_replaced(door: Page) -> None:
    door.keyboard.press("Escape")
    door.keyboard.press("Escape")
    assert "/integrity" in door.url
    door.keyboard.press("Escape")
    door.wait_for_url("**/service-standards")
    door.go_back()
    assert door.url.endswith("/flow-chart")


def test_the_button_leaves_and_the_page_is_replaced(door: Page) -> None:
    door.get_by_role("button", name="ออกจากหน้านี้ทันที").click()
    door.wait_for_url("**/service-standards")
    door.go_back()
    assert door.url.endswith("/flow-chart")


def test_everything_works_without_scripts_on_a_small_screen(
    live_server: str, browser: Browser, tmp_path: Path, elsewhere: str
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}, accept_downloads=True
    )
    page = context.new_page()
    page.goto(f"{live_server}/integrity")
    page.get_by_role("button", name="เริ่มแจ้งเรื่อง").click()
    expect(page.get_by_label("รายละเอียด")).to_be_visible()
    body = page.locator("body").bounding_box()
    assert body
    assert body["width"] <= 320
    page.get_by_label("เรื่อง", exact=True).fill(TOLD["subject"])
    page.get_by_label("รายละเอียด").fill(TOLD["body"])
    page.get_by_role("button", name="ตรวจทานก่อนส่ง").click()
    page.get_by_role("button", name="ส่งเรื่อง").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="บันทึกเป็นไฟล์").click()
    saved.value.save_as(tmp_path / "code.txt")
    written = (tmp_path / "code.txt").read_text()
    reference = re.search(r"[A-Z]+-\d{4}-\d{4}", written)
    secret = re.search(r"(?:[2-9A-Z]{4} ){6}[2-9A-Z]{4}", written)
    assert reference
    assert secret
    assert reference[0] not in page.url
    page.goto(f"{live_server}/track")
    page.get_by_label("เลขที่เรื่อง").fill(reference[0])
    page.get_by_label("รหัสลับ").fill(secret[0])
    page.get_by_role("button", name="ดูเรื่องของฉัน").click()
    expect(page.get_by_role("main")).to_contain_text(TOLD["subject"])
    page.get_by_role("button", name="ออกจากหน้านี้ทันที").click()
    page.wait_for_url(elsewhere)
    context.close()

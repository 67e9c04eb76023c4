"""Attacks by what is typed: markup, odd characters, odd numbers; and what a look may change."""

import re
from collections import Counter
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db, transaction
from app.intake.submission import File, Sender
from app.models import Attachment, Improvement, Mission, Office, Unit
from app.models.base import Base
from app.postbox import accept
from tests.factories import a_case
from tests.web.callers import SUBMITTED
from tests.web.conftest import Seat
from tests.web.seats import PEOPLE, step
from tests.web.visitors import open_case
from workflows import State

MARKUP = "\"><svg onload=alert(1)>'</title></script><img src=x onerror=alert(2)>{{7*7}}"
LIVE = re.compile(r"<svg onload|<img src=x|</script><img|>49<")
ALIKE = 3  # pages of one shape that a crawl opens
CANARY = "ลับเฉพาะ4417"
PAGES = (
    "/desk", "/desk?queue=all", "/desk?queue=overdue", "/desk/outbox", "/desk/quarantine",
    "/desk/intake", "/figures/sla", "/figures/sla.csv", "/figures/form23/2570",
    "/figures/form23/2570.json", "/registers/", "/registers/improvements", "/registers/missions",
    "/improvements", "/service-standards", "/flow-chart", "/",
)  # fmt: skip
BEHIND = "/figures/cases?of=sla&which=received&from=2026-01-01&to=2026-12-31"
ODD = ("\x00", "\ud800", "%", "_", "\\", "'\";--", "\u202e", "a" * 5000, "๐" * 30, "9" * 400, "-1")


def everything(app: Flask) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with app.app_context():
        return {
            name: sorted(map(tuple, db.session.execute(select(table))), key=str)
            for name, table in Base.metadata.tables.items()
            if name != "presence"  # who looks is seen looking, and nothing else
        }


def links_of(page: str) -> set[str]:
    return {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)"', page)}


def shape(address: str) -> str:
    """What pages have in common that differ by a number, a day or a choice."""
    return re.sub(r"(\d+|(?<=/figure/)[^?]+|(?<==)[^&]+)", "N", address)


def crawl(client: FlaskClient, starts: tuple[str, ...]) -> dict[str, Any]:
    """Every page that can be reached by links alone; of those of one shape the first few."""
    waiting, seen, shapes = list(starts), {}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith("/static/"):
            continue
        shapes[shape(address)] += 1
        if shapes[shape(address)] > ALIKE and address not in starts:
            continue
        seen[address] = answer = client.get(address)
        if answer.mimetype == "text/html":
            waiting += sorted(links_of(answer.text))
    return seen


@pytest.fixture
def full(app: Flask, seat: Seat, now: datetime) -> str:
    """An office in which every text a stranger or a manager can write is an attack."""
    with app.app_context(), transaction() as session:
        office = session.get_one(Office, Office.THE)
        office.name_th = office.name_en = f"สำนักงาน{MARKUP}"
        session.get_one(Unit, "U02").name_th = MARKUP
        session.add_all([
            Mission(code="P1", name_th=MARKUP),
            Improvement(code="I1", name_th=MARKUP, sources=[MARKUP], done_on=now.date()),
        ])  # fmt: skip
        case = a_case(now, State.RESOLVED, subject=MARKUP, body=MARKUP,
                      sender=Sender(MARKUP, "x@example.org", MARKUP, MARKUP),
                      files=(File(f"{MARKUP}.html", b"<script>alert(3)</script>"),))  # fmt: skip
        reference = case.reference
    raw = (f"From: {MARKUP} <a@example.org>\nSubject: {MARKUP}\nMessage-ID: <{MARKUP}>\n"
           f"Auto-Submitted: auto-replied\n\n{MARKUP}").encode()  # fmt: skip
    with app.app_context():
        accept.read(accept.keep(raw, now), now)
    return reference


@pytest.mark.parametrize("who", ["boss", "clerk"])
def test_no_page_runs_what_was_typed_and_no_look_changes_anything(
    app: Flask, seat: Seat, full: str, who: str
) -> None:
    before = everything(app)
    seen = crawl(seat(who), PAGES)
    assert f"/desk/cases/{full}" in seen
    assert {page for page, answer in seen.items() if answer.status_code >= 500} == set()
    html = {page: answer.text for page, answer in seen.items() if answer.mimetype == "text/html"}
    assert {page for page, text in html.items() if LIVE.search(text)} == set()
    assert "{{7*7}}" in html[f"/desk/cases/{full}"]
    after = everything(app)
    events = [row for row in after["event"] if "file_opened" not in str(row)]  # that one is wanted
    assert {**after, "event": events} == before


def test_no_page_of_a_correspondent_runs_what_was_typed(client: FlaskClient, full: str) -> None:
    open_case(client, topic="C04", subject=MARKUP, body=MARKUP, name=MARKUP)
    client.post("/track/message", data={"body": MARKUP, "token": "t" * 30})
    page = client.get("/track/case").text
    assert not LIVE.search(page)
    assert "{{7*7}}" in page


def test_a_file_leaves_as_a_download_with_a_name_that_reads_as_it_is(
    app: Flask, client: FlaskClient, seat: Seat
) -> None:
    name = 'photo\u202egnp.exe"\r\nX-Evil: 1'
    data = {"token": "t" * 30, "subject": "ก", "body": "ข",
            "anonymous": "no", "name": "ก", "email": "a@example.org",
            "files": (BytesIO(b"<script>1</script>"), name)}  # fmt: skip
    assert client.post("/new/complaint", data=data).status_code == 303
    with app.app_context():
        kept = db.session.scalars(select(Attachment)).one()
    assert "\u202e" not in kept.name
    assert "\n" not in kept.name
    file = seat("clerk").get(f"/files/{kept.token}")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in file.headers
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_characters_and_numbers_break_no_page(
    app: Flask, client: FlaskClient, seat: Seat, full: str, odd: str
) -> None:
    said = quote(odd.encode("utf-8", "surrogatepass"))
    boss, broken = seat("boss"), {}
    for address in (
        "/desk?q={}", "/desk?queue={}", "/desk?after={}", "/desk?topic={}&kind={}&channel={}",
        "/desk/outbox?after={}", "/desk/outbox?status={}", "/desk/outbox/{}", "/desk/cases/{}",
        "/files/{}", f"/desk/cases/{full}/steps/{{}}",
        "/registers/missions?after={}", "/registers/{}", "/registers/missions/{}",
        "/figures/sla?from={}", "/figures/sla?from=2570-01-01&to={}", "/figures/sla?by={}",
        "/figures/sla.xlsx?to={}", "/figures/form23/{}", "/figures/form23/2570/{}/1",
        "/figures/form23/2570.{}", "/track?reference={}", "/track/open/{}", "/set-up/{}",
        "/language/{}?next={}", "/new/{}", "/sign-in?next={}", "/desk/quarantine/{}",
        f"{BEHIND}&unit={{}}&topic={{}}&channel={{}}",
        f"{BEHIND}&month={{}}", f"{BEHIND}&month=9999-12",
        "/figures/cases?of=units&which=received&from=2026-01-01&to=2026-12-31&unit={}",
        "/figures/cases?of=units&which=received&from=2026-01-01&to=2026-12-31&below={}",
        "/figures/causes/cases?cause={}&topic={}&unit={}",
    ):  # fmt: skip
        status = boss.get(address.replace("{}", said)).status_code
        if status >= 500:
            broken[address] = status
    for address, names in {
        "/track": ("reference", "secret"), "/sign-in": ("email", "password"),
        "/new/complaint": ("token", "subject", "body", "topic", "name", "email", "phone"),
        "/registers/missions/add": ("code", "name_th"),
        "/registers/surveys/add": ("code", "fiscal_year", "aspects"),
        "/registers/survey-groups/add": ("survey_code", "sampled", "counts"),
        "/registers/missions/1": ("version", "code"),
        "/figures/form23/2570/CS1": ("version", "result"),
        "/figures/form23/2570/CS1/1": ("version", "do", "text"),
        f"/desk/cases/{full}/notes": ("version", "seen", "text"),
        f"/desk/cases/{full}/steps/reopen": ("version", "reason"),
        "/desk/views": ("name", "q", "topic"),
        "/desk/intake": ("channel", "kind", "received_on", "received_time", "letter_date"),
    }.items():  # fmt: skip
        said_twice = "&".join(f"{name}={said}" for name in names)
        form = {"content_type": "application/x-www-form-urlencoded"}
        status = boss.post(address, data=said_twice, **form).status_code
        if status >= 500:
            broken[f"POST {address}"] = status
    assert broken == {}


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_characters_break_no_call(client: FlaskClient, seat: Seat, odd: str) -> None:
    for field in ("kind", "subject", "body", "topic", "language", "correspondent", odd):
        answer = client.post("/api/v1/cases", json={**SUBMITTED, field: odd})
        assert answer.status_code in (201, 400, 422)
    whom = {**SUBMITTED, "correspondent": {"name": odd, "email": f"a{odd}@b.example"}}
    assert client.post("/api/v1/cases", json=whom).status_code in (201, 400, 422)


@pytest.mark.usefixtures("seat")
@pytest.mark.parametrize("odd", ["\x00", "\r X: y", "=?utf-8?q?a=0D=0ABcc:_x@y.z?=", "\ud800"])
def test_a_mail_with_odd_headers_is_kept_once_and_makes_no_header_of_ours(
    app: Flask, now: datetime, odd: str
) -> None:
    raw = (f"From: {odd}สม{odd} <a@example.org>\r\nSubject: {odd}ไฟดับ{odd}\r\n"
           f'Content-Type: text/plain; name="{odd}"\r\n\r\nไฟดับ{odd}').encode(
               "utf-8", "surrogatepass")  # fmt: skip
    with app.app_context():
        assert accept.read(accept.keep(raw, now), now) in ("done", "quarantine")


def test_a_restricted_case_leaves_no_word_of_itself_where_others_look(
    app: Flask, seat: Seat, now: datetime
) -> None:
    with app.app_context(), transaction():
        case = a_case(now, State.RESOLVED, topic="C08", subject=CANARY, body=CANARY,
                      sender=Sender(CANARY, "canary@example.org"),
                      files=(File(f"{CANARY}.txt", b"x"),))  # fmt: skip
        reference = case.reference
    searched = f"/desk?queue=all&q={quote(CANARY)}", f"/desk?queue=all&q={reference}"
    for who in set(PEOPLE) - {"keeper"}:
        client = seat(who)
        for address, answer in crawl(client, (*PAGES, *searched)).items():
            shown = answer.get_data().decode("utf-8", "replace")
            assert "canary@example.org" not in shown, (who, address)
            if "q=" not in address:
                assert CANARY not in shown, (who, address)
                assert reference not in shown, (who, address)


def test_a_case_may_not_be_called_a_copy_of_one_that_its_owner_cannot_see(
    app: Flask, seat: Seat, now: datetime
) -> None:
    with app.app_context(), transaction():
        hidden = a_case(now, topic="C08").reference
        own = a_case(now, State.ASSIGNED).reference
    seat("boss")
    for told in (hidden, "OIE-2570-9999"):
        with pytest.raises(Exception, match="duplicate_of"):
            step(app, now, own, "dismiss", "boss", outcome="duplicate", reason="ซ้ำ", answer="ก",
                 duplicate_of=told)  # fmt: skip

"""The anonymous conversation: a code that opens, words both ways, no trace of a visit (K-70)."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from time_machine import Traveller

from app.actions.write_letter import write_letter
from app.database import db, transaction
from app.extensions import knock
from app.intake.submission import File
from app.jobs.runner import tick
from app.models import Base, Case, Event, JobRun, Letter, Message
from app.queries import cases, people
from tests.web.seats import case_of, email, sit, step
from tests.web.seats import text as said
from tests.web.visitors import TOLD, post, receipt, tell
from workflows.coarse import is_coarse
from workflows.dates import local_day, say_date

CAME = datetime(2026, 11, 23, 6, 41, 53, 218_407, tzinfo=UTC)  # 13.41 in Bangkok
ADDRESS, BROWSER = "203.0.113.77", "Firefox-Canary/9.81"
TRACES = (ADDRESS, BROWSER, "06:41:", "13:41:", "13.41", "06:42:", "13:42:", "13.42", "06:43:")
ONCE = {"token": "message-" + "m" * 30}


@pytest.fixture(autouse=True)
def office(seat: object) -> None:
    """People at work."""


@pytest.fixture
def nobody(app: Flask, client: FlaskClient) -> FlaskClient:
    """A visitor whose address and browser could be recognised."""
    client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER}
    return client


def a_conversation(app: Flask, nobody: FlaskClient, clock: Traveller) -> tuple[str, str]:
    """Told, routed, opened by the code, written again with a file, while the clock's jobs run."""
    clock.move_to(CAME)
    assert tell(nobody, anonymous="yes", name=None, email=None).status_code == 303
    reference, secret = receipt(nobody)
    clock.move_to(CAME + timedelta(seconds=9))
    _jobs(app)
    clock.move_to(CAME + timedelta(seconds=70))
    nobody.post("/track", data={"reference": reference, "secret": secret})
    files = [("หลักฐาน.txt", b"seen")]
    assert (
        post(nobody, "/track/message", {**ONCE, "body": "มีพยาน", "files": files}).status_code == 303
    )
    clock.move_to(CAME + timedelta(seconds=80))
    _jobs(app)
    return reference, secret


def _jobs(app: Flask) -> None:
    with app.app_context():
        for name in ("route", "seal", "send_letters"):
            tick(name, datetime.now(UTC))


def _dump() -> list[str]:
    """Every row of every table as one line; what a program will try later is another day's."""
    lines = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            lines.append(f"{table.name} {tuple(row)!r}")
    return lines


@pytest.mark.parametrize(
    "written",
    [
        lambda code: code.replace(" ", ""),
        lambda code: code.lower(),
        lambda code: code.replace(" ", "\r\n"),
        lambda code: f"  {code.replace(' ', ' - ')}\t",
        lambda code: code.translate(str.maketrans("23456789", "๒๓๔๕๖๗๘๙")),
        lambda code: code.replace(" ", "\u00a0\u200b"),
    ],
)
def test_the_code_opens_however_it_is_pasted(nobody: FlaskClient, written) -> None:
    tell(nobody, anonymous="yes", name=None, email=None)
    reference, secret = receipt(nobody)
    sent = nobody.post("/track", data={"reference": reference, "secret": written(secret)})
    assert sent.location == "/track/case"


def test_the_code_can_be_saved_as_a_file_without_scripts(nobody: FlaskClient) -> None:
    tell(nobody, anonymous="yes", name=None, email=None)
    page = nobody.get("/receipt").text
    form = dict(re.findall(r'name="(reference|secret)" value="([^"]+)"', page))
    saved = nobody.post("/receipt/file", data=form)
    assert saved.status_code == 200
    assert saved.headers["Cache-Control"] == "no-store"
    assert form["secret"].replace("-", " ") in saved.text
    assert form["reference"] in saved.text
    assert "ไม่แสดงรหัสลับซ้ำ" in nobody.get("/receipt").text
    wrong = {**form, "secret": "AAAA-BBBB"}
    assert nobody.post("/receipt/file", data=wrong).status_code == 404


def test_the_receipt_names_the_day_of_an_answer_or_a_reason(
    nobody: FlaskClient, app: Flask
) -> None:
    tell(nobody, anonymous="yes", name=None, email=None)
    page = said(nobody.get("/receipt"))
    with app.app_context():
        by = db.session.scalars(select(Case.first_answer_by)).one()
    assert f"ในวัน{say_date(by, 'th', 'long')}" in page.replace("\u00a0", " ")
    assert "จะมีคำตอบของเรา หรือเหตุผลที่ยังไม่มีคำตอบ" in page


def test_no_trace_of_a_visit_is_kept(
    app: Flask, nobody: FlaskClient, clock: Traveller, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level("DEBUG")
    reference, secret = a_conversation(app, nobody, clock)
    with app.app_context():
        rows = [r for r in _dump() if not r.startswith("job_run ")]
        told = "\n".join(rows)
        runs = db.session.scalars(select(JobRun)).all()
        case = cases.by_reference(reference)
        assert case is not None
        assert case.returned_on == local_day(CAME)
    kept = [p for p in app.config["SETTINGS"].var.rglob("*") if p.is_file() and ".db" not in p.name]
    told += "\n".join(p.read_bytes().decode("utf-8", "replace") for p in kept)
    told += caplog.text.replace("route: 0", "") + "".join(capfd.readouterr())
    assert [trace for trace in TRACES if trace in told] == []
    assert secret not in told
    assert secret.replace(" ", "-") not in told
    assert {run.done for run in runs} == {0}  # runs every few seconds, whoever comes


def test_staff_and_programs_see_the_day_alone(
    app: Flask, nobody: FlaskClient, clock: Traveller
) -> None:
    reference, _ = a_conversation(app, nobody, clock)
    desk = sit(app, "boss")
    pages = [f"/desk/cases/{reference}", "/desk?queue=all", f"/desk/cases/{reference}/deadlines"]
    for page in pages:
        shown = desk.get(page).text
        assert [trace for trace in TRACES if trace in shown] == [], page
    assert "23 พ.ย. 2569" in said(desk.get(pages[0])).replace("\u00a0", " ")


def test_the_times_of_a_named_case_are_exact(
    app: Flask, client: FlaskClient, clock: Traveller
) -> None:
    clock.move_to(CAME)
    tell(client)
    reference, _ = receipt(client)
    with app.app_context():
        case = case_of(app, reference)
        assert case.received_at == CAME
        assert {event.at for event in cases.events(case)} == {CAME}


@pytest.mark.parametrize(
    ("came", "counts"),
    [((3, 0), (23, "08:30")), ((9, 29), (23, "08:30")), ((9, 30), (24, "16:30"))],
)
def test_the_official_date_is_counted_from_the_true_time_and_stays(
    app: Flask, nobody: FlaskClient, clock: Traveller, came: tuple[int, int],
    counts: tuple[int, str],
) -> None:  # fmt: skip
    clock.move_to(datetime(2026, 11, 23, *came, 11, tzinfo=UTC))
    tell(nobody, anonymous="yes", name=None, email=None)
    reference, _ = receipt(nobody)
    step(
        app, datetime.now(UTC), reference, "assign", "boss", owner=email("officer"), kind="opinion"
    )
    with app.app_context():  # the dates were counted again, from what is kept
        case = case_of(app, reference)
        assert case.official_on.day == counts[0]
        assert is_coarse(case.received_at)


def test_words_keep_their_order_and_files_go_both_ways(
    app: Flask, nobody: FlaskClient, clock: Traveller
) -> None:
    reference, _ = a_conversation(app, nobody, clock)
    clock.move_to(CAME + timedelta(hours=1))
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        assert boss is not None
        case = cases.find(reference, boss)
        write_letter(case, boss, datetime.now(UTC), occasion="", text="ขอบคุณ กำลังตรวจ", how="track",
                     files=[File("หนังสือ.txt", b"from the office")])  # fmt: skip
    clock.move_to(CAME + timedelta(hours=2))
    post(nobody, "/track/message", {"token": "second-" + "m" * 30, "body": "มีอีกอย่าง"})
    page = nobody.get("/track/case").text
    places = [
        page.index(words) for words in (TOLD["body"][:20], "มีพยาน", "ขอบคุณ กำลังตรวจ", "มีอีกอย่าง")
    ]
    assert places == sorted(places)
    desk = said(sit(app, "boss").get(f"/desk/cases/{reference}"))
    assert desk.index("มีพยาน") < desk.index("ขอบคุณ กำลังตรวจ") < desk.index("มีอีกอย่าง")
    links = re.findall(r'href="([^"]*)"[^>]*>หนังสือ\.txt', page)
    assert links
    assert nobody.get(links[0]).data == b"from the office"


def test_the_notice_of_a_message_leaves_in_the_night(
    app: Flask, nobody: FlaskClient, clock: Traveller
) -> None:
    clock.move_to(CAME)
    tell(nobody, anonymous="yes", name=None, email=None)
    reference, secret = receipt(nobody)
    step(app, datetime.now(UTC), reference, "assign", "boss", owner=email("officer"))
    nobody.post("/track", data={"reference": reference, "secret": secret})
    post(nobody, "/track/message", {**ONCE, "body": "มีพยาน"})
    with app.app_context():
        letters = {letter.name: letter for letter in db.session.scalars(select(Letter))}
        assert letters["yours"].next_try_at == CAME  # an officer's act is no secret
        assert letters["wrote"].next_try_at == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_the_first_return_is_kept_as_a_day_and_changes_no_version(
    app: Flask, nobody: FlaskClient, clock: Traveller
) -> None:
    tell(nobody, anonymous="yes", name=None, email=None)
    reference, secret = receipt(nobody)
    with app.app_context():
        version = case_of(app, reference).version
    for days in (2, 5):
        clock.shift(timedelta(days=days))
        nobody.post("/track", data={"reference": reference, "secret": secret})
    with app.app_context():
        case = case_of(app, reference)
        assert (case.returned_on, case.version) == (local_day(CAME + timedelta(days=2)), version)


def test_a_broken_promise_asks_for_a_reason_and_a_letter_keeps_it(
    app: Flask, nobody: FlaskClient, clock: Traveller
) -> None:
    tell(nobody, anonymous="yes", name=None, email=None)
    reference, _ = receipt(nobody)
    with app.app_context():
        by = case_of(app, reference).first_answer_by
    assert by is not None
    clock.move_to(datetime(by.year, by.month, by.day, 3, 0, tzinfo=UTC))
    desk = sit(app, "boss")
    page = desk.get(f"/desk/cases/{reference}").text
    assert "เขียนหนังสือในหน้านี้ว่าทำไมและจะตอบเมื่อใด" in page
    assert re.search(r"<details[^>]* open><summary[^>]*><span[^>]*>เขียนหนังสือถึงผู้แจ้ง", page)


def test_the_counts_of_the_limiter_show_no_address(app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": ADDRESS}):
        one = knock()
    with app.test_request_context(environ_base={"REMOTE_ADDR": "203.0.113.78"}):
        other = knock()
    assert ADDRESS not in one
    assert one != other


def test_the_web_server_writes_no_line_a_visit() -> None:
    started = (Path(__file__).parents[2] / "bin" / "supervise.py").read_text()
    assert "--log-level error" in started  # its warnings name the address of who sent rubbish
    assert "--access-logfile" not in started


def test_messages_of_an_anonymous_case_are_never_later_than_now(
    app: Flask, nobody: FlaskClient, clock: Traveller
) -> None:
    a_conversation(app, nobody, clock)
    with app.app_context():
        for at in (*db.session.scalars(select(Message.at)), *db.session.scalars(select(Event.at)),
                   *db.session.scalars(select(Case.updated_at))):  # fmt: skip
            assert at <= CAME + timedelta(seconds=80)


def test_a_program_that_reads_with_the_code_came_back_too_and_is_told_days(
    app: Flask, nobody: FlaskClient, clock: Traveller
) -> None:
    clock.move_to(CAME)
    body = {"kind": "complaint", "subject": "ไฟดับ", "body": "หน้าอาคาร"}
    made = nobody.post("/api/v1/cases", json=body).json
    assert made["received_at"] == "2026-11-23T00:00:00+07:00"
    key = {"Authorization": f"Case {made['secret']}"}
    told = nobody.get(f"/api/v1/cases/{made['reference']}", headers=key).json
    assert {one["at"] for one in told["timeline"]} == {"2026-11-23T00:00:00+07:00"}
    with app.app_context():
        assert case_of(app, made["reference"]).returned_on == local_day(CAME)

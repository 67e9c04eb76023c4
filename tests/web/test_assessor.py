"""An assessor from outside reads Form 2.3, everything but our names, and nothing else at all."""

from collections import defaultdict
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.actions.comment import write_comment
from app.actions.keep_duty import keep_duty
from app.actions.keep_evidence import Place, Proof, add_evidence
from app.actions.keep_form23 import confirm
from app.actions.keep_person import add_person, issue_token, set_password
from app.database import transaction
from app.documents.xlsx_read import read_xlsx
from app.models import GroupMember, StakeholderGroup
from app.queries import people
from app.web.access_roles import PUBLIC
from app.web.access_table import ACCESS
from tests.web.rights_table import RIGHTS, Row
from tests.web.seats import an_office_at_work, email, sit, text
from tests.web.test_rights import told
from workflows.errors import Invalid

LAST = date(2026, 11, 30)
ADDRESS = "assessor@outside.example"
FORM = "/figures/form23/2570"
# Everything that an assessor may open; whatever is not named here is not there for them.
READS = {
    "figures.form23", "figures.form23_file", "figures.form23_claim", "figures.form23_readiness",
    "figures.form23_hand_in", "api.form", "api.form_readiness", "api.form_submissions",
    "api.form_comments", "figures.evidence", "figures.evidence_zip",
}  # fmt: skip
NAMES: dict[str, Any] = defaultdict(lambda: 1)  # whatever an address names


@pytest.fixture
def office(app: Flask, client: FlaskClient, now: datetime) -> Flask:
    """An office with an assessor until LAST; a colleague owes, confirmed and commented."""
    an_office_at_work(app, now)
    with app.app_context(), transaction() as session:
        guest = add_person(
            now, email=ADDRESS, name="ผู้ประเมิน", roles=["assessor"], unit=None, expires_on=LAST
        )
        set_password(guest, "a good long password")
        boss = people.by_email(email("boss"))
        assert boss is not None
        keep_duty(2570, "CS4", boss, LAST, boss, now)
        confirm(2570, "CS4", 1, version=0, actor=boss, now=now)
        session.flush()
        write_comment(2570, "CS4", 1, "ตรวจสอบอีกครั้ง", actor=boss, now=now)
    return app


@pytest.fixture
def guest(office: Flask) -> FlaskClient:
    client = office.test_client()
    with office.app_context():
        person = people.by_email(ADDRESS)
        assert person is not None
        key = person.get_id()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = key, True
    return client


def ask(office: Flask, guest: FlaskClient, token: str, method: str, row: Row) -> TestResponse:
    path = row.address.format_map(NAMES)
    if path.startswith("/api/"):
        body = {"json": row.sent} if method == "POST" else {}
        headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
        return office.test_client().open(
            path, method=method, headers=headers, buffered=True, **body
        )
    sent = row.sent if method == "POST" else None
    return guest.open(path, method=method, data=sent, buffered=True)


def test_every_route_but_those_of_the_form_is_closed_to_an_assessor(
    office: Flask, guest: FlaskClient, now: datetime
) -> None:
    with office.app_context(), transaction():
        person = people.by_email(ADDRESS)
        token = issue_token(person, "api", now)
    found = {
        (name, method): told(ask(office, guest, token, method, row))
        for (name, method), row in RIGHTS.items()
        if ACCESS[name] is not PUBLIC
    }
    let_in = {call for call, sign in found.items() if sign == "+"}
    own = {call for call in let_in if call[0].startswith("account.")}
    assert ("account.account", "GET") in own
    assert let_in - own == {(name, "GET") for name in READS}
    assert set(found.values()) == {"+", "-"}


def test_a_case_is_not_there_for_an_assessor(
    office: Flask, guest: FlaskClient, now: datetime
) -> None:
    from_office = sit(office, "boss")
    filed = from_office.post("/api/v1/cases", json={
        "kind": "complaint", "subject": "ไฟทางเดินดับ", "body": "หน้าอาคาร",
    }).json  # fmt: skip
    with office.app_context(), transaction():
        token = issue_token(people.by_email(ADDRESS), "api", now)
    headers = {"Authorization": f"Bearer {token}"}
    path = f"/api/v1/cases/{filed['reference']}"
    assert office.test_client().get(path, headers=headers).status_code == 404
    assert guest.get(f"/desk/cases/{filed['reference']}").status_code == 404
    assert guest.get("/desk").status_code == 404


@pytest.mark.parametrize("path", [
    FORM, f"{FORM}/CS4/1", f"{FORM}/readiness", f"{FORM}/hand-in", f"{FORM}.json",
])  # fmt: skip
def test_no_name_of_ours_is_read_by_an_assessor(
    office: Flask, guest: FlaskClient, path: str
) -> None:
    page = guest.get(path)
    assert page.status_code == 200
    assert "คุณboss" not in page.text
    assert email("boss") not in page.text
    if path != f"{FORM}/hand-in":
        assert "ปกปิดชื่อ" in page.text
        assert "คุณboss" in sit(office, "boss").get(path).text
    assert '<form method="post"' not in page.text.split("<main")[-1]
    assert "/figure/" not in page.text  # it would not open


def test_an_assessor_takes_the_annexes_without_any_single_case(guest: FlaskClient) -> None:
    text = guest.get(f"{FORM}.txt?annex=cs3").text
    assert "ภาคผนวก CS3 (1)" in text
    assert "รายการเรื่องส่งต่อ" not in text


def test_the_evidence_an_assessor_takes_names_nobody(
    office: Flask, guest: FlaskClient, now: datetime
) -> None:
    with office.app_context(), transaction() as session:
        boss = people.by_email(email("boss"))
        assert boss is not None
        group = StakeholderGroup(code="G1", name_th="สมาคม", kind="client")
        session.add(group)
        session.flush()
        session.add(GroupMember(group_code="G1", name="นางสมร ใจงาม", organisation="สมาคม ก"))
        proofs = [Proof(kind="made", made=made) for made in ("members", "flow_chart")]
        chart_key = [add_evidence(Place(2570, "CS1"), proof, boss, now).id for proof in proofs][1]
    for reader, named in ((guest, False), (sit(office, "boss"), True)):
        with reader.get(f"{FORM}/evidence.zip") as answer:
            taken = ZipFile(BytesIO(answer.data))
        members = next(name for name in taken.namelist() if name.startswith("CS1-1"))
        chart = next(name for name in taken.namelist() if name.startswith("CS1-2"))
        index, rows = (str(read_xlsx(taken.read(name))) for name in ("index.xlsx", members))
        assert ("คุณboss" in index, "นางสมร" in rows) == (named, named)
        assert "สมาคม ก" in rows
        assert (b"boss" in taken.read(chart)) is named
        one = reader.get(f"{FORM}/evidence/{chart_key}")
        assert (one.status_code, b"boss" in one.data) == (200, named)


def test_an_assessor_signs_in_until_the_last_day_and_is_out_after_it(
    office: Flask, guest: FlaskClient, clock: Any
) -> None:
    visitor = office.test_client()
    given = {"email": ADDRESS, "password": "a good long password"}
    clock.move_to(datetime.fromisoformat("2026-11-30T23:59:00+07:00"))
    entered = visitor.post("/sign-in", data=given)
    assert entered.location == FORM
    assert "แบบ 2.3" in text(visitor.get(FORM))
    clock.move_to(datetime.fromisoformat("2026-12-01T00:00:00+07:00"))
    assert visitor.get(FORM).location.startswith("/sign-in")
    assert visitor.post("/sign-in", data=given).status_code == 422


def test_the_key_of_an_assessor_ends_with_the_account(
    office: Flask, client: FlaskClient, clock: Any, now: datetime
) -> None:
    with office.app_context(), transaction():
        token = issue_token(people.by_email(ADDRESS), "api", now)
    headers = {"Authorization": f"Bearer {token}"}
    path = "/api/v1/reports/form23/2570"
    assert client.get(path, headers=headers).status_code == 200
    clock.move_to(datetime.fromisoformat("2026-12-01T00:00:00+07:00"))
    assert client.get(path, headers=headers).status_code == 401


def test_an_assessor_needs_a_last_day_and_holds_no_other_role(office: Flask, now: datetime) -> None:
    with office.app_context():
        for roles, last in ((["assessor"], None), (["assessor", "manager"], LAST)):
            with pytest.raises(Invalid), transaction():
                add_person(
                    now, email="two@outside.example", name="", roles=roles, unit=None,
                    expires_on=last,
                )  # fmt: skip


def test_the_command_makes_an_assessor_and_puts_the_last_day_off(office: Flask) -> None:
    run = office.test_cli_runner()
    added = ["user", "add", "new@outside.example", "--role", "assessor"]
    assert "needs its last day" in run.invoke(args=added).output
    assert run.invoke(args=[*added, "--until", "2026-12-31"]).exit_code == 0
    assert (
        run.invoke(args=["user", "add", "new@outside.example", "--until", "2027-01-31"]).exit_code
        == 0
    )
    refused = run.invoke(args=["user", "add", email("boss"), "--until", "2027-01-31"])
    assert "holds no other role" in refused.output
    with office.app_context():
        person = people.by_email("new@outside.example")
        assert person is not None
        assert person.expires_on == date(2027, 1, 31)
        assert person not in people.staff()

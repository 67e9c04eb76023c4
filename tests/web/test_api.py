"""The API as its callers know it: submit, follow, list, read."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.intake.submission import File
from app.models import Case, Letter, Message
from tests.factories import a_case, settled
from tests.web.callers import REFERRED, SUBMITTED, a_caller, bearer
from workflows import State
from workflows.secrets import digest

CASES = "/api/v1/cases"
KEY = {"Idempotency-Key": "7d9f6a52-5f0e-4c9e-9d1c-2b1f0c2f7a11"}
pytestmark = pytest.mark.usefixtures("office")


def case_key(receipt: dict) -> dict[str, str]:
    return {"Authorization": f"Case {receipt['secret']}"}


def test_a_case_is_submitted_and_its_receipt_has_reference_secret_and_dates(
    client: FlaskClient, session: Session
) -> None:
    answer = client.post(CASES, json=SUBMITTED)
    assert answer.status_code == 201
    assert answer.json == {
        "reference": "OFFICE-2570-0001",
        "secret": answer.json["secret"],
        "kind": "complaint",
        "state": "received",
        "received_at": "2026-11-23T10:00:00+07:00",
        "deadlines": {
            "acknowledge": "2026-11-24", "assign": "2026-11-25", "analyse": "2026-12-02",
            "first_answer": "2026-12-08", "resolve": "2026-12-23",
        },
    }  # fmt: skip
    case = session.scalars(select(Case)).one()
    assert (case.channel, case.topic_code) == ("api", "C04")
    assert case.acknowledged_at, "reference and dates were given"
    assert case.secret_hash == digest(answer.json["secret"])
    assert session.scalars(select(Letter.recipient)).all() == ["somying@example.org"]


def test_the_same_key_and_body_again_is_one_case_and_one_answer(
    client: FlaskClient, session: Session
) -> None:
    first = client.post(CASES, json=SUBMITTED, headers=KEY)
    again = client.post(CASES, json=SUBMITTED, headers=KEY)
    assert (again.status_code, again.json) == (201, first.json)
    assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_the_same_key_with_another_body_is_refused(client: FlaskClient) -> None:
    client.post(CASES, json=SUBMITTED, headers=KEY)
    other = client.post(CASES, json={**SUBMITTED, "body": "เรื่องอื่น"}, headers=KEY)
    assert other.status_code == 422


def test_without_a_key_two_calls_are_two_cases_with_secrets_of_their_own(
    client: FlaskClient,
) -> None:
    one, two = (client.post(CASES, json=SUBMITTED).json for _ in range(2))
    assert one["reference"] != two["reference"]
    assert one["secret"] != two["secret"]


def test_who_gives_no_name_is_kept_nowhere(client: FlaskClient, session: Session) -> None:
    client.post(CASES, json={**SUBMITTED, "anonymous": True})
    bare = {name: SUBMITTED[name] for name in ("kind", "subject", "body")}
    assert client.post(CASES, json=bare).status_code == 201
    kept = session.scalars(select(Case)).all()
    assert [(c.anonymous, c.correspondent) for c in kept] == [(True, None)] * 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "rant"}, "kind"),
        ({"subject": "  "}, "subject"),
        ({"subject": "ก" * 301}, "subject"),
        ({"body": "ก" * 20_001}, "body"),
        ({"body": None}, "body"),
        ({"topic": "ZZ"}, "topic"),
        ({"language": "fr"}, "language"),
        ({"anonymous": "no"}, "anonymous"),
        ({"priority": "high"}, "priority"),
        ({"correspondent": {"email": "ไม่ใช่อีเมล"}}, "correspondent.email"),
        ({"correspondent": {"line_id": "x"}}, "correspondent.line_id"),
        ({"correspondent": {}}, "correspondent"),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(
    client: FlaskClient, session: Session, change: dict, code: str
) -> None:
    answer = client.post(CASES, json={**SUBMITTED, **change})
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert [problem["code"] for problem in answer.json["missing"]] == [code]
    assert session.scalar(select(func.count()).select_from(Case)) == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"subject": "ก" * 301}, "เขียนได้ไม่เกิน 300 ตัวอักษร"),
        ({"subject": "  "}, "ต้องเขียน"),
        ({"kind": "rant"}, "เลือกจาก 'complaint', 'suggestion', 'opinion', 'compliment'"),
    ],
)
def test_what_is_wrong_with_a_field_is_told_in_plain_thai(
    client: FlaskClient, change: dict, told: str
) -> None:
    answer = client.post(CASES, json={**SUBMITTED, **change})
    assert [problem["text"] for problem in answer.json["missing"]] == [told]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b'{"kind": "\xe0"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b"kind=complaint", "application/x-www-form-urlencoded", 415),
    ],
)
def test_what_is_no_json_object_is_told_so(
    client: FlaskClient, body: bytes, content_type: str, status: int
) -> None:
    answer = client.post(CASES, data=body, content_type=content_type)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status


def test_an_agency_refers_a_case_and_reads_it_without_the_office_s_own_words(
    client: FlaskClient, now: datetime
) -> None:
    centre = a_caller(now, "agency", unit="")
    sent = client.post("/api/v1/referrals", json=REFERRED, headers={**centre, **KEY})
    again = client.post("/api/v1/referrals", json=REFERRED, headers={**centre, **KEY})
    assert (sent.status_code, again.json) == (201, sent.json)
    reference = sent.json["reference"]
    read = client.get(f"{CASES}/{reference}", headers=centre).json
    assert read["channel"] == "gcc1111"
    assert read["referral"]["letter_number"] == "นร 0105.04/1234"
    assert read["referral"]["report_due"] == "2026-12-20"
    assert (read["notes"], read["steps"], read["finding"]) == ([], [], "")
    other = a_caller(now, "agency", unit="")
    assert client.get(f"{CASES}/{reference}", headers=other).status_code == 404
    assert client.get(CASES, headers=other).json["items"] == []
    assert [i["reference"] for i in client.get(CASES, headers=centre).json["items"]] == [reference]


def test_two_agencies_may_use_the_same_key(client: FlaskClient, now: datetime) -> None:
    centres = [a_caller(now, "agency", unit="") for _ in range(2)]
    made = [
        client.post("/api/v1/referrals", json=REFERRED, headers={**centre, **KEY}).json
        for centre in centres
    ]
    assert made[0]["reference"] != made[1]["reference"]
    assert made[0]["secret"] != made[1]["secret"]


def test_the_correspondent_follows_the_case_in_plain_words(client: FlaskClient) -> None:
    receipt = client.post(CASES, json=SUBMITTED).json
    seen = client.get(f"{CASES}/{receipt['reference']}", headers=case_key(receipt)).json
    assert seen["state_text"] == "รับเรื่องแล้ว"
    assert seen["deadlines"] == receipt["deadlines"]
    assert [line["text"] for line in seen["timeline"]] == ["เรารับเรื่องของท่านแล้ว"]
    assert not {"owner", "version", "notes", "finding", "steps"} & set(seen)


def test_a_secret_may_be_typed_as_people_type(client: FlaskClient) -> None:
    receipt = client.post(CASES, json=SUBMITTED).json
    typed = {"Authorization": f"Case {receipt['secret'].lower().replace('-', ' ')}"}
    assert client.get(f"{CASES}/{receipt['reference'].lower()}", headers=typed).status_code == 200


def test_a_wrong_secret_and_an_unknown_reference_answer_alike(client: FlaskClient) -> None:
    receipt = client.post(CASES, json=SUBMITTED).json
    other = client.post(CASES, json=SUBMITTED).json
    wrong = client.get(f"{CASES}/{receipt['reference']}", headers=case_key(other))
    unknown = client.get(f"{CASES}/OFFICE-2570-9999", headers=case_key(other))
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.data == unknown.data
    wrote = client.post(
        f"{CASES}/{receipt['reference']}/messages", json={"body": "x"}, headers=case_key(other)
    )
    assert (wrote.status_code, wrote.data) == (404, wrong.data)


def test_a_message_is_kept_once_for_its_key(client: FlaskClient, session: Session) -> None:
    receipt = client.post(CASES, json=SUBMITTED).json
    address, headers = f"{CASES}/{receipt['reference']}/messages", {**case_key(receipt), **KEY}
    for _ in range(2):
        told = client.post(address, json={"body": "ขอเพิ่มรูปหน้าจอ"}, headers=headers)
        assert told.status_code == 201
    assert session.scalars(select(Message.body)).all() == ["ขอเพิ่มรูปหน้าจอ"]
    other = client.post(address, json={"body": "คนละข้อความ"}, headers=headers)
    assert other.status_code == 422
    seen = client.get(f"{CASES}/{receipt['reference']}", headers=case_key(receipt)).json
    assert [(m["by"], m["body"]) for m in seen["messages"]] == [("correspondent", "ขอเพิ่มรูปหน้าจอ")]


def test_staff_read_everything_and_the_steps_that_are_open_to_them(
    client: FlaskClient, now: datetime
) -> None:
    file = File("ภาพหน้าจอ.txt", "หน้าว่าง".encode())
    with transaction():
        reference = a_case(now, State.ASSIGNED, files=(file,)).reference
    manager = a_caller(now, "manager", "U01")
    answer = client.get(f"{CASES}/{reference}", headers=manager)
    read = answer.json
    assert answer.headers["ETag"] == f'"{read["version"]}"'
    assert read["correspondent"]["name"] == "นายสมหมาย ใฝ่อ่าน"
    assert [step["step"] for step in read["steps"]] == ["transfer", "analyse", "dismiss"]
    analyse = read["steps"][1]
    assert analyse["label"]
    assert [m["code"] for m in analyse["missing"]] == ["root_cause", "finding"]
    assert [event["what"] for event in read["events"]][:2] == ["registered", "assign"]
    (kept,) = read["attachments"]
    assert (kept["name"], kept["size"], kept["type"]) == (file.name, 24, kept["type"])
    download = client.get(kept["url"], headers=manager)
    assert download.data == file.content
    assert download.headers["Content-Disposition"].startswith("attachment")


def test_a_key_that_was_never_made_opens_nothing(client: FlaskClient, now: datetime) -> None:
    reference = settled(now)
    wrong = {"Authorization": "Bearer nonsense"}
    for headers in ({}, wrong, {"Authorization": "Basic YTpi"}):
        answer = client.get(f"{CASES}/{reference}", headers=headers)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_of_the_desk_is_no_key_of_the_api(
    client: FlaskClient, now: datetime, session: Session
) -> None:
    with transaction():
        bearer(a_case(now, State.ASSIGNED).owner, now)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "1.1"
    assert client.get(CASES).status_code == 401

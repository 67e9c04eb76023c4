"""Staff work a case through the API: steps and acts, each on the version that was read."""

from base64 import b64encode
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, Letter, Note
from app.queries import cases
from tests.factories import a_case, a_person, settled
from tests.web.callers import a_caller, bearer, seen
from workflows import State

CASES = "/api/v1/cases"
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def manager(session: Session, now: datetime) -> dict[str, str]:
    return a_caller(now, "manager", "U01")


def test_a_case_walks_from_received_to_resolved_and_back(
    client: FlaskClient, now: datetime, manager: dict[str, str]
) -> None:
    reference = settled(now)
    with transaction():
        owner = a_person(now, "officer", email="datta@oie.example")
        key = bearer(owner, now)
    walk = [
        ("assign", {"owner": "datta@oie.example", "note": "ขอภายในสัปดาห์นี้"}, manager, "assigned"),
        ("analyse", {"root_cause": "ระบบสารสนเทศ", "finding": "ดัชนีค้นหาเสีย"}, key, "analysed"),
        ("return", {"reason": "ขอหลักฐานเพิ่ม"}, key, "assigned"),
        ("analyse", {"root_cause": "ระบบสารสนเทศ", "finding": "ดัชนีค้นหาเสีย"}, key, "analysed"),
        ("resolve", {"outcome": "upheld", "answer": "แก้ไขแล้ว ค้นหาได้ตามปกติ"}, key, "resolved"),
        ("reopen", {"reason": "ผู้แจ้งพบปัญหาอีก"}, manager, "assigned"),
    ]
    version = 1
    for step, given, caller, state in walk:
        answer = client.post(
            f"{CASES}/{reference}/steps/{step}", json=given, headers={**caller, **seen(version)}
        )
        assert answer.status_code == 200, answer.json
        assert answer.json["state"] == state
        version = answer.json["version"]
        assert answer.headers["ETag"] == f'"{version}"'


def test_what_a_step_lacks_is_named_and_nothing_changes(
    client: FlaskClient, now: datetime, manager: dict[str, str], session: Session
) -> None:
    reference = settled(now, State.ANALYSED)
    version = session.scalars(select(Case.version)).one()
    answer = client.post(
        f"{CASES}/{reference}/steps/resolve", json={}, headers={**manager, **seen(version)}
    )
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert answer.json["missing"] == [
        {"code": "outcome", "text": "ผลการพิจารณาที่ตรงกับประเภทเรื่อง"},
        {"code": "answer", "text": "คำตอบที่ส่งถึงผู้แจ้ง หรือเหตุผลที่ส่งคำตอบไม่ได้"},
    ]
    session.rollback()
    assert session.scalars(select(Case)).one().version == version


@pytest.mark.parametrize(
    ("step", "given", "status"),
    [
        ("reopen", {"reason": "ขอเปิด"}, 409),  # not from here
        ("fly", {}, 404),  # no such step
        ("assign", {"owner": "nobody@oie.example"}, 422),
        ("assign", {"owner": "a" * 300}, 422),
        ("assign", {"ghost": "x"}, 422),
        ("assign", [], 422),
        ("dismiss", {"outcome": "spam", "reason": "โฆษณา", "no_answer_reason": "ข้อความรบกวน"}, 200),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_its_own_number(
    client: FlaskClient, now: datetime, manager: dict[str, str], step: str, given: dict, status: int
) -> None:
    address = f"{CASES}/{settled(now)}/steps/{step}"
    answer = client.post(address, json=given, headers={**manager, **seen(1)})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 428), ({"If-Match": '"7"'}, 412), ({"If-Match": "*"}, 400), (seen(1), 201)],
)
def test_only_the_version_that_was_read_is_changed(
    client: FlaskClient, now: datetime, manager: dict[str, str], headers: dict, status: int
) -> None:
    answer = client.post(
        f"{CASES}/{settled(now)}/notes", json={"text": "โทรแล้ว"}, headers={**manager, **headers}
    )
    assert answer.status_code == status


def test_of_two_officers_the_second_is_told(
    client: FlaskClient, now: datetime, manager: dict[str, str], session: Session
) -> None:
    reference = settled(now)
    told = [
        client.post(
            f"{CASES}/{reference}/acknowledge",
            json={"how": "โทรศัพท์แจ้งแล้ว"},
            headers={**manager, **seen(1)},
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in told] == [200, 412]
    case = session.scalars(select(Case)).one()
    assert case.acknowledged_at == now
    assert [event.what for event in cases.events(case)] == ["registered", "acknowledged"]


def test_a_letter_and_its_file_reach_the_outbox(
    client: FlaskClient, now: datetime, manager: dict[str, str], session: Session
) -> None:
    reference = settled(now, State.ASSIGNED)
    letter = {
        "occasion": "ความคืบหน้า", "text": "เราตรวจสอบโรงพิมพ์อยู่",
        "attachments": [{"name": "แผนส่ง.txt", "content": b64encode("พรุ่งนี้".encode()).decode()}],
    }  # fmt: skip
    version = session.scalars(select(Case.version)).one()
    answer = client.post(
        f"{CASES}/{reference}/letters", json=letter, headers={**manager, **seen(version)}
    )
    assert answer.status_code == 201, answer.json
    assert answer.json["version"] > version
    session.rollback()
    case = session.scalars(select(Case)).one()
    assert case.first_answered_at == now
    assert [file.name for file in cases.attachments(case)] == ["แผนส่ง.txt"]
    assert "update" in session.scalars(select(Letter.name)).all()


@pytest.mark.parametrize(
    ("act", "body", "code"),
    [
        ("letters", {"text": " "}, "text"),
        ("letters", {"text": "x", "how": "ควันไฟ"}, "how"),
        ("letters", {"text": "x", "attachments": [{"name": "a", "content": "!"}]},
         "attachments.0.content"),
        ("notes", {"text": ""}, "text"),
        ("notes", {"body": "x", "text": "x"}, "body"),
        ("acknowledge", {"how": ""}, "how"),
    ],
)  # fmt: skip
def test_an_act_with_bad_words_names_the_field(
    client: FlaskClient, now: datetime, manager: dict[str, str], act: str, body: dict, code: str
) -> None:
    address = f"{CASES}/{settled(now)}/{act}"
    answer = client.post(address, json=body, headers={**manager, **seen(1)})
    assert answer.status_code == 422
    assert [problem["code"] for problem in answer.json["missing"]] == [code]


def test_an_act_that_nobody_knows_is_not_there(
    client: FlaskClient, now: datetime, manager: dict[str, str]
) -> None:
    reference = settled(now)
    for act in ("pause", "extend/again"):
        answer = client.post(f"{CASES}/{reference}/{act}", json={}, headers=manager)
        assert answer.status_code == 404


def test_an_auditor_reads_and_changes_nothing(
    client: FlaskClient, now: datetime, session: Session
) -> None:
    reference, auditor = settled(now), a_caller(now, "auditor")
    assert client.get(f"{CASES}/{reference}", headers=auditor).json["steps"] == []
    for act, body in (("notes", {"text": "x"}), ("steps/assign", {"owner": "x@oie.example"})):
        answer = client.post(
            f"{CASES}/{reference}/{act}", json=body, headers={**auditor, **seen(1)}
        )
        assert answer.status_code == 403
    session.rollback()
    assert session.scalars(select(Note)).all() == []


def test_a_case_with_its_own_words_shows_them_all(
    client: FlaskClient, now: datetime, manager: dict[str, str]
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED)
        reference, version = case.reference, case.version
    client.post(
        f"{CASES}/{reference}/notes", json={"text": "ปิดแฟ้ม"}, headers={**manager, **seen(version)}
    )
    read = client.get(f"{CASES}/{reference}", headers=manager).json
    assert (read["outcome"], read["answer"]) == ("upheld", "ส่งวารสารฉบับที่ค้างแล้ว")
    assert (read["root_cause"], read["finding"]) == ("กระบวนงาน", "โรงพิมพ์ส่งช้า")
    assert [note["text"] for note in read["notes"]] == ["ปิดแฟ้ม"]
    assert "answer" in [letter["name"] for letter in read["letters"]]
    assert (read["next_deadline"], read["days_left"]) == (None, None)
    assert [step["step"] for step in read["steps"]] == ["reopen"]

"""Two programs at once: one changes the case, the other is told with 412 to read it again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case
from tests.factories import a_person, an_office, settled
from tests.web.callers import a_caller, seen
from workflows import State

MOVES = {
    "steps/transfer": {"owner": "other@oie.example", "reason": "ตรงกับหน้าที่มากกว่า"},
    "steps/analyse": {"root_cause": "กระบวนงาน", "finding": "โรงพิมพ์ส่งช้า"},
    "stop": {"reason": "agency", "resume_on": "2026-12-04"},
    "extend": {"until": "2027-02-01", "reason": "รอผลตรวจ"},
    "assess": {"severity": "high"},
}


@pytest.mark.parametrize(
    ("first", "second"),
    [("steps/transfer", "steps/analyse"), ("stop", "extend"), ("steps/analyse", "stop"),
     ("extend", "extend"), ("assess", "steps/transfer")],
)  # fmt: skip
def test_of_two_programs_at_once_one_is_told_to_read_again(
    app: Flask, client: FlaskClient, session: Session, now: datetime, first: str, second: str
) -> None:
    with transaction():
        an_office()
        a_person(now, "officer", "U01", "other@oie.example")
    reference = settled(now, State.ASSIGNED)
    version = session.scalars(select(Case.version)).one()
    keys = [a_caller(now, "manager", "U01") for _ in range(2)]
    session.rollback()
    start = Barrier(2)

    def call(act: str, key: dict[str, str]) -> tuple[int, int | None]:
        start.wait(timeout=30)
        answer = app.test_client().post(
            f"/api/v1/cases/{reference}/{act}", json=MOVES[act], headers={**key, **seen(version)}
        )
        return answer.status_code, answer.json.get("version")

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(call, (first, second), keys))
    assert sorted(status for status, _ in came) == [200, 412]
    session.rollback()
    stored = session.scalars(select(Case.version)).one()
    assert stored in [told for status, told in came if status == 200]

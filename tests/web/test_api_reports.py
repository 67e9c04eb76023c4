"""The figures for programs: the SLA report and Form 2.3, for managers and auditors."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from tests.factories import settled
from tests.web.callers import a_caller
from workflows import State

SLA = "/api/v1/reports/sla"
pytestmark = pytest.mark.usefixtures("office")


def test_the_sla_report_has_rows_totals_and_definitions(client: FlaskClient, now: datetime) -> None:
    settled(now)
    settled(now, State.RESOLVED, kind="opinion")
    query = {"from": "2026-10-01", "to": "2026-11-30", "by": "month,kind"}
    answer = client.get(SLA, query_string=query, headers=a_caller(now, "auditor"))
    report = answer.json
    assert answer.status_code == 200, report
    assert (report["from"], report["to"]) == ("2026-10-01", "2026-11-30")
    assert report["by"] == ["month", "kind"]
    assert report["as_known_on"] == "2026-11-23"
    lines = [
        (row["month"], row["kind"], row["received"], row["resolved"]) for row in report["rows"]
    ]
    assert lines == [("2026-11", "complaint", 1, 0), ("2026-11", "opinion", 1, 1)]
    assert report["totals"]["open"] == 1
    assert report["totals"]["on_time"]["resolve"] == {"met": 1, "due": 1, "percent": 100}
    assert report["totals"]["on_time"]["public"] == {"met": 1, "due": 1, "percent": 100}
    assert report["totals"]["worked_days"] == {"median": 0, "p90": 0}
    assert report["totals"]["stopped_days"] == 0
    assert report["definitions"]["received"]["th"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"from": "2026-11-01"}, "to"),
        ({"from": "2026-11-01", "to": "เมื่อวาน"}, "to"),
        ({"from": "2569-11-01", "to": "2569-11-30"}, "from"),
        ({"from": "2026-11-30", "to": "2026-11-01"}, "to"),
        ({"from": "2026-11-01", "to": "2026-11-30", "by": "owner"}, "by"),
        ({"from": "2026-11-01", "to": "2026-11-30", "per": "month"}, "per"),
    ],
)
def test_a_period_that_is_none_is_refused(
    client: FlaskClient, now: datetime, query: dict, code: str
) -> None:
    answer = client.get(SLA, query_string=query, headers=a_caller(now, "manager"))
    assert answer.status_code == 422
    assert code in [problem["code"] for problem in answer.json["missing"]]


def test_form_2_3_comes_as_data_with_all_seven_criteria(client: FlaskClient, now: datetime) -> None:
    answer = client.get("/api/v1/reports/form23/2570", headers=a_caller(now, "manager"))
    assert answer.status_code == 200, answer.json
    assert answer.json["fiscal_year_be"] == 2570
    assert [c["code"] for c in answer.json["criteria"]] == [f"CS{n}" for n in range(1, 8)]
    claim = answer.json["criteria"][0]["claims"][0]
    assert {"number", "text", "draft", "supported", "missing", "figures", "evidence"} <= set(claim)
    assert "lines" not in answer.json


def test_a_form_of_no_time_of_ours_is_not_found(client: FlaskClient, now: datetime) -> None:
    answer = client.get("/api/v1/reports/form23/99999", headers=a_caller(now, "manager"))
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_the_form_comes_with_the_annexes_that_are_asked_for(
    client: FlaskClient, now: datetime
) -> None:
    caller = a_caller(now, "manager")
    answer = client.get("/api/v1/reports/form23/2570?annex=cs3,cs6", headers=caller)
    assert answer.status_code == 200, answer.json
    titles = [table["title"].split(" (")[0] for table in answer.json["annexes"]]
    assert {"ภาคผนวก CS3", "ภาคผนวก CS6"} == set(titles)
    plain = client.get("/api/v1/reports/form23/2570", headers=caller)
    assert "annexes" not in plain.json
    wrong = client.get("/api/v1/reports/form23/2570?annex=cs4", headers=caller)
    assert wrong.status_code == 422

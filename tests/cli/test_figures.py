"""``flask report sla`` in its four forms."""

import csv
import io
import json
from datetime import datetime

import openpyxl
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from app.database import transaction
from tests.factories import a_case, an_office
from workflows import State


@pytest.fixture(autouse=True)
def a_resolved_case(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        a_case(now, State.RESOLVED)


def sla(app: Flask, *more: str, first: str = "2026-10-01", last: str = "2027-09-30") -> Result:
    arguments = ["report", "sla", "--from", first, "--to", last, *more]
    return app.test_cli_runner().invoke(args=arguments)


def test_the_table_is_for_reading(app: Flask) -> None:
    done = sla(app, "--by", "kind")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith("ประเภท")
    assert lines[1].startswith("ข้อร้องเรียน")
    assert lines[-1].startswith("รวม")


def test_json_is_the_report_by_month_unless_told_otherwise(app: Flask) -> None:
    made = json.loads(sla(app, "--format", "json").stdout)
    assert made["by"] == ["month"]
    assert [row["month"] for row in made["rows"]] == ["2026-11"]
    assert made["totals"]["resolved"] == 1


def test_csv_and_workbook_come_as_they_are(app: Flask) -> None:
    content = sla(app, "--format", "csv", "--by", "unit,kind").stdout_bytes
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1][:4] == ["ศูนย์สารสนเทศ", "ข้อร้องเรียน", "1", "1"]
    book = openpyxl.load_workbook(io.BytesIO(sla(app, "--format", "xlsx").stdout_bytes))
    assert book.sheetnames == ["รายงาน", "สรุป", "เรื่องที่ไม่บอกชื่อ", "นิยาม"]


@pytest.mark.parametrize("wrong", [("--by", "owner"), ("--format", "pdf")])
def test_wrong_use_ends_with_2(app: Flask, wrong: tuple[str, str]) -> None:
    assert sla(app, *wrong).exit_code == 2


def test_a_period_that_ends_before_it_begins_is_wrong_use(app: Flask) -> None:
    done = sla(app, first="2026-10-02", last="2026-10-01")
    assert done.exit_code == 2
    assert done.stdout == ""

"""The annex to CS3 counts what the SLA report and the worked example count."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import true
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, Referral
from app.reports.annexes.cs3 import cs3_annex
from app.reports.annexes.table import AnnexTable
from app.reports.sla import report
from app.reports.sla_table import names
from tests.factories import a_person, an_office
from tests.reports.causes import an_improvement, caused, not_rolled_up
from tests.reports.office_file import office_file
from tests.reports.test_criteria import twelve_cases
from workflows.fiscal import fiscal_days

LATER = datetime(2026, 10, 5, 3, tzinfo=UTC)


def annex(now: datetime = LATER, year: int = 2569, **more: object) -> dict[str, AnnexTable]:
    return {table.name: table for table in cs3_annex(year, now, names({}), **more)}


@pytest.fixture
def twelve(session: Session) -> dict[str, AnnexTable]:
    twelve_cases()
    with transaction():
        not_rolled_up(LATER)
    return annex()


def test_the_worked_example_stands_in_it(twelve: dict[str, AnnexTable]) -> None:
    expected = office_file()["expected"]["cs3"]
    volumes = twelve["volumes"]
    by_channel: dict[str, int] = {}
    by_kind: dict[str, int] = {}
    for kind, channel, *_, received in volumes.rows:
        by_channel[channel.th] = by_channel.get(channel.th, 0) + received
        by_kind[kind.en.lower()] = by_kind.get(kind.en.lower(), 0) + received
    assert (by_channel, by_kind) == (expected["by_channel"], expected["by_kind"])
    assert volumes.foot[-1] == expected["received"]
    assert sum(volumes.foot[2:-1]) == expected["received"]
    received, resolved, *_, of_resolved, _ = twelve["shares"].foot[1:]
    assert (received, resolved) == (expected["received"], expected["resolved"])
    assert of_resolved == expected["on_time_percent"]
    assert twelve["ageing"].foot[1] == expected["open"]
    told = [expected["referrals_received"], expected["referrals_reported_on_time"]]
    assert twelve["referrals"].rows == [[*told, 100.0]]


def test_it_equals_the_sla_report(twelve: dict[str, AnnexTable]) -> None:
    sla = report(*fiscal_days(2569), ("kind",), LATER)
    totals = sla.totals()
    shares = {row[0].en.lower(): row[1:] for row in twelve["shares"].rows}
    assert len(shares) == len(sla.rows(("kind",))) == 4
    for row in sla.rows(("kind",)):
        first, resolve = row["on_time"]["first_answer"], row["on_time"]["resolve"]
        assert shares[row["kind"]][:8] == [
            row["received"], row["resolved"], *first.values(), *resolve.values(),
        ][:2] + [first[p] for p in ("due", "met", "percent")] + [
            resolve[p] for p in ("due", "met", "percent")
        ]  # fmt: skip
    assert twelve["ageing"].foot[3:] == list(totals["overdue_by_age"].values())
    assert twelve["volumes"].foot[-1] == totals["received"]


def test_every_column_has_its_head_and_files_have_words(twelve: dict[str, AnnexTable]) -> None:
    for table in twelve.values():
        head, rows = table.plain("th")
        assert {len(row) for row in rows} <= {len(head)}
        assert all(isinstance(cell, str | int | float | None) for row in rows for cell in row)
        assert table.definition.th
        assert table.definition.en
    assert twelve["volumes"].plain("en")[1][-1][0] == "Total"


def test_the_months_are_those_of_the_fiscal_year(twelve: dict[str, AnnexTable]) -> None:
    head = [words.th for words in twelve["volumes"].head]
    assert (head[2], head[13], len(head)) == ("ต.ค. 2568", "ก.ย. 2569", 15)


def test_owners_causes_and_improvements(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        owner = a_person(now, "officer")
        day = date(2026, 10, 20)
        caused(day, day, unit_code="U02", owner_id=owner.id)
        caused(date(2026, 11, 1), cause="ระบบสารสนเทศ", topic_code="C04", unit_code="U01")
        an_improvement(day, owner_id=owner.id)
        an_improvement(code="I02", cause="", unit_code="U01")
        an_improvement(date(2025, 10, 1), code="I03")  # of another year
    found = annex(now, 2570)
    assert [row[1:] for row in found["owners"].rows] == [[1, 0, 0.0], [2, 2, 100.0]]
    assert found["owners"].foot[1:] == [3, 2, 66.67]
    assert [row[:4] for row in found["causes"].rows] == [
        ["กระบวนงาน", 2, 66.67, 66.67], ["ระบบสารสนเทศ", 1, 33.33, 100.0],
    ]  # fmt: skip
    lines = found["improvements"].rows
    assert [line[0] for line in lines] == ["I01", "I02"]
    assert (lines[0][3], lines[0][-3:]) == (owner.name, [34, 2, 0])
    assert lines[1][-3:] == [None, None, None]


def test_referrals_are_named_only_to_a_reader_and_never_restricted_ones(
    session: Session, now: datetime
) -> None:
    with transaction():
        plain, secret = caused(date(2026, 10, 5), date(2026, 10, 6))
        secret.restricted = True
        for case in (plain, secret):
            session.add(Referral(case_id=case.id, agency="สปน.", report_due=date(2026, 10, 20)))
    assert "letters" not in annex(now, 2570)
    found = annex(now, 2570, seen=true())
    assert [row[0] for row in found["letters"].rows] == [plain.reference]
    assert found["referrals"].rows[0][0] == 2
    assert annex(now, 2570, seen=Case.id == secret.id)["letters"].rows == []

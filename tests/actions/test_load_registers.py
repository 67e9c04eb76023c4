"""The registers of an office file: once or twice, the same; with a wrong name, not at all."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Base, ReportState, ServiceStandard, StakeholderGroup
from app.reports.form23 import form23
from tests.reports.office_file import load, office_file
from workflows.errors import Invalid


def rows(session: Session) -> dict[str, list[tuple]]:
    """Everything in every table."""
    return {
        table.name: [tuple(row) for row in session.execute(select(table))]
        for table in Base.metadata.sorted_tables
    }


def test_loading_twice_changes_nothing(session: Session, now: datetime) -> None:
    load(office_file(), now)
    before = rows(session)
    load(office_file(), now + timedelta(days=3))
    assert rows(session) == before


def test_every_register_is_there(session: Session, now: datetime) -> None:
    load(office_file(), now)
    counted = {
        table.name: session.scalar(select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
    }
    expected = {
        "mission": 3, "stakeholder_group": 9, "listening_channel": 6, "intake_channel": 10,
        "service_standard": 7, "improvement": 7, "survey": 1, "survey_group": 5,
        "information_channel": 5, "network_work": 1, "contact_channel": 9, "activity": 10,
        "participation_work": 1, "stated_figure": 3, "form23_edition": 1, "form23_state": 1,
    }  # fmt: skip
    assert {name: counted[name] for name in expected} == expected
    by_cases = select(ServiceStandard.code).where(ServiceStandard.by_cases)
    assert session.scalars(by_cases).all() == ["S07"]


def test_a_changed_file_changes_its_row_and_keeps_the_others(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    parts = office_file()
    parts["stakeholder_groups"][0]["needs_th"] = "ข้อเสนอที่ทันเวลา"
    load({name: parts[name] for name in ("missions", "stakeholder_groups")}, now)
    groups = session.scalars(select(StakeholderGroup).order_by(StakeholderGroup.code)).all()
    assert (groups[0].needs, groups[0].version) == ("ข้อเสนอที่ทันเวลา", 2)
    assert {group.version for group in groups[1:]} == {1}


def test_an_edition_may_use_no_name_outside_the_list(session: Session, now: datetime) -> None:
    for text in ("{office.__class__}", "{secret}", "{participation_works[0][id]}"):
        parts = office_file()
        parts["seed_report_2553"]["lines"][12]["text"] = f"\t1. {text}"
        with pytest.raises(Invalid) as refused:
            load(parts, now)
        assert text.strip("{}") in refused.value.problems["lines"].en
    assert session.get(ReportState, 2553) is None


def test_the_office_stands_for_what_its_file_says(session: Session, now: datetime) -> None:
    load(office_file(), now)
    claims = [claim for criterion in form23(2553, now).criteria for claim in criterion.claims]
    assert {claim.confirmed_at for claim in claims} == {now}
    assert all(claim.confirmed_by and claim.is_printed for claim in claims)


def test_an_edition_of_the_year_goes_before_the_one_that_ships(
    session: Session, now: datetime
) -> None:
    parts = office_file()
    edition = parts.pop("seed_report_2553")
    edition["lines"][-2]["text"] = "1. สำนักงานประกาศมาตรฐาน {n_service_standards} งาน"
    parts["seed_report_2570"] = edition
    load(parts, now)
    form = form23(2570, now)
    assert form.edition == 2570
    texts = [claim.text for criterion in form.criteria for claim in criterion.claims]
    assert "1. สำนักงานประกาศมาตรฐาน 7 งาน" in texts
    assert form23(2569, now).edition == 2553

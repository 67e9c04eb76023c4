"""Lines of a register from a file: planned, refused whole with each cell named, or loaded."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.import_rows import Plan, Refused, load_rows, plan_rows
from app.actions.keep_register import add_row, retire_row
from app.database import transaction
from app.models import Activity, Event, Mission, NetworkWork, Person, StakeholderGroup
from tests.factories import a_person, an_office

HEAD = ["วันที่จัด", "จังหวัดหรือสถานที่", "เรื่อง", "ผู้เข้าร่วม (คน)"]
SEMINAR = ["16/9/2569", "นครสวรรค์", "ดัชนีอุตสาหกรรม", 120]


@pytest.fixture
def manager(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager")


def loaded(name: str, rows: list[list[Any]], manager: Person, now: datetime) -> Plan:
    with transaction():
        return load_rows(name, rows, file="ทะเบียน.xlsx", actor=manager, now=now)


def faults(name: str, rows: list[list[Any]]) -> dict[str, str]:
    return {fault.cell: fault.words.th for fault in plan_rows(name, rows).faults}


def test_lines_are_added_and_each_has_its_event(
    session: Session, now: datetime, manager: Person
) -> None:
    second = [date(2026, 9, 17), "ระยอง", "เครือข่าย", None]
    plan = loaded("activities", [HEAD, SEMINAR, second], manager, now)
    assert (len(plan.added), len(plan.changed)) == (2, 0)
    kept = session.scalars(select(Activity).order_by(Activity.id)).all()
    assert [(a.held_on, a.place, a.participants) for a in kept] == [
        (date(2026, 9, 16), "นครสวรรค์", 120), (date(2026, 9, 17), "ระยอง", None),
    ]  # fmt: skip
    told = session.scalars(select(Event).order_by(Event.id)).all()
    assert [event.what for event in told] == ["register_added"] * 2 + ["register_imported"]
    assert (told[-1].note, told[-1].details) == ("ทะเบียน.xlsx", {"added": 2, "changed": 0})


def test_loading_the_same_file_again_changes_nothing(
    session: Session, now: datetime, manager: Person
) -> None:
    loaded("activities", [HEAD, SEMINAR], manager, now)
    plan = loaded("activities", [HEAD, SEMINAR], manager, now)
    assert (plan.added, plan.changed, plan.same) == ([], [], 1)


def test_a_line_that_is_there_is_changed_and_the_preview_says_how(
    session: Session, now: datetime, manager: Person
) -> None:
    loaded("activities", [HEAD, SEMINAR], manager, now)
    again = [HEAD[:3] + ["ประเภทกิจกรรม"], [*SEMINAR[:3], "สัมมนา"]]
    plan = plan_rows("activities", again)
    assert [(column.name, was, new) for column, was, new in plan.changed[0].changes] == [
        ("kind", "", "สัมมนา")
    ]
    loaded("activities", again, manager, now)
    row = session.scalars(select(Activity)).one()
    assert (row.kind, row.participants) == ("สัมมนา", 120)  # what the file does not have stays


def test_one_fault_loads_nothing(session: Session, now: datetime, manager: Person) -> None:
    rows = [HEAD, SEMINAR, ["เมื่อวาน", "", "ก", "หลายคน"]]
    with pytest.raises(Refused) as refused:
        loaded("activities", rows, manager, now)
    assert [fault.cell for fault in refused.value.plan.faults] == ["A3", "B3", "D3"]
    assert session.scalars(select(Activity)).all() == []
    assert session.scalars(select(Event)).all() == []


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("16/9/2569", date(2026, 9, 16)), ("๑๖ ก.ย. ๒๕๖๙", date(2026, 9, 16)),
        ("16/9/2026", date(2026, 9, 16)), ("2026-09-16", date(2026, 9, 16)),
        (date(2026, 9, 16), date(2026, 9, 16)), (date(2569, 9, 16), date(2026, 9, 16)),
        (46281, date(2026, 9, 16)), (datetime(2026, 9, 16, 9), date(2026, 9, 16)),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_day_is_read_in_either_era(
    session: Session, now: datetime, manager: Person, cell: Any, kept: date
) -> None:
    loaded("activities", [HEAD, [cell, *SEMINAR[1:]]], manager, now)
    assert session.scalars(select(Activity)).one().held_on == kept


@pytest.mark.parametrize(
    "cell", ["16/9/69", "16/9/2800", date(1969, 9, 16), date(2300, 1, 1), 69, "=TODAY()"]
)
def test_a_day_of_an_unclear_era_is_refused_with_its_cell(session: Session, cell: Any) -> None:
    assert list(faults("activities", [HEAD, [cell, *SEMINAR[1:]]])) == ["A2"]


def test_the_words_for_a_short_year_say_which_it_may_be(session: Session) -> None:
    said = faults("activities", [HEAD, [date(1969, 9, 16), *SEMINAR[1:]]])["A2"]
    assert "พ.ศ. 2569" in said


def test_a_number_that_became_a_date_is_refused_in_a_text(session: Session) -> None:
    head = ["รหัส", "ชื่อ"]
    assert "จัดรูปแบบเป็นข้อความ" in faults("missions", [head, [date(2026, 1, 2), "ก"]])["A2"]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["รหัส"], ["1"]),  # one is missing
        (["รหัส", "ชื่อ", "สีที่ชอบ"], ["C1"]),
        (["รหัส", "ชื่อ", "ชื่อ"], ["C1"]),
        (["1", "2"], ["A1", "B1", "A1"]),
        ([], ["A1"]),
    ],
)
def test_wrong_columns_are_named(session: Session, head: list[str], cells: list[str]) -> None:
    found = [fault.cell for fault in plan_rows("missions", [head, ["M1", "ก"]]).faults]
    assert found == cells


def test_lines_that_come_twice_are_refused(session: Session) -> None:
    rows = [["code", "name_th"], ["M1", "ก"], ["M2", "ข"], [" m1", "ค"]]
    assert faults("missions", rows) == {"A4": "ซ้ำกับแถวที่ 2"}


def test_a_cell_beside_the_table_is_a_fault(session: Session) -> None:
    assert list(faults("missions", [["code", "name_th"], ["M1", "ก", None, "ลืมลบ"]])) == ["D2"]


def test_a_file_without_lines_is_refused(session: Session) -> None:
    assert faults("missions", [["code", "name_th"], ["  ", None]]) == {"A2": "ไฟล์นี้ไม่มีรายการ"}


def test_choices_are_known_by_code_or_words_and_others_refused(
    session: Session, now: datetime, manager: Person
) -> None:
    loaded("missions", [["code", "name_th"], ["M1", "พัฒนาอุตสาหกรรม"]], manager, now)
    head = ["รหัส", "ชื่อ", "ประเภท", "พันธกิจ", "ผู้ดูแลรายการ"]
    rows = [["G1", "ผู้ประกอบการ", "ผู้รับบริการ", "M1 พัฒนาอุตสาหกรรม", manager.email.upper()],
            ["G2", "ประชาชน", "public", "m1", ""]]  # fmt: skip
    loaded("groups", [head, *rows], manager, now)
    kept = session.scalars(select(StakeholderGroup).order_by(StakeholderGroup.code)).all()
    assert [(g.kind, g.mission_code, g.owner_id) for g in kept] == [
        ("client", "M1", manager.id), ("public", "M1", None)
    ]  # fmt: skip
    wrong = [["G3", "ก", "ลูกค้า", "M9", "ใคร@oie.example"]]
    assert list(faults("groups", [head, *wrong])) == ["C2", "D2", "E2"]


def test_a_retired_line_is_neither_changed_nor_added_again(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        row = add_row("network-works", {"name_th": "ดัชนี"}, manager, now)
    with transaction():
        retire_row("network-works", row.id, 1, manager, now, confirmed=True)
    assert "เลิกใช้แล้ว" in faults("network-works", [["ชื่อ"], ["ดัชนี"]])["A2"]
    plan = loaded("network-works", [["ชื่อ", "เลิกใช้แล้ว"], ["ดัชนี", "มี"], ["ใหม่", None]], manager, now)
    assert (len(plan.added), plan.left) == (1, 1)
    assert session.scalars(select(NetworkWork.name_th).order_by(NetworkWork.id)).all() == [
        "ดัชนี", "ใหม่"
    ]  # fmt: skip


def test_what_the_table_itself_refuses_is_named_and_loads_nothing(
    session: Session, now: datetime, manager: Person
) -> None:
    head = ["ชื่อ", "รหัส"]
    with pytest.raises(Refused) as refused:
        loaded("listening-channels", [head, ["เว็บ", "L1"], ["โทร", "L1"]], manager, now)
    assert refused.value.plan.faults[0].cell == "A3"
    assert session.scalars(select(Mission)).all() == []


def test_more_within_time_than_done_is_refused(
    session: Session, now: datetime, manager: Person
) -> None:
    standard = {"code": "S1", "name_th": "รับเรื่องร้องเรียน", "target": "15 วัน", "days": "15"}
    with transaction():
        add_row("service-standards", standard, manager, now)
    head = ["standard_code", "month", "done", "within"]
    assert list(faults("service-achievements", [head, ["S1", "1/9/2569", 3, 4]])) == ["D2"]
    assert faults("service-achievements", [head, ["S1", "9/9/2569", 4, 4.0]]) == {}

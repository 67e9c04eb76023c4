"""What is retired is chosen no more in a register; what a line has already, it may keep."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.actions.import_rows import plan_rows
from app.actions.keep_lists import retire_unit
from app.actions.keep_register import add_row, change_row, retire_row
from app.actions.register_values import ENDED
from app.database import transaction
from app.models import Improvement, Person, Unit
from app.queries import registers
from app.queries.register_column import OWNER, UNIT
from tests.factories import a_person, an_office
from workflows.errors import Invalid

HEAD = ["รหัส", "ชื่อ", "หน่วยที่รับผิดชอบ"]
I01 = {"code": "I01", "name_th": "ส่งวารสารทางอีเมล", "unit_code": "U09"}


@pytest.fixture
def manager(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", unit="U02")


@pytest.fixture
def kept(session: Session, manager: Person, now: datetime) -> Improvement:
    """A line of U09, which is retired since."""
    with transaction():
        session.add(Unit(code="U09", name_th="กองเดิม"))
        session.flush()
        row = add_row("improvements", I01, manager, now)
        retire_unit("U09", manager, now, retired=True)
    assert isinstance(row, Improvement)
    return row


def test_a_retired_unit_is_offered_only_to_the_line_that_has_it(kept: Improvement) -> None:
    assert "U09" not in dict(registers.choices(UNIT))
    assert dict(registers.choices(UNIT, kept.unit_code or ""))["U09"].th.endswith("(เลิกใช้แล้ว)")
    assert "เลิกใช้" not in dict(registers.called(UNIT))["U09"].th


def test_no_new_line_takes_a_retired_unit(
    kept: Improvement, manager: Person, now: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        add_row("improvements", {**I01, "code": "I02"}, manager, now)
    assert refused.value.problems == {"unit_code": ENDED}


def test_the_line_that_has_it_is_changed_in_other_things(
    kept: Improvement, manager: Person, now: datetime
) -> None:
    with transaction():
        again = {**I01, "name_th": "ส่งวารสารภายในเดือน"}
        change_row("improvements", kept.id, kept.version, again, actor=manager, now=now)
    assert (kept.name_th, kept.unit_code) == ("ส่งวารสารภายในเดือน", "U09")


@pytest.mark.parametrize("written", ["U09", "u09", "U09 กองเดิม"])
def test_a_file_that_names_a_retired_unit_is_faulted_in_words_at_its_cell(
    kept: Improvement, written: str
) -> None:
    rows = [["I01", "ส่งทางไลน์", written], ["I02", "ใหม่", written], ["I03", "ใหม่", "U77"]]
    plan = plan_rows("improvements", [HEAD, *rows])
    assert [line.number for line in plan.changed] == [1]  # its own line keeps it
    assert [(f.cell, f.words.th) for f in plan.faults] == [
        ("C3", "เลิกใช้แล้ว เลือกรายการอื่น"), ("C4", "เลือกจากรายการ"),
    ]  # fmt: skip


def test_a_retired_line_of_one_register_is_not_chosen_in_another(
    manager: Person, now: datetime
) -> None:
    with transaction():
        row = add_row("missions", {"code": "M1", "name_th": "พัฒนา"}, manager, now)
    with transaction():
        retire_row("missions", row.id, row.version, manager, now, confirmed=True)
    group = {"code": "G1", "name_th": "ผู้ประกอบการ", "kind": "client", "mission_code": "M1"}
    with pytest.raises(Invalid) as refused:
        add_row("groups", group, manager, now)
    assert refused.value.problems == {"mission_code": ENDED}


def test_who_left_is_named_by_the_line_and_offered_to_no_other(
    manager: Person, now: datetime
) -> None:
    with transaction():
        left = a_person(now, "officer")
        left.active = False
    assert left.email not in dict(registers.choices(OWNER))
    assert "พ้นหน้าที่" in dict(registers.choices(OWNER, left.email))[left.email].th

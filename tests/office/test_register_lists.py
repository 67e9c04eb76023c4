"""The registers as lists of an office file: every field a person may fill in, and its keeper."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import (
    Activity,
    GroupMember,
    Improvement,
    Mission,
    ServiceAchievement,
    ServiceStandard,
)
from app.office.file import load
from app.office.yaml_file import Wrong

FILE = """
units: [{id: U01, name_th: ศูนย์ข้อมูล}]
officers: [{id: O01, unit: U01, role: manager,
            title_th: นาย, first_th: ข้อมูล, last_th: ดี, email: a@example.org}]
root_causes: [ผู้รับจ้างภายนอก]
missions: [{id: M1, name_th: จัดทำดัชนี, owner: O01}]
stakeholder_groups:
  - {id: G1, mission: M1, kind: client, name_th: โรงงาน,
     members: [{name: บริษัทหนึ่ง, email: x@example.org, fiscal_year_be: 2569},
               {name: บริษัทสอง}]}
service_standards:
  - {id: S1, name_th: ให้บริการข้อมูล, target: 3 วัน, days: 3, count: working, announced: true,
     announced_on: "2026-01-05", valid_from: "2026-02-01",
     achievements: [{month: "2026-10-15", done: 20, within: 19}]}
improvements:
  - {id: I1, name_th: เปลี่ยนผู้รับจ้าง, cause: ผู้รับจ้างภายนอก, finding: ส่งช้า, action: จ้างใหม่,
     due: "2026-12-01", before: 12 เรื่อง, after: 3 เรื่อง, published: true,
     owner: O01}
seed_registers_2569:
  fiscal_year_be: 2569
  network_activities: [{date: "2026-09-16", place: เลย, kind: สัมมนา,
                        region: ตะวันออกเฉียงเหนือ, network: ดัชนี}]
"""


def loaded(folder: Path, now: datetime, text: str = FILE) -> None:
    place = folder / "office.yaml"
    place.write_text(text)
    with transaction():
        load(place, now)


def test_every_field_of_the_registers_comes_from_the_lists_and_twice_is_once(
    session: Session, now: datetime, tmp_path: Path
) -> None:
    loaded(tmp_path, now)
    loaded(tmp_path, now)
    mission = session.scalars(select(Mission)).one()
    improvement = session.scalars(select(Improvement)).one()
    assert mission.owner_id == improvement.owner_id is not None
    assert (improvement.cause, improvement.action, improvement.due_on, improvement.published) == (
        "ผู้รับจ้างภายนอก", "จ้างใหม่", date(2026, 12, 1), True,
    )  # fmt: skip
    members = session.scalars(select(GroupMember).order_by(GroupMember.name)).all()
    assert [(one.name, one.fiscal_year) for one in members] == [
        ("บริษัทสอง", None), ("บริษัทหนึ่ง", 2569),
    ]  # fmt: skip
    standard = session.scalars(select(ServiceStandard)).one()
    assert (standard.announced_on, standard.valid_from) == (date(2026, 1, 5), date(2026, 2, 1))
    done = session.scalars(select(ServiceAchievement)).one()
    assert (done.month, done.done, done.within) == (date(2026, 10, 1), 20, 19)
    activity = session.scalars(select(Activity)).one()
    assert (activity.kind, activity.network) == ("สัมมนา", "ดัชนี")


@pytest.mark.parametrize(("was", "now_is", "fault"), [
    ("owner: O01}]", "owner: O09}]", "missions[0].owner: no officer O09"),
    ("cause: ผู้รับจ้างภายนอก", "cause: อื่น", "improvements[0].cause: no root cause อื่น"),
    ("within: 19", "within: 21", "more within the time than done"),
    ('due: "2026-12-01"', 'due: "2569-12-01"', "should be a year C.E., not B.E."),
])  # fmt: skip
def test_a_field_that_cannot_be_is_named_and_nothing_is_loaded(
    session: Session, now: datetime, tmp_path: Path, was: str, now_is: str, fault: str
) -> None:
    with pytest.raises(Wrong) as wrong:
        loaded(tmp_path, now, FILE.replace(was, now_is))
    assert any(fault in str(one) for one in wrong.value.faults), wrong.value.faults
    assert session.scalars(select(Improvement)).all() == []

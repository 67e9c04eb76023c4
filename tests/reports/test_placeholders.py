"""Every name that the edition of 2553 uses says what its register says, and nothing else moves."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from app.documents.form23_text import write_text
from app.models import Mission, StakeholderGroup
from app.reports.editions import shipped_lines
from app.reports.facts import gather
from app.reports.form23 import form23
from app.reports.wording import ITEM, LISTS, NAME, values
from tests.reports.office_file import SEED_TEXT, load, office_file

Seed = dict[str, Any]


def replaced(register: str, value: Any) -> Callable[[Seed], None]:
    return lambda seed: seed.update({register: value})


def one_less(register: str) -> Callable[[Seed], None]:
    return lambda seed: seed[register].pop()


def one_more(register: str, item: Any) -> Callable[[Seed], None]:
    return lambda seed: seed[register].append(item)


# The change of the register behind a name, and what of the printed form it turns into what.
CHANGES: dict[str, tuple[Callable[[Seed], None], dict[str, str]]] = {
    "missions_count": (replaced("missions_count", 6), {"ใน 3 พันธกิจ": "ใน 6 พันธกิจ"}),
    "fiscal_year_be": (lambda seed: None, {}),
    "n_listening_channels": (
        one_more("listening_channels", "โทรศัพท์สายด่วน"),
        {"ความต้องการ 3 ช่องทาง": "ความต้องการ 4 ช่องทาง",
         "ส่วนได้ส่วนเสีย\n2. จากผล": "ส่วนได้ส่วนเสีย\n· โทรศัพท์สายด่วน\n2. จากผล"},
    ),
    "listening_channels": (
        one_less("listening_channels"),
        {"ความต้องการ 3 ช่องทาง": "ความต้องการ 2 ช่องทาง",
         "· การสำรวจความคิดเห็นของผู้รับบริการและผู้มีส่วนได้ส่วนเสีย\n": ""},
    ),
    "top_information_channel": (
        replaced("top_information_channel", "วารสาร"), {"ผ่านทาง Internet": "ผ่านทาง วารสาร"},
    ),
    "network_works_list": (
        one_more("network_works", "งานเตือนภัย"),
        {"เครือข่าย ได้แก่ ดัชนีอุตสาหกรรม": "เครือข่าย ได้แก่ ดัชนีอุตสาหกรรม งานเตือนภัย"},
    ),
    "network_contact_channels_and": (
        one_less("network_contact_channels"),
        {"ไปรษณีย์ อีเมล์ และโทรศัพท์": "ไปรษณีย์ และอีเมล์"},
    ),
    "n_network_activities": (one_less("network_activities"), {"รวม 10 ครั้ง": "รวม 9 ครั้ง"}),
    "participation_works[0][name_th]": (
        replaced("participation_works", [{"name_th": "แผนแม่บท", "level": 3}]),
        {"ได้แก่ การจัดทำดัชนีอุตสาหกรรม": "ได้แก่ แผนแม่บท"},
    ),
    "participation_works[0][level]": (
        lambda seed: seed["participation_works"][0].update(level=5),
        {"ในระดับที่ 3": "ในระดับที่ 5"},
    ),
    "n_participation_information_channels": (
        one_less("participation_information_channels"),
        {"ข่าวสาร 3 ช่องทาง ได้แก่ ไปรษณีย์ โทรศัพท์ โทรสาร":
         "ข่าวสาร 2 ช่องทาง ได้แก่ ไปรษณีย์ โทรศัพท์"},
    ),
    "participation_information_channels_plain": (
        replaced("participation_information_channels", ["วิทยุ", "ป้าย", "เว็บไซต์"]),
        {"ได้แก่ ไปรษณีย์ โทรศัพท์ โทรสาร": "ได้แก่ วิทยุ ป้าย เว็บไซต์"},
    ),
    "n_participation_listening_channels": (
        replaced("participation_listening_channels", ["ก"]),
        {"เสนอแนะ 3 ช่องทาง ได้แก่ สัมมนา การสำรวจความคิดเห็น และการสัมภาษณ์": "เสนอแนะ 1 ช่องทาง ได้แก่ ก"},
    ),
    "participation_listening_channels_and": (
        replaced("participation_listening_channels", ["ก", "ข", "ค"]),
        {"ได้แก่ สัมมนา การสำรวจความคิดเห็น และการสัมภาษณ์": "ได้แก่ ก ข และค"},
    ),
    "service_manual_work": (
        replaced("service_manual_work", "รายเดือน"),
        {"คู่มือการปฏิบัติงานภาวะเศรษฐกิจอุตสาหกรรมรายไตรมาส": "คู่มือการปฏิบัติงานรายเดือน"},
    ),
}  # fmt: skip


def names() -> set[str]:
    """Every name and every repeated register of the edition that ships."""
    rows = shipped_lines()
    used = {name for row in rows for name in NAME.findall(row["text"])} - {ITEM}
    return used | {row["repeat"] for row in rows if row.get("repeat")}


def of(seed: Seed) -> dict[str, Any]:
    return {"seed_registers_2553": seed, "seed_report_2553": {"lines": shipped_lines()}}


def test_every_name_of_the_edition_is_walked() -> None:
    assert set(CHANGES) == names()


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_its_register_changes_exactly_its_sentence(
    session: Session, now: datetime, name: str
) -> None:
    change, moved = CHANGES[name]
    seed = office_file()["seed_registers_2553"]
    change(seed)
    load(of(seed), now)
    expected = SEED_TEXT.decode()
    for old, new in moved.items():
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    assert write_text(form23(2553, now)) == expected


def test_the_year_of_the_form_is_in_its_lines(session: Session, now: datetime) -> None:
    seed = office_file()["seed_registers_2553"] | {"fiscal_year_be": 2556}
    seed["network_activities"] = [
        held | {"date": f"2013-02-{day:02}"}
        for day, held in enumerate(seed["network_activities"], 1)
    ]
    load({"seed_registers_2556": seed, "seed_report_2556": {"lines": shipped_lines()}}, now)
    expected = SEED_TEXT.decode().replace("ประจำปี 2553", "ประจำปี 2556")
    assert expected != SEED_TEXT.decode()
    assert write_text(form23(2556, now)) == expected


@pytest.mark.parametrize("length", [0, 1, 2, 3, 7])
def test_a_count_beside_a_list_is_its_length(session: Session, now: datetime, length: int) -> None:
    items = [f"ช่องทาง{number}" for number in range(length)]
    seed = {
        "fiscal_year_be": 2553, "listening_channels": items, "network_works": items,
        "network_contact_channels": items, "participation_information_channels": items,
        "participation_listening_channels": items,
        "participation_works": [{"name_th": item, "level": 1} for item in items],
        "network_activities": [{"date": "2010-03-05", "title": item} for item in items],
    }  # fmt: skip
    load({"seed_registers_2553": seed}, now)
    facts = gather(2553)
    words = values(facts)
    for name in set(LISTS) - {"service_standards", "improvements"}:
        assert words[f"n_{name}"] == str(length)
        assert LISTS[name](facts) == items
    joined = {
        0: "……", 1: "ช่องทาง0", 2: "ช่องทาง0 และช่องทาง1", 3: "ช่องทาง0 ช่องทาง1 และช่องทาง2",
        7: f"{' '.join(items[:-1])} และช่องทาง6",
    }  # fmt: skip
    assert words["participation_listening_channels_and"] == joined[length]


OTHER = """\
seed_registers_2570:
  fiscal_year_be: 2570
  listening_channels: [เวทีชุมชน, โทรศัพท์]
  top_information_channel: เสียงตามสาย
  network_works: [งานป่าชุมชน]
  network_contact_channels: [ไลน์, โทรศัพท์, จดหมาย]
  network_activities:
    - {date: "2027-01-10", changwat: น่าน, title: พบผู้ใหญ่บ้าน}
    - {date: "2027-02-10", changwat: แพร่, title: พบผู้ใหญ่บ้าน}
  participation_works: [{name_th: แผนป่าชุมชน, level: 4}]
  participation_information_channels: [เสียงตามสาย]
  participation_listening_channels: [เวทีชุมชน, ไลน์]
  service_manual_work: การออกใบอนุญาต
missions: [{id: M1, name_th: ดูแลป่า}, {id: M2, name_th: ให้ความรู้}]
stakeholder_groups:
  - {id: G1, mission: M1, kind: client, name_th: ชาวบ้าน}
  - {id: G2, mission: M2, kind: client, name_th: ครู}
"""


def test_a_second_office_has_its_own_right_form_from_its_own_file(
    session: Session, now: datetime
) -> None:
    parts = YAML(typ="safe").load(OTHER)
    parts["seed_report_2570"] = {"lines": shipped_lines()}
    load(parts, now)
    said = write_text(form23(2570, now))
    for sentence in (
        "ใน 2 พันธกิจ\n", "ประจำปี 2570\n", "ความต้องการ 2 ช่องทาง ได้แก่ \n· เวทีชุมชน\n· โทรศัพท์\n2.",
        "ผ่านทาง เสียงตามสาย มากที่สุด", "สร้างเครือข่าย ได้แก่ งานป่าชุมชน\n",
        "ได้แก่ ไลน์ โทรศัพท์ และจดหมาย\n", "รวม 2 ครั้ง\n", "ได้แก่ แผนป่าชุมชน  ซึ่งอยู่ในระดับที่ 4\n",
        "ข่าวสาร 1 ช่องทาง ได้แก่ เสียงตามสาย\n", "เสนอแนะ 2 ช่องทาง ได้แก่ เวทีชุมชน และไลน์\n",
        "คู่มือการปฏิบัติงานการออกใบอนุญาต\n",
    ):  # fmt: skip
        assert sentence in said
    assert {mission.code for mission in session.query(Mission)} == {"M1", "M2"}
    assert session.query(StakeholderGroup).count() == 2
    assert "……" not in said

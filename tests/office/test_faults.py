"""A wrong file loads nothing, and every fault is named with its line."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Base
from app.office.file import Unreadable, Wrong, load
from app.office.yaml_file import LARGEST
from tests.office.files import SMALL, with_, written


def faults_of(text: str, folder: Path, now: datetime) -> list[str]:
    with pytest.raises(Wrong) as refused, transaction():
        load(written(text, folder), now)
    return [str(fault) for fault in refused.value.faults]


def rows(session: Session) -> dict[str, int]:
    session.rollback()
    count = select(func.count())
    return {t.name: session.scalar(count.select_from(t)) or 0 for t in Base.metadata.sorted_tables}


def case_line(field: str) -> int:
    lines = SMALL.splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.strip().startswith(f"{field}:"))


# what is written, what is written instead, where it is, what is wrong
WRONG = {
    "an unknown part": ("office:", "งบประมาณ: 1\noffice:", "line 1: งบประมาณ: unknown key"),
    "a missing name": (
        "{id: C01, name_th: วารสารและสิ่งพิมพ์เผยแพร่, ", "{id: C01, ",
        "line 9: topics[0]: name_th is missing",
    ),
    "a unit nobody has": (
        "default_unit: U06", "default_unit: U77", "line 10: topics[1].default_unit: no unit U77",
    ),
    "a head who is no officer": ("head: O02", "head: O99", "line 3: units[0].head: no officer O99"),
    "a unit above itself": (
        "head: O02}", "head: O02, parent: U01}",
        "line 3: units[0].parent: a unit under itself: U01 under U01",
    ),
    "a code twice": ("{id: C08", "{id: C01", "line 10: topics[1].id: C01 is there twice"),
    "an address twice": (
        "email: suetrong@oie.example", "email: JAISAI@oie.example",
        "line 7: officers[1].email: JAISAI@oie.example is there twice",
    ),
    "a role there is not": (
        "role: intake", "role: หัวหน้า",
        "line 6: officers[0].role: Input should be 'intake', 'officer', 'manager', 'admin', "
        "'auditor', 'confidential', 'agency' or 'assessor'",
    ),
    "an assessor": (
        "role: intake", "role: assessor",
        "line 6: officers[0].role: an assessor comes by `flask user add` alone",
    ),
    "a name in a number's clothes": (
        "name_th: การทุจริต", "name_th: 12",
        "line 10: topics[1].name_th: Input should be a valid string",
    ),
    "a channel there is not": (
        "channel: letter", "channel: โทรเลข",
        f"line {case_line('channel')}: cases[0].channel: โทรเลข is not a channel we know",
    ),
    "a topic there is not": (
        "topic: C01", "topic: C55", f"line {case_line('topic')}: cases[0].topic: no topic C55",
    ),
    "an owner there is not": (
        "owner: O02", "owner: O99", f"line {case_line('owner')}: cases[0].owner: no officer O99",
    ),
    "a cause that is not on the list": (
        "root_cause: กระบวนงาน", "root_cause: ดวงไม่ดี",
        f"line {case_line('root_cause')}: cases[0].root_cause: no root cause ดวงไม่ดี",
    ),
    "a year of the Buddhist era": (
        'received_at: "2026-', 'received_at: "2569-',
        f"line {case_line('received_at')}: cases[0].received_at: should be a year C.E., not B.E.",
    ),
    "a year nobody's calendar knows": (
        'received_at: "2026-', 'received_at: "1999-',
        f"line {case_line('received_at')}: cases[0].received_at: "
        "outside the years of the working calendar",
    ),
    "a time without an offset": (
        '"2026-04-16T09:00:00+07:00"', '"2026-04-16T09:00:00"',
        f"line {case_line('assigned_at')}: cases[0].assigned_at: Input should have timezone info",
    ),
    "a reference nobody could type": (
        "id: OIE-2569-0007", "id: สศอ-2569-0007",
        "line 13: cases[0].id: String should match pattern '^[A-Z0-9][A-Z0-9-]*$'",
    ),
    "a step before its time": (
        '"2026-04-23T16:00:00+07:00"', '"2026-04-14T16:00:00+07:00"',
        f"line {case_line('analysed_at')}: cases[0].analysed_at: "
        "This step cannot be taken while the case is received",
    ),
    "a step before the case": (
        '"2026-04-16T09:00:00+07:00"', '"2026-04-09T09:00:00+07:00"',
        f"line {case_line('assigned_at')}: cases[0].assigned_at: before the case was received",
    ),
    "an outcome of another kind": (
        "outcome: upheld", "outcome: adopted",
        f"line {case_line('resolved_at')}: cases[0].resolved_at: "
        "Still missing: an outcome of this kind of case",
    ),
    "an outcome that is none": (
        "outcome: upheld", "outcome: ชนะ",
        f"line {case_line('outcome')}: cases[0].outcome: ชนะ is not an outcome we know",
    ),
    "no answer": (
        "    resolution: ตอบข้อหารือและขออภัย\n", "",
        f"line {case_line('resolved_at')}: cases[0].resolved_at: Still missing: "
        "an answer to the correspondent, or why none can be sent",
    ),
    "an owner who may not own it": (
        "topic: C01", "topic: C08",
        f"line {case_line('owner')}: cases[0].owner: Choose someone who may own this case",
    ),
    "an outcome of an open case": (
        '    resolved_at: "2026-05-15T15:00:00+07:00"\n', "",
        "line 26: cases[0].outcome: needs resolved_at",
    ),
    "nobody who could assign": (
        "role: intake", "role: officer",
        f"line {case_line('owner')}: cases[0].owner: nobody here may assign this case",
    ),
    "the same key twice": (
        "    body: ", "    subject: อีกครั้ง\n    body: ", "line 20: cases[0].subject: written twice",
    ),
    "a control character": (
        "name_th: การทุจริต", 'name_th: "การ\\0ทุจริต"',
        "line 10: topics[1].name_th: has a control character in it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_names_its_fault_and_loads_nothing(
    session: Session, tmp_path: Path, now: datetime, name: str
) -> None:
    old, new, fault = WRONG[name]
    before = rows(session)
    assert fault in faults_of(with_(old, new), tmp_path, now)
    assert rows(session) == before


def test_every_fault_is_named_at_once_in_the_order_of_their_lines(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    text = with_("owner: O02", "owner: O99", with_("head: O02", "หัวหน้า: O02"))
    text = with_("kind: complaint", "kind: ปรารภ", text)
    found = faults_of(text, tmp_path, now)
    assert [fault.partition(": Input")[0] for fault in found] == [
        "line 3: units[0].หัวหน้า: unknown key",
        "line 14: cases[0].kind",
        f"line {case_line('owner')}: cases[0].owner: no officer O99",
    ]


def test_two_impossible_cases_are_both_named(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    wrong = with_("outcome: upheld", "outcome: adopted")
    second = wrong[wrong.index("  - id: OIE") :].replace("0007", "0008")
    found = faults_of(wrong + second, tmp_path, now)
    assert [fault.split(": ")[1] for fault in found] == [
        "cases[0].resolved_at",
        "cases[1].resolved_at",
    ]


def test_a_reference_that_is_another_cases_here_is_refused(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    with transaction():
        load(written(SMALL, tmp_path), now)
    other = with_("2026-04-10T14:00:00", "2026-04-10T13:00:00")
    assert faults_of(other, tmp_path, now) == [
        "line 13: cases[0].id: this reference is another case's already"
    ]


def test_a_line_of_the_form_names_only_what_the_form_knows(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    text = (
        "seed_report_2553:\n  lines:\n"
        '    - {line: 1, section: CS1, kind: claim, text: "มี {missions_count} พันธกิจ"}\n'
        '    - {line: 2, section: CS1, kind: claim, text: "{config.SECRET_KEY}"}\n'
        '    - {line: 3, section: CS1, kind: item, repeat: ของลับ, text: "· {item}"}\n'
    )
    assert faults_of(text, tmp_path, now) == [
        "line 3: seed_report_2553.lines[0]: CS1 has no line of kind criterion",
        "line 4: seed_report_2553.lines[1]: unknown names: config.SECRET_KEY",
        "line 5: seed_report_2553.lines[2].repeat: no register ของลับ",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &x [1]\nb: *x\n", "line 1: anchors and aliases are not taken"),
        ("office: !!python/object/apply:os.system [ls]\n", "line 1: tags are not taken"),
        ("[" * 5000 + "]" * 5000, "line 1: nested too deep"),
        ("units:\n  - {id: U01, name_th: ก\n", "line 3: expected ',' or '}'"),
        ("", "line 1: should name the parts of an office (office:, units:, …)"),
        ("- ก\n- ข\n", "line 1: should name the parts of an office (office:, units:, …)"),
        ("office: {code: OIE, name_th: ก}\n---\na: 1\n", "line 2: but found another document"),
        ("units: สามหน่วย\n", "line 1: units: Input should be a valid list"),
        ("units: [ก]\n", "line 1: units[0]: "),
        ("deadline_rules: {steps: {complaint: {ack: 1 วัน}}}\n", "should be like 7WD, 15D or null"),
        ("deadline_rules: {first_day_counts: true}\n", "first_day_counts: Input should be False"),
        ("seed_registers_2553: {fiscal_year_be: 2009}\n",
         "line 1: seed_registers_2553.fiscal_year_be: Input should be greater than"),
        ("survey: {overall: [{group: G9, sampled: 1, counts: [9, 0, 0, 0, 0]}]}\n",
         "survey.overall[0]: more answers than people asked"),
        ("intake_channels: [{id: โทรเลข, name_th: โทรเลข}]\n",
         "intake_channels[0].id: โทรเลข is not a channel we know"),
        ("improvements: [{id: I1, name_th: ก, sources: [OIE-2569-0404]}]\n",
         "improvements[0].sources[0]: no case or survey OIE-2569-0404"),
    ],
)  # fmt: skip
def test_what_is_no_office_is_refused(
    session: Session, tmp_path: Path, now: datetime, text: str, fault: str
) -> None:
    assert any(fault in found for found in faults_of(text, tmp_path, now))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "สำนักงาน".encode("cp874")])
def test_what_is_no_text_is_not_read(tmp_path: Path, now: datetime, content: bytes) -> None:
    place = tmp_path / "office.yaml"
    place.write_bytes(content)
    with pytest.raises(Unreadable, match="not UTF-8 at byte 0"):
        load(place, now)


def test_a_file_over_the_limit_is_refused_before_it_is_parsed(
    tmp_path: Path, now: datetime
) -> None:
    place = tmp_path / "office.yaml"
    with place.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Unreadable, match="larger than 10 MB"):
        load(place, now)

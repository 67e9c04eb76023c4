"""Who is to be asked, typed one a line: every fault is named with its line."""

import pytest

from app.intake.sample_list import Asked, from_lines
from workflows.errors import Invalid


def said(error: pytest.ExceptionInfo[Invalid]) -> str:
    return next(iter(error.value.problems.values())).th


def test_a_line_is_a_person_with_what_is_known_of_them() -> None:
    people = from_lines("นายสมหมาย ใฝ่อ่าน, Sommai@Example.org, 02-000-0199\n\nสมาคมการค้า")
    assert people == [
        Asked("นายสมหมาย ใฝ่อ่าน", "Sommai@Example.org", "02-000-0199"),
        Asked("สมาคมการค้า"),
    ]


@pytest.mark.parametrize(("text", "problem"), [
    ("ก\n, a@example.org", "บรรทัด 2: ชื่อว่างหรือยาวเกินไป"),
    ("ก, ไม่มีอีเมล", "บรรทัด 1: “ไม่มีอีเมล” ไม่ใช่อีเมล"),
    ("ก, a@example.org\nข, A@example.org", "บรรทัด 2: อีเมลซ้ำกับแถวที่ 1"),
    ("ก, a@example.org, 02, อื่น", "บรรทัด 1: มีมากกว่าสามช่อง"),
    (" \n ", "ไม่พบรายชื่อ"),
])  # fmt: skip
def test_a_list_with_a_fault_is_refused_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(Invalid) as error:
        from_lines(text)
    assert said(error) == problem


def test_many_faults_are_named_up_to_ten() -> None:
    with pytest.raises(Invalid) as error:
        from_lines("\n".join(f"ก, ผิด{n}" for n in range(12)))
    assert said(error).count("ไม่ใช่อีเมล") == 10
    assert said(error).endswith("และอีก 2 จุด")

"""What keeps values of a file from having their shape, in both languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from app.office.yaml_file import Fault, Parsed, Path_
from workflows.words import Words

UNKNOWN = Words("ไม่รู้จักชื่อช่องนี้", "unknown key")
# The Thai of what pydantic says in English, by its type and with its own values in it.
THAI = {
    "misshapen": "{th}",
    "int_type": "ต้องเป็นจำนวนเต็ม",
    "literal_error": "ต้องเป็น {expected}",
    "enum": "ต้องเป็น {expected}",
    "string_pattern_mismatch": "ต้องเขียนตามแบบ {pattern}",
    "string_too_long": "ยาวเกิน {max_length} ตัวอักษร",
    "string_too_short": "ต้องไม่เว้นว่าง",
    "too_long": "มีมากกว่า {max_length} รายการ",
    "too_short": "ต้องมีอย่างน้อย {min_length} รายการ",
    "greater_than_equal": "ต้องไม่น้อยกว่า {ge}",
    "less_than_equal": "ต้องไม่เกิน {le}",
    "timezone_aware": "ต้องบอกเขตเวลา เช่น +07:00",
}
OTHER = "ชนิดของค่าในช่องนี้ไม่ถูกต้อง"  # no text, no list, no date


def faults_of(shape: type[BaseModel], values: Any, above: Path_, parsed: Parsed) -> Iterator[Fault]:
    """What keeps ``values``, which stand in the file at ``above``, from having that shape."""
    try:
        shape.model_validate(values)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            path = (*above, *problem["loc"])
            if problem["type"] == "missing":
                words = Words(f"ขาด {path[-1]}", f"{path[-1]} is missing")
                yield parsed.fault(path[:-1], words)
            elif problem["type"] == "extra_forbidden":
                yield parsed.fault(path, UNKNOWN)
            else:
                yield parsed.fault(path, said(problem))


def said(problem: Mapping[str, Any]) -> Words:
    """A problem of pydantic's own words, or of ours."""
    thai = THAI.get(problem["type"], OTHER).format(**problem.get("ctx", {}))
    return Words(thai.replace("' or '", "' หรือ '"), problem["msg"])

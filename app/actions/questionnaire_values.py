"""What a person typed about a questionnaire or one of its questions, read and checked."""

import re
from collections.abc import Mapping
from typing import Any

from workflows.errors import Invalid
from workflows.surveys import CHOICES, ItemKind
from workflows.text import clean
from workflows.words import Words

HEAD = ("code", "name_th", "name_en", "intro_th", "intro_en")
NEEDED = Words("ต้องกรอก", "This is needed")
CODE = Words("ใช้อักษร A–Z ตัวเลข หรือขีด ไม่เกิน 40 ตัว", "Use A–Z, digits and dashes, at most 40")
KIND = Words("เลือกชนิดของคำถาม", "Choose the kind of question")
TWO = Words("ใส่ตัวเลือกอย่างน้อยสองบรรทัด", "Give at least two choices, one a line")
MANY = Words(f"มีตัวเลือกได้ไม่เกิน {CHOICES} ข้อ", f"At most {CHOICES} choices")
LONG_CHOICE = Words("แต่ละตัวเลือกไม่เกิน 200 ตัวอักษร", "A choice has at most 200 characters")
_LIMITS = {"name_th": 300, "name_en": 300, "intro_th": 2000, "intro_en": 2000, "aspect": 100,
           "text_th": 500, "text_en": 500}  # fmt: skip


def read_head(given: Mapping[str, Any]) -> dict[str, Any]:
    """Code, names and introduction; Invalid names each that cannot be taken."""
    values = {name: _text(given, name) for name in HEAD}
    values["code"] = values["code"].upper()
    problems = _too_long(values)
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,39}", values["code"]):
        problems["code"] = CODE
    if not values["name_th"]:
        problems["name_th"] = NEEDED
    if problems:
        raise Invalid(**problems)
    return values


def read_item(given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a question; what its kind has no use for is left empty.

    ``choices`` come as a text: one a line, Thai, then after a bar English.
    """
    values: dict[str, Any] = {name: _text(given, name) for name in ("aspect", "text_th", "text_en")}
    problems = _too_long(values)
    if not values["text_th"]:
        problems["text_th"] = NEEDED
    kind = given.get("kind")
    if kind not in set(ItemKind):
        raise Invalid(**problems, kind=KIND)
    kind = ItemKind(kind)
    choices = read_choices(str(given.get("choices") or "")) if kind.has_choices else []
    if kind.has_choices and (wrong := _wrong_choices(choices)):
        problems["choices"] = wrong
    if problems:
        raise Invalid(**problems)
    return {**values, "kind": kind.value, "choices": choices, "polarity": _polarity(kind, given),
            "overall": kind is ItemKind.LIKERT and bool(given.get("overall")),
            "required": bool(given.get("required"))}  # fmt: skip


def read_choices(text: str) -> list[list[str]]:
    """Pairs of Thai and English; the Thai word twice where no English is given."""
    pairs = []
    for line in clean(text).split("\n"):
        th, _, en = (part.strip() for part in line.partition("|"))
        if th:
            pairs.append([th, en or th])
    return pairs


def write_choices(choices: list[list[str]]) -> str:
    """The text from which they were read."""
    return "\n".join(th if th == en else f"{th} | {en}" for th, en in choices)


def _polarity(kind: ItemKind, given: Mapping[str, Any]) -> int:
    negative = kind is ItemKind.DISSATISFACTION or bool(given.get("negative"))
    return -1 if kind.has_levels and negative else 1


def _wrong_choices(choices: list[list[str]]) -> Words | None:
    if len(choices) < 2:
        return TWO
    if len(choices) > CHOICES:
        return MANY
    return LONG_CHOICE if any(len(word) > 200 for pair in choices for word in pair) else None


def _text(given: Mapping[str, Any], name: str) -> str:
    return clean(str(given.get(name) or "")).strip()


def _too_long(values: Mapping[str, str]) -> dict[str, Words]:
    return {
        name: Words(f"เขียนได้ไม่เกิน {limit:,} ตัวอักษร", f"At most {limit:,} characters")
        for name, limit in _LIMITS.items()
        if len(values.get(name, "")) > limit
    }

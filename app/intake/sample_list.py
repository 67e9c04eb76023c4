"""Reads who is to be asked, typed one a line, and says what is wrong with each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

MOST = 5000  # people of one list
NAME, PHONE = 300, 100
ADDRESS = re.compile(r"[^\s@<>(),;:\"]{1,64}@[^\s@<>(),;:\"]{1,189}")
NOBODY = Words("ไม่พบรายชื่อ", "There is nobody in it")
NO_NAME = Words("ชื่อว่างหรือยาวเกินไป", "no name, or too long")
LONG_PHONE = Words("โทรศัพท์ยาวเกินไป", "the telephone is too long")
TWICE = Words("อีเมลซ้ำกับแถวที่", "the same address as in row")
SAME = Words("ชื่อและโทรศัพท์ซ้ำกับแถวที่", "the same name and telephone as in row")
TOO_WIDE = Words("มีมากกว่าสามช่อง", "more than three parts")
TOO_MANY = Words(f"รายชื่อครั้งละไม่เกิน {MOST:,} คน", f"At most {MOST:,} people at a time")


@dataclass(frozen=True)
class Asked:
    """Somebody of a list; a name and a way to reach them may both be missing, but not all."""

    name: str
    email: str = ""
    phone: str = ""


class Wrong(NamedTuple):
    """What is wrong with somebody: which of them, which part, and whom they are like."""

    row: int
    part: int
    words: Words
    like: int | None = None


def from_lines(text: str) -> list[Asked]:
    """One person a line: name, e-mail, telephone, divided by commas. Invalid names each line."""
    lines = [(at, line) for at, line in enumerate(clean(text).split("\n"), 1) if line.strip()]
    rows = [[part.strip() for part in line.split(",")] for _, line in lines]
    if not rows or len(rows) > MOST:
        raise Invalid(people=TOO_MANY if rows else NOBODY)
    if found := list(wrong(rows)):
        raise Invalid(people=_joined([_said(one, [at for at, _ in lines]) for one in found]))
    return [Asked(*parts) for parts in rows]


def known_by(name: str, email: str, phone: str) -> str | tuple[str, str]:
    """By what somebody is the same in two lists: the address, else name and telephone."""
    return email.lower() or (name, phone)


def wrong(rows: Iterable[Sequence[str]]) -> Iterator[Wrong]:
    """What keeps each of them, given as name, e-mail and telephone, from being asked."""
    seen: dict[str | tuple[str, str], int] = {}
    for at, parts in enumerate(rows):
        name, email, phone, *more = (*parts, *("",) * (3 - len(parts)))
        if not name or len(name) > NAME:
            yield Wrong(at, 0, NO_NAME)
        if email and not ADDRESS.fullmatch(email):
            yield Wrong(at, 1, Words(f"“{email}” ไม่ใช่อีเมล", f"“{email}” is no e-mail address"))
        elif (known := known_by(name, email, phone)) in seen:
            yield Wrong(at, 1 if email else 0, TWICE if email else SAME, seen[known])
        if len(phone) > PHONE:
            yield Wrong(at, 2, LONG_PHONE)
        if more:
            yield Wrong(at, 3, TOO_WIDE)
        seen.setdefault(known_by(name, email, phone), at)


def _said(found: Wrong, lines: Sequence[int]) -> Words:
    th, en = found.words
    if found.like is not None:
        th, en = f"{th} {lines[found.like]}", f"{en} {lines[found.like]}"
    return Words(f"บรรทัด {lines[found.row]}: {th}", f"Line {lines[found.row]}: {en}")


def _joined(faults: Sequence[Words]) -> Words:
    """The first ten, and how many more there are."""
    more = len(faults) - 10
    th, en = ("; ".join(fault[at] for fault in faults[:10]) for at in (0, 1))
    return Words(th, en) if more <= 0 else Words(f"{th} และอีก {more} จุด", f"{en} and {more} more")

"""The routing rules: which rule a new case falls under, and whose turn it then is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from workflows.dates import BANGKOK
from workflows.deadlines import Calendar
from workflows.text import normalise
from workflows.words import Words


class How(StrEnum):
    """How an owner is found within the unit that a rule names."""

    UNIT = "unit"
    PERSON = "person"
    ROUND_ROBIN = "round_robin"
    LEAST_OPEN = "least_open"

    @property
    def label(self) -> Words:
        """What the list of rules says."""
        return _HOW[self]


class Time(StrEnum):
    """When the case came in."""

    OFFICE_HOURS = "office_hours"
    AFTER_HOURS = "after_hours"

    @property
    def label(self) -> Words:
        """What the list of rules says."""
        return _TIME[self]


_HOW = {
    How.UNIT: Words("หัวหน้าหน่วยมอบหมายเอง", "The head of the unit assigns it"),
    How.PERSON: Words("ให้ผู้ที่ระบุชื่อ", "To a named person"),
    How.ROUND_ROBIN: Words("เวียนตามลำดับ", "In turn"),
    How.LEAST_OPEN: Words(
        "ให้ผู้มีงานค้างน้อยที่สุดเทียบกับกำลัง", "To whoever has least open work for their capacity"
    ),
}
_TIME = {
    Time.OFFICE_HOURS: Words("ในเวลาราชการ", "In office hours"),
    Time.AFTER_HOURS: Words("นอกเวลาราชการ", "Outside office hours"),
}

# Why the owner is who they are; the event keeps the word.
WHY: dict[str, Words] = {
    "named": Words("ตามชื่อในกฎ", "named by the rule"),
    "turn": Words("ตามลำดับเวียน", "in turn"),
    "least_open": Words("งานค้างน้อยที่สุดเทียบกับกำลัง", "least open work for their capacity"),
    "deputy": Words("ปฏิบัติหน้าที่แทนผู้ที่ลา", "deputy of somebody who is away"),
    "head": Words("หัวหน้าหน่วย เพราะไม่มีผู้อื่นรับได้", "head of the unit: nobody else could take it"),
    "head_deputy": Words("ผู้ทำหน้าที่แทนหัวหน้าหน่วย", "deputy of the head of the unit"),
    "manager": Words("ผู้บริหาร เพราะไม่มีผู้ใดในหน่วยรับได้", "a manager: nobody in the unit could take it"),
    "nobody": Words("ไม่มีผู้ใดรับเรื่องนี้ได้ ต้องมอบหมายเอง", "nobody here may take it: assign it by hand"),
}


@dataclass(frozen=True)
class Rule:
    """What a case must be like; what is empty holds for any. ``words``: any of them."""

    name: str = ""
    kind: str = ""
    topic: str = ""
    channel: str = ""
    words: tuple[str, ...] = ()
    place: str = ""
    time: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The words in the form in which they are looked for; those that say nothing are gone."""
        return tuple(term for word in self.words if (term := normalise(word)))

    @property
    def reads_kind_or_topic(self) -> bool:
        """Whether another kind or topic may change what the rule says of a case."""
        return bool(self.kind or self.topic)


@dataclass(frozen=True)
class Seen:
    """What of a case a rule may read; ``text`` and ``place`` as ``normalise`` leaves them."""

    kind: str
    topic: str
    channel: str
    text: str
    place: str
    time: Time


def because(rule: Rule, seen: Seen) -> dict[str, str] | None:
    """What made the rule hold, condition by condition; None when it does not hold."""
    found: dict[str, str] = {}
    for name in ("kind", "topic", "channel", "time"):
        wanted = getattr(rule, name)
        if wanted and wanted != getattr(seen, name):
            return None
        found |= {name: wanted} if wanted else {}
    if rule.place:
        if (place := normalise(rule.place)) == "" or place not in seen.place:
            return None
        found["place"] = rule.place
    if rule.words:
        word = next((word for word in rule.words if _says(seen.text, word)), None)
        if word is None:
            return None
        found["word"] = word
    return found


def matches(rule: Rule, seen: Seen) -> bool:
    """Whether the rule holds for the case."""
    return because(rule, seen) is not None


def first(rules: Sequence[Rule], seen: Seen) -> int | None:
    """The place in the list of the first rule that holds; None when none does."""
    return next((place for place, rule in enumerate(rules) if matches(rule, seen)), None)


def time_of(moment: datetime, calendar: Calendar, opens: time) -> Time:
    """Whether the office was open; OutsideCalendar where nobody knows."""
    here = moment.astimezone(BANGKOK)
    working = calendar.is_working(here.date())
    is_open = opens <= here.timetz().replace(tzinfo=None) < calendar.closes
    return Time.OFFICE_HOURS if working and is_open else Time.AFTER_HOURS


# ---- a rule that could never hold


def covers(wider: Rule, rule: Rule) -> bool:
    """Whether every case that ``rule`` holds for is one that ``wider`` holds for."""
    for name in ("kind", "topic", "channel", "time"):
        wanted = getattr(wider, name)
        if wanted and wanted != getattr(rule, name):
            return False
    if wider.place and normalise(wider.place) not in normalise(rule.place):
        return False
    terms = wider.terms
    if not wider.words:
        return True
    return bool(rule.words) and all(any(t in word for t in terms) for word in rule.terms)


def shadowed(rules: Sequence[Rule]) -> dict[int, int]:
    """The rules that never get a turn: each with an earlier one that takes all its cases."""
    return {
        place: earlier
        for place, rule in enumerate(rules)
        if (earlier := first_cover(rules[:place], rule)) is not None
    }


def first_cover(earlier: Sequence[Rule], rule: Rule) -> int | None:
    """The first of ``earlier`` that takes all cases of ``rule``; None when none does."""
    return next((place for place, other in enumerate(earlier) if covers(other, rule)), None)


def may_match(rule: Rule, topics: Mapping[str, object]) -> dict[str, Words]:
    """What keeps the rule from ever holding, by field; ``topics`` are those in use by code."""
    problems: dict[str, Words] = {}
    if rule.topic and rule.topic not in topics:
        problems["topic"] = Words(
            "ไม่มีหัวข้อนี้ หรือเลิกใช้แล้ว กฎจะไม่มีวันตรง", "Nobody has this topic: the rule could never match"
        )
    empty = [word for word in rule.words if not normalise(word)]
    if empty:
        problems["words"] = Words(
            "มีคำที่ไม่เหลือตัวอักษรให้ค้น ลบหรือแก้คำนั้น", "A word has nothing to look for: mend or remove it"
        )
    if rule.place and not normalise(rule.place):
        problems["place"] = Words("สถานที่ไม่เหลือตัวอักษรให้ค้น", "This place has nothing to look for")
    return problems


# ---- whose turn it is


@dataclass(frozen=True)
class Desk:
    """One person of the unit: how many open cases, and for how much of a full desk (percent)."""

    person: int
    open: int = 0
    capacity: int = 100


def in_turn(desks: Sequence[Desk], last: int | None) -> list[int]:
    """Everybody who takes work, in the order of their turns after ``last``; by key."""
    keys = sorted(desk.person for desk in desks if desk.capacity > 0)
    return [k for k in keys if k > (last or 0)] + [k for k in keys if k <= (last or 0)]


def by_load(desks: Sequence[Desk], last: int | None) -> list[int]:
    """The same, the least open work for the capacity first; equals by who waited longest."""
    turn = in_turn(desks, last)
    load = {desk.person: desk.open / desk.capacity for desk in desks if desk.capacity > 0}
    return sorted(turn, key=lambda key: (load[key], turn.index(key)))


def _says(text: str, word: str) -> bool:
    term = normalise(word)
    return bool(term) and term in text

"""Keeps the office's own lists: units, topics and causes. A code never changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.actions.record import record_elsewhere
from app.database import alone, db
from app.models import Person, RootCause, Topic, Unit
from app.queries import office, used
from app.queries.staff_tree import circle_of
from workflows.errors import Invalid
from workflows.words import Words

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
BAD_CODE = Words("ใช้อักษร A–Z ตัวเลข ขีด ไม่เกิน 20 ตัว", "Use letters A–Z, digits and -, at most 20")
TAKEN = Words("มีรหัสนี้แล้ว", "This code is taken")
CIRCLE = Words("หน่วยจะอยู่ใต้ตัวเอง เลือกหน่วยเหนืออื่น", "The unit would stand under itself")
NO_UNIT = Words("ไม่มีหน่วยนี้", "There is no such unit")
IN_USE = Words(
    "ลบไม่ได้ ยังมีเรื่อง คน หัวข้อ หรือกฎที่อ้างถึงหน่วยนี้ ย้ายไปหน่วยอื่นก่อน หรือเปลี่ยนชื่อหน่วยแทน",
    "Cases, people, topics or rules name this unit: move them first, or rename the unit instead",
)
SECRECY = Words(
    "มีเรื่องในหัวข้อนี้แล้ว เปลี่ยนความปกปิดไม่ได้ เพิ่มหัวข้อใหม่แล้วเลิกใช้หัวข้อนี้แทน",
    "There are cases of this topic: add another one and retire this, secrecy cannot change",
)
RULED = Words("กฎการส่งเรื่องที่เปิดอยู่ระบุหัวข้อนี้ แก้กฎก่อน", "Routing rules that are on name this topic")
STILL_USED = Words(
    "เลิกใช้ไม่ได้ ยังมีเรื่องที่ยังไม่ยุติ คน หัวข้อ กฎการส่งเรื่อง หรือหน่วยใต้ที่ใช้อยู่ ย้ายให้ครบก่อน",
    "Open cases, people, topics, rules or units below still use it: move all of them first",
)
PARENT_GONE = Words(
    "หน่วยเหนือเลิกใช้แล้ว เปลี่ยนหน่วยเหนือก่อน", "The unit above is retired: choose another first"
)
HAS_CASES = Words(
    "มีเรื่องที่พบสาเหตุนี้แล้ว เพิ่มสาเหตุใหม่แทนการเปลี่ยนชื่อ",
    "Cases were found to have this cause: add a new one instead",
)


@dataclass(frozen=True)
class UnitWanted:
    """A unit as it is filled in."""

    name_th: str
    name_en: str = ""
    phone: str = ""
    parent_code: str | None = None
    head_id: int | None = None


@dataclass(frozen=True)
class TopicWanted:
    """A topic as it is filled in."""

    name_th: str
    name_en: str = ""
    unit_code: str | None = None
    restricted: bool = False


def check_unit(code: str, wanted: UnitWanted, *, new: bool) -> None:
    """Nothing; Invalid where the unit can not be so."""
    parents = {unit.code: unit.parent_code for unit in office.units()}
    _check_code(code, taken=new and code in parents, new=new)
    itself = None if new else used.unit(code)
    _check_choice("parent", wanted.parent_code, itself.parent_code if itself else None)
    if circle_of(code, {**parents, code: wanted.parent_code}):
        raise Invalid(parent=CIRCLE)


def keep_unit(code: str, wanted: UnitWanted, actor: Person, now: datetime, *, new: bool) -> None:
    """The unit is there as wanted; Invalid otherwise."""
    alone(db.session, "units")
    check_unit(code, wanted, new=new)
    row = Unit(code=code, position=_last(office.units())) if new else used.unit(code)
    _keep(row, f"unit:{code}", vars(wanted), actor, now)


def remove_unit(code: str, actor: Person, now: datetime) -> None:
    """The unit was never needed and is gone; Invalid while anything names it."""
    _note(f"unit:{code}", "list_removed", actor, now)
    try:
        with db.session.begin_nested():
            db.session.delete(used.unit(code))
    except IntegrityError as named:
        raise Invalid(unit=IN_USE) from named


def retire_unit(code: str, actor: Person, now: datetime, *, retired: bool) -> None:
    """Nothing new comes to the unit, or again; Invalid while anything in use hangs on it."""
    alone(db.session, "units")
    row = used.unit(code)
    if retired and any(vars(used.of_unit(code)).values()):
        raise Invalid(unit=STILL_USED)
    if not retired and row.parent_code and used.unit(row.parent_code).retired:
        raise Invalid(unit=PARENT_GONE)
    if row.retired != retired:
        _keep(row, f"unit:{code}", {"retired": retired}, actor, now)


def move_unit(code: str, actor: Person, now: datetime, *, up: bool) -> None:
    """The unit stands one place higher or lower; at the end nothing changes."""
    alone(db.session, "units")
    if _move(office.units(), used.unit(code), up=up):
        _note("units", "list_changed", actor, now, code=code)


def move_topic(code: str, actor: Person, now: datetime, *, up: bool) -> None:
    """The topic stands one place higher or lower; at the end nothing changes."""
    alone(db.session, "topics")
    if _move(used.all_topics(), used.topic(code), up=up):
        _note("topics", "list_changed", actor, now, code=code)


def check_topic(code: str, wanted: TopicWanted, *, new: bool) -> None:
    """Nothing; Invalid where the topic can not be so."""
    there = {topic.code: topic for topic in used.all_topics()}
    _check_code(code, taken=new and code in there, new=new)
    _check_choice("unit", wanted.unit_code, None if new else there[code].unit_code)
    if not new and there[code].restricted != wanted.restricted and used.of_topic(code).cases:
        raise Invalid(restricted=SECRECY)


def keep_topic(code: str, wanted: TopicWanted, actor: Person, now: datetime, *, new: bool) -> None:
    """The topic is there as wanted; Invalid otherwise."""
    alone(db.session, "topics")
    check_topic(code, wanted, new=new)
    row = Topic(code=code, position=_last(used.all_topics())) if new else used.topic(code)
    _keep(row, f"topic:{code}", vars(wanted), actor, now)


def retire_topic(code: str, actor: Person, now: datetime, *, retired: bool) -> None:
    """Nobody can choose the topic any more, or again; Invalid while rules name it."""
    if retired and used.of_topic(code).rules:
        raise Invalid(topic=RULED)
    row = used.topic(code)
    if row.retired != retired:
        _keep(row, f"topic:{code}", {"retired": retired}, actor, now)


def add_cause(name: str, actor: Person, now: datetime) -> None:
    """The cause stands last on the list; Invalid for one that is there."""
    rows = [row for row, _ in used.causes()]
    if name in {row.name_th for row in rows}:
        raise Invalid(name=Words("มีสาเหตุนี้แล้ว", "This cause is there already"))
    db.session.add(RootCause(name_th=name, position=_last(rows)))
    _note("causes", "list_added", actor, now, name=name)


def rename_cause(old: str, new: str, actor: Person, now: datetime) -> None:
    """The cause is called otherwise; Invalid once a case has it, which would lose its word."""
    row, number = _cause(old)
    if number:
        raise Invalid(name=HAS_CASES)
    if old != new:
        add_cause(new, actor, now)
        db.session.flush()
        _cause(new)[0].position = row.position
        remove_cause(old, actor, now)


def move_cause(name: str, actor: Person, now: datetime, *, up: bool) -> None:
    """The cause stands one place higher or lower; at the end nothing changes."""
    if _move([row for row, _ in used.causes()], _cause(name)[0], up=up):
        _note("causes", "list_changed", actor, now, name=name)


def remove_cause(name: str, actor: Person, now: datetime) -> None:
    """Nobody can choose the cause any more; the cases that have it keep its word."""
    db.session.delete(_cause(name)[0])
    _note("causes", "list_removed", actor, now, name=name)


def _cause(name: str) -> tuple[RootCause, int]:
    found = [pair for pair in used.causes() if pair[0].name_th == name]
    if not found:
        raise Invalid(name=Words("ไม่มีสาเหตุนี้แล้ว", "This cause is not there any more"))
    return found[0]


def _last(rows: Sequence[Any]) -> int:
    """The place behind all of them."""
    return max((row.position for row in rows), default=-1) + 1


def _move(rows: Sequence[Any], row: Any, *, up: bool) -> bool:
    """Whether there was a neighbour to change places with; every row has its own place then."""
    ordered = list(rows)
    at = ordered.index(row)
    to = at + (-1 if up else 1)
    if not 0 <= to < len(ordered):
        return False
    ordered[at], ordered[to] = ordered[to], ordered[at]
    for position, one in enumerate(ordered):
        one.position = position
    return True


def _check_choice(field: str, code: str | None, kept: str | None) -> None:
    if code and code not in {unit.code for unit in office.units_in_use(kept)}:
        raise Invalid(**{field: NO_UNIT})


def _check_code(code: str, *, taken: bool, new: bool) -> None:
    if new and not CODE.fullmatch(code):
        raise Invalid(code=BAD_CODE)
    if taken:
        raise Invalid(code=TAKEN)


def _keep(row: Any, subject: str, values: dict[str, Any], actor: Person, now: datetime) -> None:
    is_new = row not in db.session
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    db.session.add(row)
    if is_new or changed:
        _note(subject, "list_added" if is_new else "list_changed", actor, now, fields=changed)


def _note(subject: str, what: str, actor: Person, now: datetime, **details: Any) -> None:
    record_elsewhere(f"settings:{subject}", what, now, actor=actor, **details)

"""Begins an improvement from a cause, and tells those whose cases it came from what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.actions.record import record, record_elsewhere
from app.actions.remind_improvement import SUBJECT
from app.actions.tell import tell_correspondent
from app.database import db
from app.models import Case, Improvement, Person
from app.queries import improvements, office, people, registers
from app.queries.cases import get_to_change, today
from workflows.errors import Conflict, Invalid
from workflows.fiscal import fiscal_year
from workflows.words import FILL, Words

NOBODY = Words("เลือกผู้รับผิดชอบที่ยังปฏิบัติงานอยู่", "Choose an owner who works here")
NO_UNIT = Words("เลือกหน่วยจากรายการ", "Choose a unit from the list")
PAST = Words("กำหนดเสร็จต้องไม่อยู่ก่อนวันนี้", "The due date may not be before today")
NOT_DONE = Words("ยังไม่มีวันที่ปรับปรุงเสร็จ", "It is not done yet")
NOT_PUBLISHED = Words("ยังไม่ได้เผยแพร่ต่อประชาชน", "It is not published yet")
NO_ACTION = Words("ยังไม่ได้เขียนว่าทำอะไร", "What is done about it is not written yet")
TOLD = Words("แจ้งไปแล้ว", "They were told already")
NOBODY_TO_TELL = Words("ไม่มีเรื่องที่จะแจ้งผู้แจ้งได้", "There is no case whose correspondent can be told")


@dataclass(frozen=True)
class Begun:
    """What a person wrote about an improvement that begins; ``owner`` by address."""

    name: str
    cause: str
    finding: str
    action: str
    owner: str
    due_on: date | None
    unit: str = ""
    sources: Sequence[str] = ()


def begin(begun: Begun, actor: Person, now: datetime) -> Improvement:
    """The register of improvements has one more line, with cause, owner and due date.

    Invalid names each field that cannot be taken; its cases are unrestricted ones the actor sees.
    """
    owner = people.by_email(begun.owner)
    problems = _problems(begun, owner, actor, today(now))
    if problems or owner is None:
        raise Invalid(**problems)
    values: dict[str, Any] = {
        "code": improvements.next_code(fiscal_year(today(now))), "name_th": begun.name,
        "cause": begun.cause, "finding": begun.finding, "action": begun.action,
        "owner_id": owner.id, "unit_code": begun.unit or None, "due_on": begun.due_on,
        "sources": list(dict.fromkeys(begun.sources)),
    }  # fmt: skip
    row = Improvement(**values)
    db.session.add(row)
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:  # somebody began another one at this very moment
        raise Conflict(values["code"]) from error
    values["due_on"] = begun.due_on.isoformat() if begun.due_on else None
    record_elsewhere(f"{SUBJECT}{row.id}", "register_added", now, actor=actor, values=values)
    return row


def why_not_told(row: Improvement, day: date) -> list[Words]:
    """What stands in the way of telling the correspondents; nothing when they may be told."""
    needs = (
        (row.told_at is None, TOLD),
        (row.done_on is not None and row.done_on <= day, NOT_DONE),
        (row.published, NOT_PUBLISHED),
        (bool(row.action.strip()), NO_ACTION),
    )
    return [words for met, words in needs if not met]


def tell_improved(key: int, version: int, actor: Person, now: datetime) -> int:
    """Everybody whose case it names has been told once, each by the way that is theirs; how many.

    Nothing of a case stands in the letter but its reference; restricted cases get none. Invalid
    says what is missing.
    """
    row: Any = registers.row_to_change(registers.register("improvements"), key, version)
    missing = why_not_told(row, today(now))
    hearers = improvements.hearers(row)
    if not (hearers.by_mail or hearers.on_track) and not missing:
        missing = [NOBODY_TO_TELL]
    if missing:
        raise Invalid(tell=missing[0])
    for case in hearers.by_mail:
        _write(get_to_change(case.id), row, "", actor, now)
    for case in hearers.on_track:
        _write(get_to_change(case.id), row, "track", actor, now)
    row.told_at = now
    number = len(hearers.by_mail) + len(hearers.on_track)
    record_elsewhere(f"{SUBJECT}{key}", "improvement_told", now, actor=actor,
                     by_mail=len(hearers.by_mail), on_track=len(hearers.on_track))  # fmt: skip
    return number


def _write(case: Case, row: Improvement, how: str, actor: Person, now: datetime) -> None:
    hidden = {"dear": ""} if how else {}  # what is read on /track greets nobody by name
    tell_correspondent(
        case, "improved", row.code, now, author=actor, how=how, words=row.action,
        improvement=row, **hidden,
    )  # fmt: skip
    record(case, "improved", now, actor=actor, improvement=row.code)


def _problems(begun: Begun, owner: Person | None, actor: Person, day: date) -> dict[str, Words]:
    problems = {
        name: FILL for name in ("name", "cause", "finding", "action")
        if not getattr(begun, name).strip()
    }  # fmt: skip
    if owner is None or not owner.active:
        problems["owner"] = NOBODY
    if begun.unit and begun.unit not in {unit.code for unit in office.units_in_use()}:
        problems["unit"] = NO_UNIT
    if begun.due_on is None:
        problems["due_on"] = FILL
    elif begun.due_on < day:
        problems["due_on"] = PAST
    unknown = improvements.unknown_sources(begun.sources, actor)
    if unknown:
        named = " ".join(unknown[:5])
        problems["sources"] = Words(f"ไม่พบเรื่อง {named}", f"No such case: {named}")
    return problems

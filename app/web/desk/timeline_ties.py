"""What the timeline adds to asks, representatives and reports on referrals."""

from collections.abc import Callable
from datetime import date
from typing import Any

from workflows.dates import say_date
from workflows.relations import RELATIONS
from workflows.reporting import THEIR_STATES, Result
from workflows.words import Words

Tell = Callable[[dict[str, Any], dict[str, Words]], list[Words]]


def _unit(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    name, late = told["unit_name"], told.get("days_late")
    lines = [Words(f"หน่วยงาน: {name}", f"Unit: {name}")]
    if told.get("due_on"):
        lines.append(_on(Words("ขอคำตอบภายใน", "Answer by"), told["due_on"]))
    if late:
        lines.append(Words(f"ช้า {late} วัน", f"{late} day{'' if late == 1 else 's'} late"))
    return lines


def _relation(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    return [RELATIONS[told["relation"]]]


def _reported(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    lines = [Result(told["result"]).label]
    if told.get("due"):
        lines.append(_on(Words("กำหนดรายงาน", "Report due"), told["due"]))
    if told.get("next"):
        lines.append(_on(Words("รายงานครั้งต่อไปภายใน", "Next report by"), told["next"]))
    return lines


def _reminded(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    names = " · ".join(told["to"])
    lines = [_on(Words("กำหนดรายงาน", "Report due"), told["due"])]
    return [*lines, Words(f"แจ้งถึง: {names}", f"Told: {names}")] if names else lines


def _theirs(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    number = told.get("their_reference")
    numbers = [Words(f"เลขที่: {number}", f"Number: {number}")] if number else []
    return [THEIR_STATES[told["state"]], *numbers]


def _on(what: Words, day: str) -> Words:
    on = date.fromisoformat(day)
    return Words(f"{what.th} {say_date(on, 'th')}", f"{what.en} {say_date(on, 'en')}")


TELL: dict[str, Tell] = {
    **dict.fromkeys(("unit_asked", "unit_answered", "unit_ask_withdrawn", "unit_late"), _unit),
    **dict.fromkeys(("representative_recorded", "representative_ended"), _relation),
    **dict.fromkeys(("report_due_soon", "report_overdue"), _reminded),
    "reported": _reported,
    "their_state_told": _theirs,
}

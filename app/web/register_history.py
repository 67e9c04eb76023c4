"""What happened to a line of a register or to a whole one, and its values, as pages word them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.actions.register_values import CHOICES, write
from app.queries import registers
from app.queries.register_table import Column, Register
from app.web.present import say, t, thai_date
from workflows.events import EVENTS
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Event


def happened(register: Register, subject: str) -> list[dict[str, Any]]:
    """Each event with who did it and what it changed, the newest first."""
    return [
        {"what": EVENTS[event.what].desk, "when": event.at, "soft": True,
         "who": event.actor.name if event.actor else None, "text": _told(register, event)}
        for event in registers.events(subject)
    ]  # fmt: skip


def cell(column: Column, value: Any, called: Mapping[str, Words]) -> Words | str | int | None:
    """How a value reads in a list."""
    if column.kind == "tick":
        return Words("มี", "Yes") if value else None
    if isinstance(value, date):
        return thai_date(value)
    if column.kind in CHOICES and value is not None:
        return called.get(str(value), str(value))
    if isinstance(value, list):
        return write(column, value)
    # a year is no quantity: no comma in it
    return str(value) if column.name == "fiscal_year" and value else value


def change(column: Column, was: Any, now: Any, called: Mapping[str, Words]) -> str:
    """``ผู้เข้าร่วม: – → 150``."""
    before, after = (said(cell(column, value, called)) for value in (was, now))
    return f"{say(column.label)}: {before} → {after}"


def said(shown: Words | str | int | None) -> str:
    """The cell in the language of the page; a dash for nothing."""
    return "–" if shown in (None, "") else say(shown) if isinstance(shown, Words) else str(shown)


def _told(register: Register, event: "Event") -> str:
    """The file of an import with its numbers; each value before and after; claims that stood."""
    if event.what == "register_imported":
        added, changed = event.details["added"], event.details["changed"]
        return f"{event.note} · " + t(
            f"เพิ่ม {added:,} แก้ไข {changed:,}", f"{added:,} added, {changed:,} changed"
        )
    if event.what == "register_changed":
        return "\n".join(_changes(register, event.details))
    return " ".join(event.details.get("claims", ()))


def _changes(register: Register, details: dict[str, Any]) -> list[str]:
    now, was = details.get("values", {}), details.get("before", {})
    return [
        change(column, _kept(column, was.get(column.name)), _kept(column, now[column.name]),
               registers.called(column) if column.kind in CHOICES else {})
        for column in register.columns
        if column.name in now
    ]  # fmt: skip


def _kept(column: Column, value: Any) -> Any:
    """An event keeps a day as a text."""
    return date.fromisoformat(value) if column.kind in ("day", "month") and value else value

"""What happened to a line of a register or to a whole one, as its page tells it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from app.actions.register_values import CHOICES
from app.queries import registers
from app.queries.register_table import Column, Register
from app.web.present import t
from app.web.registers.form import change
from workflows.events import EVENTS

if TYPE_CHECKING:
    from app.models import Event


def happened(register: Register, subject: str) -> list[dict[str, Any]]:
    """Each event with who did it and what it changed, the newest first."""
    return [
        {"what": EVENTS[event.what].desk, "when": event.at, "soft": True,
         "who": event.actor.name if event.actor else None, "text": _told(register, event)}
        for event in registers.events(subject)
    ]  # fmt: skip


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

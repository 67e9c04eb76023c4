"""The office's own row: made empty at first, named later by its file or its administrator."""

from datetime import datetime, time
from typing import Any

from app.actions.record import record_elsewhere
from app.actions.recount import ask_recount
from app.database import alone, db
from app.models import Office, Person
from workflows.errors import Invalid
from workflows.words import Words

CODE = "OFFICE"  # until the office gives its own


def ensure_office() -> Office:
    """There is one office row; a new one carries a name that says it has none yet."""
    there = db.session.get(Office, Office.THE)
    if there is None:
        there = Office(
            id=Office.THE, code=CODE, name_th="สำนักงาน (ยังไม่ได้ตั้งชื่อ)", name_en="Unnamed office"
        )
        db.session.add(there)
    return there


def office_changes(values: dict[str, Any]) -> list[str]:
    """Which of these values the office does not have yet."""
    office = ensure_office()
    return [name for name, value in values.items() if getattr(office, name) != value]


def change_office(values: dict[str, Any], actor: Person, now: datetime) -> None:
    """The office is as wanted; with another closing time the open cases are counted anew.

    Invalid where it would close before it opens.
    """
    alone(db.session, "calendar")
    check_hours(values["opens"], values["closes"])
    office, changed = ensure_office(), office_changes(values)
    if not changed:
        return
    for name in changed:
        setattr(office, name, values[name])
    record_elsewhere("settings:office", "office_changed", now, actor=actor, fields=changed)
    if "closes" in changed:
        ask_recount("calendar", f"เวลาปิดทำการ {values['closes']:%H:%M}", actor, now)


def check_hours(opens: time, closes: time) -> None:
    """Nothing; Invalid where the office would close before it opens."""
    if closes <= opens:
        raise Invalid(closes=Words("เวลาปิดต้องหลังเวลาเปิด", "It must close after it opens"))

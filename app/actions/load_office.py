"""Puts the office of an office file into its tables; loading twice changes nothing."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from app.actions.keep_office import ensure_office
from app.actions.keep_person import add_person
from app.actions.keep_row import keep_row
from app.actions.warn_person import EMAIL_CHANGED, warn_person
from app.database import db
from app.intake.office_file import OfficeFile
from app.intake.office_file.basics import Part
from app.intake.office_file.lists import OfficerRow, UnitRow
from app.intake.old_case import full_name
from app.models import Person, RootCause, Topic, Unit
from app.queries import people
from workflows.errors import Invalid
from workflows.words import Words

NAMES = ("code", "name_th", "name_en", "short_th", "self_reference_th", "ministry_th", "phone",
         "email", "address")  # fmt: skip
HABITS = ("reopen_days", "signed_answers", "second_factor_roles")


def load_office(file: OfficeFile, now: datetime) -> None:
    """Office, units, people, topics and causes are as ``file`` says, by their codes.

    What the file does not name stays as it is. Invalid where an address is somebody else's.
    """
    _office(file)
    for unit in file.units:
        given = _given(unit, "name_th", "name_en", "phone", "stop_budget", "position", "retired")
        keep_row(Unit, {"code": unit.id}, **given)
    for officer in file.officers:
        _officer(officer, now)
    for unit in file.units:
        keep_row(Unit, {"code": unit.id}, **_places(unit))
    for topic in file.topics:
        values = _given(topic, "name_th", "name_en", "restricted", "retired", "position")
        if "default_unit" in topic.model_fields_set:
            values["unit_code"] = topic.default_unit
        keep_row(Topic, {"code": topic.id}, **values)
    for position, cause in enumerate(file.root_causes):
        keep_row(RootCause, {"name_th": cause}, position=position)


def _given(part: Part, *names: str) -> dict[str, Any]:
    """Only what the file says: a file without telephone numbers takes none away."""
    return part.model_dump(include=set(names) & part.model_fields_set)


def _office(file: OfficeFile) -> None:
    office = ensure_office()
    values = _given(file.office, *NAMES, *HABITS) if file.office else {}
    if file.office and file.office.office_hours:
        hours = file.office.office_hours
        values |= {"opens": _time(hours.start), "closes": _time(hours.end)}
    if file.deadline_rules and file.deadline_rules.cutoff:
        values["closes"] = _time(file.deadline_rules.cutoff)
    for name, value in values.items():
        setattr(office, name, value)
    db.session.flush()


def _officer(row: OfficerRow, now: datetime) -> None:
    name = row.name_th or full_name(row.title_th, row.first_th, row.last_th)
    more = {"title": row.title_th, "position": row.position_th,
            **_given(row, "phone", "capacity", "active", "expires_on")}  # fmt: skip
    person = _person(row)
    if person is None:
        add_person(now, email=row.email, name=name, roles=row.role, unit=row.unit, code=row.id,
                   **more)  # fmt: skip
        return
    if row.email.lower() != person.email:
        for address in (person.email, row.email.lower()):
            warn_person(person, EMAIL_CHANGED, now, to=address)
    roles = [role.value for role in row.role]
    keep_row(Person, {"id": person.id}, code=row.id, email=row.email.lower(), name=name,
             roles=roles, unit_code=row.unit, **more)  # fmt: skip


def _person(row: OfficerRow) -> Person | None:
    """Whom the row means: by its code, else an account of that address that has no code yet."""
    by_code, by_email = people.by_code(row.id), people.by_email(row.email)
    if by_email and by_email is not by_code and (by_code or by_email.code):
        raise Invalid(email=Words(
            f"อีเมลนี้เป็นของผู้อื่นแล้ว: {row.email}", f"this address is somebody else's: {row.email}"
        ))  # fmt: skip
    return by_code or by_email


def _places(unit: UnitRow) -> dict[str, Any]:
    """Its parent and head, who had to be there first."""
    given = {"parent_code": unit.parent, "head_id": _key(unit.head)}
    names = {"parent_code": "parent", "head_id": "head"}
    return {column: v for column, v in given.items() if names[column] in unit.model_fields_set}


def _key(code: str | None) -> int | None:
    return db.session.scalar(select(Person.id).where(Person.code == code)) if code else None


def _time(clock: str) -> time:
    return time.fromisoformat(clock)

"""Who has how much open work, who is away, and how much of a full desk everybody works."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_capacity import RANGE, set_capacity
from app.database import transaction
from app.queries import absences, load, office, people
from app.queries.cases import today
from app.web import rehearsing
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from app.web.settings.telling import tell
from workflows.errors import Invalid, UnknownReference
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Absence, Person

NONE_IN_TURN = Words(
    "ผู้นี้ไม่ได้รับเรื่องใหม่จากการเวียนหรือแบ่ง", "They are given no new cases in turn or by least open work"
)


@blueprint.get("/load")
def open_work() -> str:
    """One line a person, unit by unit."""
    return _page()


@blueprint.post("/load/<int:key>")
def capacity(key: int) -> str | Response | tuple[str, int]:
    """The person takes so much work from now on, once it was read what that means."""
    typed = request.form.get("capacity", "").strip()

    def keep() -> None:
        set_capacity(_able(key), _number(typed), actor(), datetime.now(UTC))

    try:
        rehearsing.attempt(keep)
        person = _able(key)
        title = Words(f"กำลังรับงานของ{person.name}", f"The capacity of {person.name}")
        lines = _effects(person, _number(typed))
        if page := rehearsing.ask(title, lines, url_for("settings.open_work")):
            return page
        with transaction():
            keep()
    except Invalid:
        return _page({key: typed}), 422
    tell(Words("บันทึกแล้ว", "Saved"))
    return redirect(url_for("settings.open_work"))


def _able(key: int) -> "Person":
    able = {person.id: person for person in people.possible_owners(restricted=False)}
    if key not in able:
        raise UnknownReference(str(key))
    return able[key]


def _effects(person: "Person", wanted: int) -> list[Words]:
    """The figure as it was and would be, and what new cases are shared out by then."""
    if wanted == person.capacity:
        return [rehearsing.NO_CHANGE]
    work, was = load.open_cases([person.id])[person.id], person.capacity
    change = Words(f"กำลังรับงานร้อยละ {was} → {wanted}", f"Capacity {was}% → {wanted}%")
    stays = Words(f"เรื่องในมือ {work:,} เรื่องยังเป็นของผู้นี้", f"{work:,} open cases stay theirs")
    if not wanted:
        return [change, NONE_IN_TURN, stays]
    full = work * 100 / wanted
    shared = Words(
        f"เมื่อแบ่งเรื่องใหม่ นับงานของผู้นี้เท่ากับ {full:,.1f} เรื่องของผู้ทำงานเต็มเวลา",
        f"When new cases are shared out, this work counts as {full:,.1f} cases on a full desk",
    )
    return [change, shared, stays]


def _page(refused: dict[int, str] | None = None) -> str:
    owners = people.possible_owners(restricted=False)
    away = absences.away(today(datetime.now(UTC)))
    work = load.open_cases([person.id for person in owners])
    units = {unit.code: unit.name for unit in office.units()}
    lines = [
        _line(person, units.get(person.unit_code or ""), work[person.id], away.get(person.id))
        for person in sorted(owners, key=lambda person: person.unit_code or "")
    ]
    return render_template("settings/load.html", lines=lines, refused=refused or {}, problem=RANGE)


def _line(
    person: "Person", unit: Words | None, work: int, away: "Absence | None"
) -> dict[str, Any]:
    """``full``: how much it would be on a full desk, which is what is compared."""
    return {
        "key": person.id, "name": person.name, "unit": unit, "open": work,
        "capacity": person.capacity, "away": away.to_on if away else None,
        "full": work * 100 / person.capacity if person.capacity else None,
    }  # fmt: skip


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 5 else -1

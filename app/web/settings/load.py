"""Who has how much open work, who is away, and how much of a full desk everybody works."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_capacity import RANGE, set_capacity
from app.database import transaction
from app.queries import absences, load, office, people
from app.queries.cases import today
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from workflows.errors import Invalid, UnknownReference
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Absence, Person


@blueprint.get("/load")
def open_work() -> str:
    """One line a person, unit by unit."""
    return _page()


@blueprint.post("/load/<int:key>")
def capacity(key: int) -> Response | tuple[str, int]:
    """The person takes so much work from now on."""
    typed = request.form.get("capacity", "").strip()
    try:
        with transaction():
            able = {p.id: p for p in people.possible_owners(restricted=False)}
            if key not in able:
                raise UnknownReference(str(key))
            set_capacity(able[key], _number(typed), actor(), datetime.now(UTC))
    except Invalid:
        return _page({key: typed}), 422
    return redirect(url_for("settings.open_work"))


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

"""How much open work everybody has, and how much of a full desk they work, by calls."""

from datetime import UTC, datetime

from flask import Response

from app.actions.keep_capacity import set_capacity
from app.database import transaction
from app.queries import absences, load, people
from app.queries.cases import today
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked_work import Capacity
from app.web.api.shapes_work import Desk, Desks
from workflows.errors import UnknownReference


@blueprint.get("/settings/load")
@describes(Operation("Open cases and capacity of everybody who may own cases", Desks))
def desks() -> Response:
    """One line a person."""
    return _all()


@blueprint.post("/settings/load/<int:key>")
@describes(Operation("Set how much of a full desk somebody works, in percent", Desks,
                     takes=(Capacity,), errors=(400, 404, 415, 422)))  # fmt: skip
def new_capacity(key: int) -> Response:
    """New cases are shared out by it from now on."""
    asked = reading.body(Capacity)
    with transaction():
        able = {person.id: person for person in people.possible_owners(restricted=False)}
        if key not in able:
            raise UnknownReference(str(key))
        set_capacity(able[key], asked.capacity, actor(), datetime.now(UTC))
    return _all()


def _all() -> Response:
    owners = people.possible_owners(restricted=False)
    away = absences.away(today(datetime.now(UTC)))
    work = load.open_cases([person.id for person in owners])
    items = [
        Desk(id=person.id, person=person.email, unit=person.unit_code, open=work[person.id],
             capacity=person.capacity, away=person.id in away)
        for person in owners
    ]  # fmt: skip
    return tell(Desks(items=items))

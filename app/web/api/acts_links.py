"""The acts that tie cases together; two of them are the correspondent's own."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response, abort, current_app

from app.actions.appeal import Appealed
from app.actions.appeal import appeal as lodge
from app.actions.merge import merge as let_follow
from app.actions.merge import unmerge as let_go
from app.actions.raise_wall import Named, raise_wall
from app.actions.raise_wall import lift_wall as let_in
from app.actions.reopen import ask_reopening, refuse_reopening
from app.actions.split import split as cut
from app.database import transaction
from app.intake.api import secret_of
from app.queries import cases, wall_list
from app.web.access import actor, visitor
from app.web.access_roles import CASES
from app.web.api import reading, told
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked_links import (
    Because,
    LiftedWall,
    NewAppeal,
    NewMerge,
    NewParts,
    NewWall,
    WallsPage,
)
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Kept, Moved, Receipt, Walled, Walls
from workflows.errors import UnknownReference
from workflows.secrets import digest, new_token

if TYPE_CHECKING:
    from app.models import Case
    from app.queries.wall_list import Row

OWN = (400, 404, 409, 415, 422)


@blueprint.post("/cases/<reference>/reopen-request")
@describes(Operation(
    "Ask for another look at the answer, within the office's window", Kept, 201, takes=(Because,),
    keys=("caseSecret",), errors=OWN,
))  # fmt: skip
def reopen_request(reference: str) -> Response:
    """The wish waits for a manager's decision."""
    secret, now = reading.case_secret() or abort(401), datetime.now(UTC)
    asked = reading.body(Because)
    with transaction():
        own = cases.get_to_change(cases.find_by_secret(reference, secret).id)
        ask_reopening(own, now, asked.reason)
        made = Kept(reference=own.reference, at=now)
    return tell(made, 201)


@blueprint.post("/cases/<reference>/appeal")
@describes(Operation(
    "Appeal: a case of its own, with its reference and secret; staff take one down with a token, "
    "a channel and If-Match, and are told where the first case stands", Receipt | Moved, 201,
    takes=(NewAppeal,), keys=("caseSecret", "bearer"), headers=("Idempotency-Key",),
    errors=(*OWN, 403, 412, 428),
))  # fmt: skip
def appeal(reference: str) -> Response:
    """The appeal is registered with the unit above."""
    secret = reading.case_secret()
    if secret is None:
        return _taken_down(reference)
    asked, key = reading.body(NewAppeal), digest(reading.idempotency_key())
    with transaction() as session:
        case = cases.get_to_change(cases.find_by_secret(reference, secret).id)
        source = f"appeal:{case.id}:{key}"
        own = secret_of(source, current_app.config["SECRET_KEY"])
        made = lodge(case, datetime.now(UTC), Appealed(
            asked.reason, "api", source, digest(own), acknowledged=True
        ))  # fmt: skip
        session.flush()
        receipt = Receipt(reference=made.reference, secret=own, kind=made.kind, state=made.state,
                          received_at=made.received_at, deadlines=told.deadlines(made))  # fmt: skip
    return tell(receipt, 201)


def _taken_down(reference: str) -> Response:
    person = visitor() or abort(401)
    if not person.has(*CASES):
        raise UnknownReference(reference)
    asked, key = reading.body(NewAppeal), f"appeal:{new_token()}"

    def take(case: "Case", now: datetime) -> None:
        lodge(case, now, Appealed(asked.reason, asked.channel, key), person)

    return change(reference, lambda case, _, now: take(case, now), 201)


@blueprint.post("/cases/<reference>/refuse-reopen")
@describes(Operation(
    "The answer stands: tell the correspondent why", Moved, takes=(Because,),
    headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def refuse_reopen(reference: str) -> Response:
    """The wish for another look is decided."""
    asked = reading.body(Because)
    return change(reference, lambda case, who, now: refuse_reopening(case, who, now, asked.reason))


@blueprint.post("/cases/<reference>/wall")
@describes(Operation(
    "Keep a person or a unit away from a case that names them", Moved, 201, takes=(NewWall,),
    headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def wall(reference: str) -> Response:
    """For them the case does not exist any more."""
    named = Named(**reading.body(NewWall).model_dump())
    return change(reference, lambda case, who, now: raise_wall(case, who, now, named), 201)


@blueprint.post("/cases/<reference>/lift-wall")
@describes(Operation(
    "Let them come near again", Moved, takes=(LiftedWall,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def lift_wall(reference: str) -> Response:
    """The wall does not stand any more; it stays on record."""
    asked = reading.body(LiftedWall)
    return change(
        reference, lambda case, who, now: let_in(case, asked.wall, who, now, asked.reason)
    )


@blueprint.get("/walls")
@describes(Operation(
    "List the walls of the cases one may see, the newest first; an auditor is told of those of "
    "restricted cases too, without the case", Walls, query=WallsPage, errors=(422,),
))  # fmt: skip
def walls() -> Response:
    """One page of walls."""
    found = wall_list.page(actor(), reading.query(WallsPage).after)
    return tell(Walls(items=[_told(row) for row in found.rows], next=found.next))


def _told(row: "Row") -> Walled:
    known = bool(row.reference)
    person = row.wall.person
    return Walled(
        wall=row.wall.id if known else None, reference=row.reference or None,
        person=person.email if person and known else None,
        unit=row.wall.unit_code if known else None, reason=row.wall.reason if known else "",
        outside_body=row.wall.outside_body, raised_at=row.wall.raised_at,
        lifted_at=row.wall.lifted_at,
    )  # fmt: skip


@blueprint.post("/cases/<reference>/merge")
@describes(Operation(
    "Let a case follow another one: the same owner, and in the end the same answer", Moved, 201,
    takes=(NewMerge,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def merge(reference: str) -> Response:
    """The case follows."""
    new = reading.body(NewMerge)
    return change(
        reference, lambda case, who, now: let_follow(case, new.into, who, now, new.note), 201
    )


@blueprint.post("/cases/<reference>/unmerge")
@describes(Operation(
    "Undo a merge", Moved, takes=(Because,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def unmerge(reference: str) -> Response:
    """The case goes its own way again."""
    asked = reading.body(Because)
    return change(reference, lambda case, who, now: let_go(case, who, now, asked.reason))


@blueprint.post("/cases/<reference>/split")
@describes(Operation(
    "Cut parts out of a case; each is a case of its own, named under `related`", Moved, 201,
    takes=(NewParts,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def split(reference: str) -> Response:
    """The parts are cases; the correspondent is told."""
    parts = [part.as_part() for part in reading.body(NewParts).parts]
    return change(reference, lambda case, who, now: cut(case, who, now, parts), 201)

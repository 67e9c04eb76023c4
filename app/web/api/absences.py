"""Who is away, by calls: each says so for themselves, a manager for anybody."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response

from app.actions.keep_absence import MAY_NOT, add_absence, end_absence
from app.database import transaction
from app.queries import absences as questions
from app.queries import people
from app.queries.cases import today
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked_work import AbsenceOf, NewAbsence
from app.web.api.shapes_work import Absences, AwayTime, OwnAbsences
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person

WHO = Words("ไม่มีเจ้าหน้าที่ที่ใช้อีเมลนี้", "Nobody who works here has this address")


@blueprint.get("/absences")
@describes(Operation("One's own absences that are not over, and those one covers", OwnAbsences))
def own_absences() -> Response:
    """When the caller is away, and for whom they stand in."""
    return _own()


@blueprint.post("/absences")
@describes(Operation("Say that one is away; the same again changes nothing", AwayTime, 201,
                     takes=(NewAbsence,), errors=(400, 415, 422)))  # fmt: skip
def new_absence() -> Response:
    """The caller is away on these days."""
    return _add(actor(), reading.body(NewAbsence))


@blueprint.post("/absences/<int:key>/end")
@describes(Operation("End an absence of one's own; gives what is left", OwnAbsences,
                     errors=(404,)))  # fmt: skip
def end_own_absence(key: int) -> Response:
    """The caller is here again from today."""
    with transaction():
        end_absence(questions.find(key, actor()), actor(), datetime.now(UTC))
    return _own()


@blueprint.get("/settings/absences")
@describes(Operation("Everybody's absences that are not over", Absences))
def all_absences() -> Response:
    """Who is away, or will be."""
    return _all()


@blueprint.post("/settings/absences")
@describes(Operation("Say that somebody is away; the same again changes nothing", AwayTime, 201,
                     takes=(AbsenceOf,), errors=(400, 415, 422)))  # fmt: skip
def new_absence_of() -> Response:
    """That person is away on these days."""
    new = reading.body(AbsenceOf)
    person = people.by_email(new.person)
    if person is None or person not in people.staff():
        raise Invalid(person=WHO)
    return _add(person, new)


@blueprint.post("/settings/absences/<int:key>/end")
@describes(Operation("End anybody's absence; gives what is left", Absences, errors=(404,)))
def end_absence_of(key: int) -> Response:
    """That person is here again from today."""
    with transaction():
        end_absence(questions.find(key), actor(), datetime.now(UTC))
    return _all()


def _add(person: "Person", new: NewAbsence) -> Response:
    now = datetime.now(UTC)
    with transaction():
        deputy = people.by_email(new.deputy) if new.deputy else None
        if new.deputy and deputy is None:
            raise Invalid(deputy=MAY_NOT)
        row = add_absence(person, now, actor=actor(), from_on=new.from_on, to_on=new.to_on,
                          deputy=deputy, note=new.note)  # fmt: skip
        made = AwayTime.of(row, today(now))
    return tell(made, 201)


def _own() -> Response:
    who, day = actor(), today(datetime.now(UTC))
    mine = [AwayTime.of(row, day) for row in questions.of(who, day)]
    covering = [AwayTime.of(row, day) for row in questions.covered_by(who, day)]
    return tell(OwnAbsences(items=mine, covering=covering))


def _all() -> Response:
    day = today(datetime.now(UTC))
    return tell(Absences(items=[AwayTime.of(row, day) for row in questions.all_since(day)]))

"""Gives one of several cases to another owner by the step its state allows; or only tries to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import db
from app.models import Case, Letter, Person
from workflows import State

ASSIGN, TRANSFER = "assign", "transfer"


@dataclass(frozen=True)
class Move:
    """To whom and why; without ``step`` what nobody owns is assigned, the rest transferred."""

    owner: str
    unit: str = ""
    reason: str = ""
    step: str = ""


def move(case: Case, actor: Person, now: datetime, wanted: Move) -> int:
    """The case has its new owner; how many letters go out. Refused as the step is refused."""
    last = db.session.scalar(select(func.max(Letter.id))) or 0
    step = wanted.step or (ASSIGN if case.state is State.RECEIVED else TRANSFER)
    given = Given(owner=wanted.owner, unit=wanted.unit, reason=wanted.reason)
    if step == ASSIGN:
        given = Given(owner=wanted.owner, unit=wanted.unit, note=wanted.reason)
    take_step(case, step, actor, now, given)
    db.session.flush()
    new = select(func.count()).select_from(Letter).where(
        Letter.id > last, Letter.created_at == now, Letter.status == "ready"
    )  # fmt: skip
    return db.session.scalar(new) or 0

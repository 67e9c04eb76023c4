"""The correspondent says what they thought of our work, after the end."""

from datetime import datetime

from app.actions.record import record
from app.database import db
from app.models import Case, Rating
from workflows import NotAllowed
from workflows.errors import Invalid
from workflows.words import Words

SCALE = range(1, 6)


def rate(case: Case, now: datetime, handling: int, outcome: int | None, comment: str = "") -> None:
    """Handling and outcome are rated apart, 1 to 5; another opinion replaces the first."""
    if case.state.is_open:
        raise NotAllowed("rate", case.state)
    if handling not in SCALE or (outcome is not None and outcome not in SCALE):
        raise Invalid(handling=Words("ให้คะแนน 1 ถึง 5", "Rate from 1 to 5"))
    rating = db.session.get(Rating, case.id) or Rating(case_id=case.id)
    if (rating.handling, rating.outcome, rating.comment) == (handling, outcome, comment):
        return
    case.visited = case.anonymous
    rating.at, rating.handling, rating.outcome, rating.comment = now, handling, outcome, comment
    db.session.add(rating)
    record(case, "rated", now, by="correspondent")

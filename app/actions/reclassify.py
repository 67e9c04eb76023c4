"""A manager changes the kind or topic of a case; the routing rules may think again."""

from datetime import datetime

from app.actions.classify import classify
from app.actions.route import route_again
from app.models import Case, Person
from app.queries.rights import hats
from workflows import By, NotAllowed


def reclassify(case: Case, actor: Person, now: datetime, *, kind: str, topic: str | None) -> None:
    """A manager changes kind or topic of an open case; the timeline has old and new.

    Of a case that nobody owns yet, the rules that read kind or topic are asked once more.
    """
    if By.MANAGER not in hats(case, actor):
        raise NotAllowed("reclassify", case.state, forbidden=True)
    if not case.state.is_open:
        raise NotAllowed("reclassify", case.state)
    before = (case.kind, case.topic_code)
    classify(case, actor, now, kind=kind, topic=topic)
    if before != (case.kind, case.topic_code):
        route_again(case, now)

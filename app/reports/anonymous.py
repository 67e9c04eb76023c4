"""What anonymous people were promised, whether it was kept, and how many of them came back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.database import db
from app.models import Case
from app.reports.catalogue import ANONYMOUS
from app.reports.counting import bangkok_date
from app.reports.measures import percent

_BY = func.coalesce(Case.first_answer_by, Case.resolve_by)


@dataclass(frozen=True)
class Anonymous:
    """The anonymous cases of a period by their official date of receipt, as they stand now."""

    received: int
    due: int
    met: int
    returned: int

    def as_dict(self) -> dict[str, Any]:
        """The figures as programs read them; None where there is no value."""
        return {
            "received": self.received,
            "promise_kept": {
                "met": self.met, "due": self.due, "percent": percent(self.met, self.due),
            },
            "returned": {
                "returned": self.returned, "received": self.received,
                "percent": percent(self.returned, self.received),
            },
            "definitions": {
                name: figure.definition._asdict() for name, figure in ANONYMOUS.figures.items()
            },
        }  # fmt: skip


def anonymous(first: date, last: date, today: date) -> Anonymous:
    """Counted in one question, by the index of anonymous cases."""
    query = select(
        func.count(), func.count().filter(_due(today)), func.count().filter(_kept()),
        func.count(Case.returned_on),
    )  # fmt: skip
    asked = query.where(Case.anonymous.is_(True), Case.official_on.between(first, last))
    return Anonymous(*db.session.execute(asked).one())


def _due(today: date) -> ColumnElement[bool]:
    answered = Case.first_answered_at.is_not(None)
    return and_(_BY.is_not(None), or_(answered, today > _BY))


def _kept() -> ColumnElement[bool]:
    return bangkok_date(Case.first_answered_at) <= _BY


# The cases behind a figure; who came back is told of nobody, it is a number only.
BEHIND: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "anonymous.received": lambda _: Case.anonymous.is_(True),
    "anonymous.due": lambda today: and_(Case.anonymous.is_(True), _due(today)),
    "anonymous.met": lambda _: and_(Case.anonymous.is_(True), _kept()),
}

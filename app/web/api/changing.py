"""One way to change a case by a call: to the version the caller has seen, or not at all."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response

from app.database import transaction
from app.queries import cases
from app.web.access import actor
from app.web.api import reading, told
from app.web.api.answers import tell

if TYPE_CHECKING:
    from app.models import Case, Person

Act = Callable[["Case", "Person", datetime], object]
ERRORS = (400, 403, 404, 409, 412, 415, 422, 428)


def change(reference: str, act: Act, status: int = 200) -> Response:
    """``act`` is done to the version the caller has seen, or nothing is; where the case stands."""
    version, now = reading.version(), datetime.now(UTC)
    with transaction() as session:
        case = cases.find_to_change(reference, actor(), version)
        act(case, actor(), now)
        session.flush()
        made = told.moved(case)
    return tell(made, status, version=made.version)

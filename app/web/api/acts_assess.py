"""Assessing a case by a call."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response

from app.actions.assess import Assessment
from app.actions.assess import assess as assess_case
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.asked_assess import NewAssessment
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Moved

if TYPE_CHECKING:
    from app.models import Case, Person


@blueprint.post("/cases/<reference>/assess")
@describes(Operation(
    "Assess severity, complexity, remedy sought and place; the dates may follow", Moved,
    takes=(NewAssessment,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def assess(reference: str) -> Response:
    """The case is assessed anew."""
    given = reading.body(NewAssessment).model_dump(exclude_none=True)

    def change_it(case: "Case", who: "Person", now: datetime) -> None:
        assess_case(case, who, now, replace(Assessment.of(case), **given))

    return change(reference, change_it)

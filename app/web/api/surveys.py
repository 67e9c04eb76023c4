"""The surveys for other programs: which there are, and how far each has come."""

from datetime import UTC, date, datetime
from typing import Literal

from flask import Response
from pydantic import BaseModel

from app.queries import surveys as questions
from app.queries.cases import today
from app.queries.surveys import Counts
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from workflows.surveys import ENTRIES, stage


class Asked(BaseModel):
    """How far a survey has come; ``answered`` by the channel of the answer."""

    sampled: int
    invited: int
    delivered: int
    reminded: int
    responses: int
    answered: dict[str, int]


class GroupState(Asked):
    """The same of one group."""

    group: str


class SurveyState(Asked):
    """One survey; who is asked is told to no program."""

    code: str
    name: str
    fiscal_year_be: int
    state: Literal["draft", "waiting", "open", "closed"]
    opens_on: date | None
    closes_on: date | None
    anonymous: bool
    groups: list[GroupState]


class Surveys(BaseModel):
    """All surveys in use, the newest year first."""

    surveys: list[SurveyState]


@blueprint.get("/surveys")
@describes(Operation("The surveys and how far each has come", Surveys))
def surveys() -> Response:
    """Counts by survey and group."""
    groups: dict[str, list[GroupState]] = {}
    for (code, group), counts in sorted(questions.counts().items()):
        groups.setdefault(code, []).append(GroupState(group=group, **_told(counts)))
    day = today(datetime.now(UTC))
    return tell(Surveys(surveys=[
        SurveyState(
            code=one.code, name=one.name_th, fiscal_year_be=one.fiscal_year,
            state=stage(one.opens_on, one.closes_on, day).value, opens_on=one.opens_on,
            closes_on=one.closes_on, anonymous=one.anonymous, groups=groups.get(one.code, []),
            **_told(counts),
        )
        for one, counts in questions.listed()
    ]))  # fmt: skip


def _told(counts: Counts) -> dict:
    return {
        "sampled": counts.sampled, "invited": counts.invited, "delivered": counts.delivered,
        "reminded": counts.reminded, "responses": counts.responses,
        "answered": {name: counts.answered.get(name, 0) for name in ENTRIES},
    }  # fmt: skip

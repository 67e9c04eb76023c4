"""What people told us, for other programs: the results of a survey, and ratings after a case."""

from datetime import UTC, datetime
from typing import Annotated

from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from app.queries.cases import today
from app.reports.annexes.cs6 import as_data
from app.reports.likert import TABLES
from app.reports.ratings import rating_data
from app.reports.ratings import ratings as count_ratings
from app.reports.survey_results import survey_results as results_of
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from workflows.errors import Invalid
from workflows.fiscal import fiscal_year
from workflows.words import Words


class BandsAsked(BaseModel):
    """``bands``: a or b, one of the two band tables; without it the survey's own."""

    model_config = ConfigDict(extra="forbid")

    bands: Annotated[str, Field(description=f"of {', '.join(TABLES)}")] = ""


class YearAsked(BaseModel):
    """``year``: fiscal year (B.E.); without it this year."""

    model_config = ConfigDict(extra="forbid")

    year: Annotated[int, Field(ge=2480, le=2679)] | None = None


class Open(BaseModel):
    """A shape that may grow further figures."""

    model_config = ConfigDict(extra="allow")


class Figures(Open):
    """Of one question; ``shown`` false: fewer than five people, and no value is told."""

    n: int
    shown: bool
    mean: float | None
    sd: float | None
    satisfied_percent: float | None
    neutral_percent: float | None
    dissatisfied_percent: float | None


class GroupFigures(Figures):
    """A group's answers to the overall question; ``band`` and ``percent_of_max`` of its mean."""

    group: str
    sampled: int
    responses: int
    response_percent: float | None
    percent_of_max: float | None
    band: str | None


class QuestionFigures(Figures):
    """A question of all, and in ``groups`` of each group."""

    position: int
    text: str
    groups: dict[str, Figures]


class SurveyFigures(Open):
    """The results of a survey; ``groups_without_result`` are silent, which is shown, not hidden."""

    code: str
    fiscal_year_be: int
    groups: list[GroupFigures]
    total: GroupFigures
    items: list[QuestionFigures]
    dissatisfaction: list[QuestionFigures]
    groups_without_result: list[str]
    definitions: dict[str, dict[str, str]]


class RatingFigures(Open):
    """Who was asked, who answered, and what: handling and outcome apart."""

    asked: int
    mailed: int
    answered: int
    silent: int
    response_percent: float | None
    handling: Figures
    outcome: Figures


class RatingsOfYear(Open):
    """Ratings after a case of one fiscal year, by unit, kind, channel and month."""

    fiscal_year_be: int
    total: RatingFigures
    by_unit: list[RatingFigures]
    by_kind: list[RatingFigures]
    by_channel: list[RatingFigures]
    by_month: list[RatingFigures]
    definitions: dict[str, dict[str, str]]


@blueprint.get("/reports/surveys/<code>")
@describes(Operation("Results of a survey", SurveyFigures, query=BandsAsked, errors=(404, 422)))
def survey_results(code: str) -> Response:
    """The results of one survey, by group and question."""
    asked = reading.query(BandsAsked)
    if asked.bands and asked.bands not in TABLES:
        choices = ", ".join(TABLES)
        raise Invalid(bands=Words(f"เลือกจาก {choices}", f"Choose from {choices}"))
    return tell(SurveyFigures.model_validate(as_data(results_of(code, asked.bands))))


@blueprint.get("/reports/ratings")
@describes(Operation("Ratings after a case", RatingsOfYear, query=YearAsked, errors=(422,)))
def ratings() -> Response:
    """The ratings of the cases received in a fiscal year."""
    year = reading.query(YearAsked).year or fiscal_year(today(datetime.now(UTC)))
    return tell(RatingsOfYear.model_validate(rating_data(count_ratings(year))))

"""What each group answered, as counts: from the answers given here, else from imported counts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from json import loads
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import (
    InformationChannel,
    Survey,
    SurveyAnswer,
    SurveyGroup,
    SurveyItem,
    SurveyResponse,
    SurveySample,
)
from app.reports.likert import scale_of

INFORMATION = "การรับรู้ข้อมูลข่าวสาร"  # aspect of the choice that criterion CS2 reads
Place = tuple[str, str]  # codes of survey and group


@dataclass(frozen=True)
class GroupCounts:
    """One group's answers to the overall question: ``counts`` by level, highest first."""

    survey_code: str
    group_code: str
    sampled: int
    counts: Sequence[int]
    responses: int
    by_channel: Mapping[str, int] = field(default_factory=dict)
    imported: bool = False


@dataclass(frozen=True)
class ChannelCounts:
    """How many said that this channel is where they most hear from the office."""

    survey_code: str
    name_th: str
    answers: int


def group_counts(surveys: Sequence[Survey], cut_off: date | None = None) -> list[GroupCounts]:
    """Every group that was asked, by code, in four questions whatever their number.

    A group with answers of its own has those; one without has the imported counts. With
    ``cut_off`` answers count that came by that day.
    """
    codes = [survey.code for survey in surveys]
    levels = {survey.code: scale_of(survey).levels for survey in surveys}
    by = _by(cut_off)
    answered, samples, overall = _channels(codes, by), _samples(codes), _overall(codes, by)
    found = {
        place: GroupCounts(
            *place, samples[place], [overall[place][level] for level in levels[place[0]]],
            sum(answered[place].values()), answered[place],
        )
        for place in {*answered, *samples}
    }  # fmt: skip
    for row in _imported(codes):
        place = (row.survey_code, row.group_code)
        if place not in answered:
            found[place] = GroupCounts(
                *place, row.sampled, row.counts, sum(row.counts), imported=True
            )
    return [found[place] for place in sorted(found)]


def channel_counts(surveys: Sequence[Survey], cut_off: date | None) -> list[ChannelCounts]:
    """Where people hear from us: as answered here, for surveys without an answer as imported."""
    codes = [survey.code for survey in surveys]
    query = _answers(SurveyAnswer.item_id, cast(SurveyAnswer.choices, Text)).where(
        SurveyResponse.survey_code.in_(codes), SurveyItem.kind == "choice",
        SurveyItem.aspect == INFORMATION, _by(cut_off),
    )  # fmt: skip
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    named = {item.id: item.choices for item in _information()}
    for code, _, item, chosen, number in db.session.execute(query):
        for one in loads(chosen or "[]"):
            counted[code][named[item][one][0]] += number
    rows = [
        ChannelCounts(code, name, n) for code, own in counted.items() for name, n in own.items()
    ]
    query_imported = select(InformationChannel).where(
        InformationChannel.retired.is_(False), InformationChannel.survey_code.in_(codes)
    )
    return rows + [
        ChannelCounts(row.survey_code, row.name_th, row.answers)
        for row in db.session.scalars(query_imported.order_by(InformationChannel.id))
        if row.survey_code not in counted
    ]


def level_counts(code: str) -> dict[int, dict[str, dict[int, int]]]:
    """The answers of one survey by question, group and level."""
    query = _answers(SurveyAnswer.item_id, SurveyAnswer.level).where(
        SurveyResponse.survey_code == code, SurveyAnswer.level.is_not(None)
    )
    counted: dict[int, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for _, group, item, level, number in db.session.execute(query):
        counted[item][group][level] = number
    return counted


def choice_counts(code: str) -> dict[int, Counter[int]]:
    """How often each choice of the questions with reasons was named, all groups together."""
    query = _answers(SurveyAnswer.item_id, cast(SurveyAnswer.choices, Text)).where(
        SurveyResponse.survey_code == code, SurveyItem.kind == "reasons"
    )
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    for _, _, item, chosen, number in db.session.execute(query):
        for one in set(loads(chosen or "[]")):
            counted[item][one] += number
    return counted


def _answers(*by: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select:
    """Answers counted by survey, group and ``by``."""
    whose = (SurveyResponse.survey_code, SurveyResponse.group_code, *by)
    query = select(*whose, func.count()).select_from(SurveyResponse)
    query = query.join(SurveyAnswer, SurveyAnswer.response_id == SurveyResponse.id)
    return query.join(SurveyItem, SurveyItem.id == SurveyAnswer.item_id).group_by(*whose)


def _by(cut_off: date | None) -> ColumnElement[bool]:
    """Answered by that day; an answer without a name bears no date, and counts from the closing."""
    if cut_off is None:
        return true()
    last = func.coalesce(Survey.closes_on, SurveyResponse.answered_on)
    came = case((Survey.anonymous, last), else_=SurveyResponse.answered_on)
    return (
        select(Survey.id).where(Survey.code == SurveyResponse.survey_code, came <= cut_off).exists()
    )


def _overall(codes: Collection[str], by: ColumnElement[bool]) -> Mapping[Place, Counter[int]]:
    query = _answers(SurveyAnswer.level).where(
        SurveyResponse.survey_code.in_(codes), SurveyItem.overall,
        SurveyAnswer.level.is_not(None), by,
    )  # fmt: skip
    counted: dict[Place, Counter[int]] = defaultdict(Counter)
    for code, group, level, number in db.session.execute(query):
        counted[code, group][level] += number
    return counted


def _channels(codes: Collection[str], by: ColumnElement[bool]) -> dict[Place, Counter[str]]:
    parts = (SurveyResponse.survey_code, SurveyResponse.group_code, SurveyResponse.channel)
    query = select(*parts, func.count()).where(parts[0].in_(codes), by).group_by(*parts)
    counted: dict[Place, Counter[str]] = defaultdict(Counter)
    for code, group, channel, number in db.session.execute(query):
        counted[code, group][channel] = number
    return counted


def _samples(codes: Collection[str]) -> Counter[Place]:
    parts = (SurveySample.survey_code, SurveySample.group_code)
    query = select(*parts, func.count()).where(parts[0].in_(codes)).group_by(*parts)
    rows = db.session.execute(query)
    return Counter({(code, group): number for code, group, number in rows})


def _imported(codes: Collection[str]) -> Iterable[SurveyGroup]:
    query = select(SurveyGroup).where(
        SurveyGroup.retired.is_(False), SurveyGroup.survey_code.in_(codes)
    )
    return db.session.scalars(query)


def _information() -> Iterable[SurveyItem]:
    query = select(SurveyItem).where(SurveyItem.kind == "choice", SurveyItem.aspect == INFORMATION)
    return db.session.scalars(query)

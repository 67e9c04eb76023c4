"""The results of one survey: every group and every question, with what is missing beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app.database import db
from app.models import StakeholderGroup, Survey, SurveyItem
from app.reports.half_up import percent
from app.reports.likert import (
    FEWEST,
    Measured,
    Scale,
    measure_all,
    scale_of,
    too_few,
)
from app.reports.survey_counts import GroupCounts, choice_counts, group_counts, level_counts
from workflows.errors import UnknownReference
from workflows.surveys import yamane
from workflows.words import Words

ALL = "ALL"
TOTAL = Words("ทุกกลุ่ม", "All groups")
DISSATISFACTION = "dissatisfaction"
WORST = 5  # questions that are ranked


@dataclass(frozen=True)
class Change:
    """This year's figures less last year's, both as shown."""

    mean: float
    satisfied_percent: float


@dataclass(frozen=True)
class Group:
    """A group of CS1, or all together; ``needed`` is Yamane's size of its sample."""

    code: str
    name: Words
    population: int | None
    needed: int | None
    sampled: int
    responses: int
    by_channel: Mapping[str, int]
    measured: Measured
    change: Change | None = None
    imported: bool = False

    @property
    def response_percent(self) -> float | None:
        """Questionnaires returned ÷ sample × 100."""
        return percent(self.responses, self.sampled)

    def channel_percent(self, channel: str) -> float | None:
        """Those returned by that channel ÷ sample × 100."""
        return percent(self.by_channel.get(channel, 0), self.sampled)


@dataclass(frozen=True)
class Item:
    """A question with levels: of all, and of each group; ``turned``: agreeing is bad."""

    position: int
    text: Words
    aspect: str
    turned: bool
    overall: bool
    measured: Measured
    groups: Mapping[str, Measured]
    change: Change | None = None


@dataclass(frozen=True)
class Reason:
    """How many named a reason for being dissatisfied; of all who returned a questionnaire."""

    text: Words
    count: int
    percent: float | None


@dataclass(frozen=True)
class SurveyResults:
    """Everything that a page, a file or an annex tells; ``gaps`` are codes of silent groups."""

    survey: Survey
    groups: Sequence[Group]
    total: Group
    items: Sequence[Item] = ()
    dissatisfaction: Sequence[Item] = ()
    reasons: Sequence[Reason] = ()
    gaps: Sequence[str] = ()
    channels: Sequence[str] = field(default=())

    @property
    def worst(self) -> list[Item]:
        """The questions with the lowest means, the overall one left out."""
        ranked = [
            item for item in self.items if item.measured.mean is not None and not item.overall
        ]
        return sorted(ranked, key=lambda item: (item.measured.mean, item.position))[:WORST]

    @property
    def most_dissatisfying(self) -> list[Item]:
        """The questions on dissatisfaction, the highest means first."""
        ranked = [item for item in self.dissatisfaction if item.measured.mean is not None]
        return sorted(ranked, key=lambda item: (-(item.measured.mean or 0), item.position))


def last_of(year: int) -> str | None:
    """The code of the year's last survey, which CS6 is made from."""
    query = select(Survey.code).where(Survey.fiscal_year == year, Survey.retired.is_(False))
    return db.session.scalar(query.order_by(Survey.id.desc()).limit(1))


def survey_results(code: str, table: str = "") -> SurveyResults:
    """The results of the survey ``code``, with its own bands or those of another band table.

    UnknownReference where there is no such survey.
    """
    survey = db.session.scalar(select(Survey).where(Survey.code == code))
    if survey is None:
        raise UnknownReference(code)
    now = _results(survey, scale_of(survey, table))
    before = db.session.scalar(select(Survey).where(Survey.code == survey.previous_code))
    return _compared(now, _results(before, scale_of(before))) if before else now


def surveys() -> Sequence[Survey]:
    """Every survey in use, the latest first."""
    query = select(Survey).where(Survey.retired.is_(False))
    return db.session.scalars(query.order_by(Survey.fiscal_year.desc(), Survey.id.desc())).all()


def _results(survey: Survey, scale: Scale) -> SurveyResults:
    rows = {row.group_code: row for row in group_counts([survey])}
    known = _groups(rows)
    counts = {code: scale.by_level(row.counts) for code, row in rows.items()}
    measured, whole = measure_all(scale, counts)
    groups = [_group(row, rows.get(row.code), measured.get(row.code, Measured(0))) for row in known]
    total = _total(groups, whole)
    levels = level_counts(survey.code)
    hidden = too_few({row.code: row.responses for row in groups})
    items = _items(survey.questionnaire_id, levels)
    made = [(item, _item(item, scale, levels.get(item.id, {}), hidden)) for item in items]
    return SurveyResults(
        survey, groups, total,
        items=[one for item, one in made if item.kind != DISSATISFACTION],
        dissatisfaction=[one for item, one in made if item.kind == DISSATISFACTION],
        reasons=_reasons(survey.code, sum(row.responses for row in groups if not row.imported)),
        gaps=[row.code for row in groups if not row.measured.n],
        channels=sorted({channel for row in groups for channel in row.by_channel}),
    )  # fmt: skip


def _groups(asked: Iterable[str]) -> Sequence[StakeholderGroup]:
    """The groups of a mission, and whoever else was asked."""
    own = StakeholderGroup.mission_code.is_not(None) & StakeholderGroup.retired.is_(False)
    query = select(StakeholderGroup).where(own | StakeholderGroup.code.in_(list(asked)))
    return db.session.scalars(query.order_by(StakeholderGroup.code)).all()


def needed(population: int | None) -> int | None:
    """The size of a group's sample (workflows/surveys.py); None where its number is not known."""
    return yamane(population) if population else None


def _group(group: StakeholderGroup, row: GroupCounts | None, measured: Measured) -> Group:
    return Group(
        group.code, Words(group.name_th, group.name_th), group.population,
        needed(group.population), row.sampled if row else 0, row.responses if row else 0,
        row.by_channel if row else {}, measured, imported=bool(row and row.imported),
    )  # fmt: skip


def _total(groups: Sequence[Group], measured: Measured) -> Group:
    channels = {channel for row in groups for channel in row.by_channel}
    sizes = [row.needed for row in groups if row.needed]
    return Group(
        ALL, TOTAL, sum(row.population or 0 for row in groups) or None, sum(sizes) or None,
        sum(row.sampled for row in groups), sum(row.responses for row in groups),
        {one: sum(row.by_channel.get(one, 0) for row in groups) for one in channels}, measured,
    )  # fmt: skip


def _items(questionnaire: int | None, answered: Iterable[int]) -> Sequence[SurveyItem]:
    """The questions with levels, in the order in which they are asked."""
    own = (SurveyItem.questionnaire_id == questionnaire) | SurveyItem.id.in_(list(answered))
    query = select(SurveyItem).where(own, SurveyItem.kind.in_(("likert", DISSATISFACTION)))
    return db.session.scalars(query.order_by(SurveyItem.position, SurveyItem.id)).all()


def _item(
    item: SurveyItem, scale: Scale, counts: Mapping[str, Mapping[int, int]], hidden: set[str]
) -> Item:
    """A question on dissatisfaction is told as asked: high is bad, and counts as dissatisfied."""
    apart = item.kind == DISSATISFACTION
    turned = item.polarity < 0 and not apart
    if apart:
        scale = Scale(scale.levels, scale.dissatisfied, scale.satisfied, scale.bands)
    told = {group: scale.turned(own) if turned else own for group, own in counts.items()}
    groups, whole = measure_all(scale, told, hidden)
    text = Words(item.text_th, item.text_en or item.text_th)
    return Item(item.position, text, item.aspect, turned, item.overall, whole, groups)


def _reasons(code: str, responses: int) -> list[Reason]:
    """The reasons named, most often first; nothing while too few people have answered."""
    if responses < FEWEST:
        return []
    counted = choice_counts(code)
    query = select(SurveyItem).where(SurveyItem.id.in_(counted)).order_by(SurveyItem.position)
    found = [
        Reason(Words(item.choices[one][0], item.choices[one][-1]), n, percent(n, responses))
        for item in db.session.scalars(query)
        for one, n in sorted(counted[item.id].items())
    ]
    return sorted(found, key=lambda reason: -reason.count)


def _compared(now: SurveyResults, before: SurveyResults) -> SurveyResults:
    """The same with the change from last year, wherever both have a value."""
    groups = {row.code: row.measured for row in (*before.groups, before.total)}
    asked = {item.text.th: item.measured for item in (*before.items, *before.dissatisfaction)}

    def of_group(row: Group) -> Group:
        return Group(**vars(row) | {"change": _change(row.measured, groups.get(row.code))})

    def of_item(item: Item) -> Item:
        return Item(**vars(item) | {"change": _change(item.measured, asked.get(item.text.th))})

    return SurveyResults(**vars(now) | {
        "groups": [of_group(row) for row in now.groups],
        "total": of_group(now.total),
        "items": [of_item(item) for item in now.items],
        "dissatisfaction": [of_item(item) for item in now.dissatisfaction],
    })  # fmt: skip


def _change(now: Measured, before: Measured | None) -> Change | None:
    if before is None or now.mean is None or before.mean is None:
        return None
    satisfied = (now.satisfied_percent or 0) - (before.satisfied_percent or 0)
    return Change(round(now.mean - before.mean, 2), round(satisfied, 2))

"""Everything the registers and cases say about one fiscal year, read once for Form 2.3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import (
    Activity,
    Case,
    ContactChannel,
    Improvement,
    IntakeChannel,
    ListeningChannel,
    Mission,
    NeedsReview,
    NetworkWork,
    ParticipationWork,
    ServiceAchievement,
    ServiceStandard,
    StakeholderGroup,
    StatedFigure,
    Survey,
)
from app.models.registers.row import RegisterRow, YearRow
from app.reports.case_counts import CaseCounts, count_cases
from app.reports.recurrence import Recurrence
from app.reports.survey_counts import ChannelCounts, GroupCounts, channel_counts, group_counts
from workflows.dates import end_of
from workflows.fiscal import fiscal_days

Row = TypeVar("Row", bound=RegisterRow)
OfYear = TypeVar("OfYear", bound=YearRow)


@dataclass(frozen=True)
class Facts:
    """One fiscal year (B.E.); lists stand in the order in which they were kept."""

    year: int
    cut_off: date | None = None  # what bears a date counts up to it
    cases: CaseCounts = field(default_factory=CaseCounts)
    stated_rows: dict[str, StatedFigure] = field(default_factory=dict)
    missions: Sequence[Mission] = ()
    groups: Sequence[StakeholderGroup] = ()
    reviews: Sequence[NeedsReview] = ()
    listening: Sequence[ListeningChannel] = ()
    intake: Sequence[IntakeChannel] = ()
    network_works: Sequence[NetworkWork] = ()
    contacts: Sequence[ContactChannel] = ()
    activities: Sequence[Activity] = ()
    participation: Sequence[ParticipationWork] = ()
    standards: Sequence[ServiceStandard] = ()
    achievements: Sequence[ServiceAchievement] = ()  # of the months that are over
    improvements: Sequence[Improvement] = ()  # done in the year
    surveys: Sequence[Survey] = ()
    survey_groups: Sequence[GroupCounts] = ()
    information: Sequence[ChannelCounts] = ()
    known_cases: frozenset[str] = frozenset()  # references that stand behind an improvement
    known_surveys: frozenset[str] = frozenset()
    recurrences: Mapping[str, Recurrence] = field(default_factory=dict)  # by improvement

    @property
    def until(self) -> datetime | None:
        """The end of the cut-off day, if there is one."""
        return end_of(self.cut_off) if self.cut_off else None

    @property
    def stated(self) -> dict[str, str]:
        """What the office states for the year, by name."""
        return {name: row.value for name, row in self.stated_rows.items()}

    def contact(self, purpose: str) -> list[str]:
        """The names of the channels of contact that serve ``purpose``."""
        return [row.name_th for row in self.contacts if row.purpose == purpose]

    def achieved(self, code: str) -> tuple[int, int] | None:
        """How often that service was done in the year, and how often within its time."""
        own = [row for row in self.achievements if row.standard_code == code]
        return (sum(row.done for row in own), sum(row.within for row in own)) if own else None

    @property
    def missions_count(self) -> int:
        """As stated in digits for the year, else the missions that have a group."""
        stated = self.stated.get("missions_count", "")
        if stated.isdecimal():
            return int(stated)
        served = {group.mission_code for group in self.groups}
        return sum(1 for mission in self.missions if mission.code in served)

    @property
    def top_information_channel(self) -> str | None:
        """As stated for the year, else what most people named in its survey."""
        if "top_information_channel" in self.stated:
            return self.stated["top_information_channel"]
        top = max(self.information, key=lambda row: row.answers, default=None)
        return top.name_th if top and top.answers else None

    @property
    def service_manual_work(self) -> str | None:
        """As stated for the year, else the first service that has all four: CS7 names one."""
        if "service_manual_work" in self.stated:
            return self.stated["service_manual_work"]
        return next((row.name_th for row in self.standards if row.is_complete), None)

    @property
    def improvements_from_cases(self) -> list[Improvement]:
        """Those whose sources name a case that we know."""
        return [row for row in self.improvements if self.known_cases & set(row.sources)]

    @property
    def improvements_from_surveys(self) -> list[Improvement]:
        """Those whose sources name a survey that we know."""
        return [row for row in self.improvements if self.known_surveys & set(row.sources)]


def gather(year: int, cut_off: date | None = None) -> Facts:
    """The facts of fiscal year ``year``, in a fixed number of questions.

    With ``cut_off`` what bears a date counts up to that day; a list without dates, as it stands.
    """
    first, last = fiscal_days(year)
    last = min(last, cut_off or last)
    surveys = _rows(Survey, Survey.fiscal_year == year, _begun(Survey.opens_on, cut_off))
    improvements = _rows(Improvement, Improvement.done_on.between(first, last))
    sources = {source for row in improvements for source in row.sources}
    return Facts(
        year=year,
        cut_off=cut_off,
        cases=count_cases(year, cut_off),
        stated_rows={
            row.name: row for row in _rows(StatedFigure, StatedFigure.fiscal_year == year)
        },
        missions=_rows(Mission),
        groups=_rows(StakeholderGroup),
        reviews=_rows(
            NeedsReview, NeedsReview.fiscal_year == year, _begun(NeedsReview.reviewed_on, cut_off)
        ),
        listening=_of_year(ListeningChannel, year),
        intake=_rows(IntakeChannel),
        network_works=_of_year(NetworkWork, year),
        contacts=_of_year(ContactChannel, year),
        activities=_rows(Activity, Activity.held_on.between(first, last)),
        participation=_of_year(ParticipationWork, year),
        standards=_rows(ServiceStandard, _begun(ServiceStandard.valid_from, cut_off)),
        achievements=_rows(ServiceAchievement, *_over(first, last)),
        improvements=improvements,
        surveys=surveys,
        survey_groups=group_counts(surveys, cut_off),
        information=channel_counts(surveys, cut_off),
        known_cases=_known(Case.reference, sources),
        known_surveys=_known(Survey.code, sources),
    )


def _rows(model: type[Row], *where: ColumnElement[bool]) -> Sequence[Row]:
    query = select(model).where(model.retired.is_(False), *where)
    return db.session.scalars(query.order_by(model.id)).all()


def _begun(day: InstrumentedAttribute[Any], cut_off: date | None) -> ColumnElement[bool]:
    """No later than the cut-off, or without a date."""
    return or_(day.is_(None), day <= cut_off) if cut_off else true()


def _over(first: date, last: date) -> list[ColumnElement[bool]]:
    """The months from ``first`` on that ``last`` does not cut in two."""
    running = (last + timedelta(days=1)).replace(day=1)
    return [ServiceAchievement.month >= first, ServiceAchievement.month < running]


def _of_year(model: type[OfYear], year: int) -> Sequence[OfYear]:
    """The rows of that year; where it has none, those that hold for every year.

    Channels of contact are asked purpose by purpose.
    """
    rows = _rows(model, or_(model.fiscal_year == year, model.fiscal_year.is_(None)))
    own = {_list(row) for row in rows if row.fiscal_year == year}
    return [row for row in rows if (row.fiscal_year == year) == (_list(row) in own)]


def _list(row: YearRow) -> str:
    return getattr(row, "purpose", "")


def _known(column: InstrumentedAttribute[str], words: set[str]) -> frozenset[str]:
    return frozenset(db.session.scalars(select(column).where(column.in_(words))))

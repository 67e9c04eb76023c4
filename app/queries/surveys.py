"""Questions about surveys: one, the list with its counts, and the way to them by link and code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, select

from app.database import db
from app.models import Letter, Survey, SurveyResponse, SurveySample
from app.queries.cases import today
from workflows.errors import Conflict, UnknownReference
from workflows.secrets import digest, digest_short
from workflows.surveys import occasion

INVITATION, REMINDER = "survey_invitation", "survey_reminder"
ALL = 200
_DELIVERED = ("sent", "kept")


@dataclass
class Counts:
    """How far a survey, or one group of it, has come; ``answered`` by the channel of the answer."""

    sampled: int = 0
    invited: int = 0
    reminded: int = 0
    delivered: int = 0
    answered: dict[str, int] = field(default_factory=dict)

    @property
    def responses(self) -> int:
        """All answers, whatever their channel."""
        return sum(self.answered.values())

    def add(self, other: "Counts") -> None:
        """These and the other ones together."""
        self.sampled += other.sampled
        self.invited += other.invited
        self.reminded += other.reminded
        self.delivered += other.delivered
        for channel, number in other.answered.items():
            self.answered[channel] = self.answered.get(channel, 0) + number


def find(code: str) -> Survey:
    """The survey of that code; UnknownReference otherwise."""
    found = db.session.scalar(select(Survey).where(Survey.code == code))
    if found is None:
        raise UnknownReference(code)
    return found


def find_to_change(code: str, version: int | None = None) -> Survey:
    """The same, locked; Conflict when it is no longer ``version``."""
    found = db.session.scalar(select(Survey).where(Survey.code == code).with_for_update())
    if found is None:
        raise UnknownReference(code)
    if version is not None and found.version != version:
        raise Conflict(code)
    return found


def listed() -> list[tuple[Survey, Counts]]:
    """The surveys in use with their counts, the newest year first."""
    query = select(Survey).where(Survey.retired.is_(False))
    query = query.order_by(Survey.fiscal_year.desc(), Survey.code).limit(ALL)
    found, counted = db.session.scalars(query).all(), counts()
    totals = {survey.code: Counts() for survey in found}
    for (code, _), one in counted.items():
        if code in totals:
            totals[code].add(one)
    return [(survey, totals[survey.code]) for survey in found]


def counts(code: str = "") -> dict[tuple[str, str], Counts]:
    """The counts by survey and group: of one survey, or of all."""
    made: dict[tuple[str, str], Counts] = {}
    by = (SurveySample.survey_code, SurveySample.group_code)
    asked = select(*by, func.count(), func.count(SurveySample.invited_at),
                   func.count(SurveySample.reminded_at)).group_by(*by)  # fmt: skip
    for survey, group, *numbers in db.session.execute(_of(asked, SurveySample.survey_code, code)):
        made[survey, group] = Counts(*numbers)
    sent = select(*by, func.count()).join(Letter, _invitation_of_sample()).group_by(*by)
    for survey, group, number in db.session.execute(_of(sent, SurveySample.survey_code, code)):
        made[survey, group].delivered = number
    of = (SurveyResponse.survey_code, SurveyResponse.group_code, SurveyResponse.channel)
    answers = select(*of, func.count()).group_by(*of)
    for survey, group, channel, number in db.session.execute(_of(answers, of[0], code)):
        made.setdefault((survey, group), Counts()).answered[channel] = number
    return made


def sample_of(sample_id: int) -> tuple[SurveySample, Survey]:
    """Somebody who is asked, and the survey; UnknownReference if there is no such person."""
    query = select(SurveySample, Survey).join(Survey, Survey.code == SurveySample.survey_code)
    row = db.session.execute(query.where(SurveySample.id == sample_id)).first()
    if row is None or row[1].retired:
        raise UnknownReference(str(sample_id))
    return row[0], row[1]


def by_token(token: str) -> int:
    """Who has that link, by their key; UnknownReference for a link that nobody has."""
    return _who(SurveySample.token_hash == digest(token))


def by_code(code: str, key: str) -> int:
    """Who has that short code, however it was typed."""
    return _who(SurveySample.code_hash == digest_short(key, code))


def to_remind(now: datetime) -> Sequence[int]:
    """Who was invited long enough ago, has not answered, and was not reminded yet."""
    day = today(now)
    is_open = (Survey.opens_on <= day, Survey.closes_on >= day, Survey.retired.is_(False))
    found: list[int] = []
    for survey in db.session.scalars(select(Survey).where(*is_open)):
        query = select(SurveySample.id).where(
            SurveySample.survey_code == survey.code, *owed_a_reminder(survey, now)
        )
        found += db.session.scalars(query)
    return found


def owed_a_reminder(survey: Survey, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions on somebody of the sample of ``survey``."""
    before = now - timedelta(days=survey.remind_days)
    return (SurveySample.invited_at <= before, SurveySample.reminded_at.is_(None),
            SurveySample.answered_on.is_(None), SurveySample.email != "")  # fmt: skip


def invitation(sample: SurveySample) -> Letter | None:
    """The letter that invited them."""
    return db.session.scalar(select(Letter).where(
        Letter.case_id.is_(None), Letter.name == INVITATION,
        Letter.occasion == occasion(sample.id),
    ))  # fmt: skip


def has_begun(survey: Survey) -> bool:
    """Whether somebody was invited or has answered: what was promised then must stay."""
    asked = select(SurveySample.id).where(SurveySample.survey_code == survey.code)
    touched = SurveySample.invited_at.is_not(None) | SurveySample.answered_on.is_not(None)
    return db.session.scalar(asked.where(touched).limit(1)) is not None


def _who(condition: ColumnElement[bool]) -> int:
    found = db.session.scalar(select(SurveySample.id).where(condition))
    if found is None:
        raise UnknownReference("sample")
    return found


def invited_by() -> ColumnElement[bool]:
    """That a letter is the invitation of somebody of a sample."""
    about = literal(occasion(0).removesuffix("0")) + cast(SurveySample.id, String)
    return (
        Letter.case_id.is_(None) & (Letter.name == INVITATION) & (Letter.occasion == about)
    )  # fmt: skip


def _invitation_of_sample() -> ColumnElement[bool]:
    return invited_by() & Letter.status.in_(_DELIVERED) & Letter.bounced_at.is_(None)


def _of(query: Any, column: Any, code: str) -> Any:
    return query.where(column == code) if code else query

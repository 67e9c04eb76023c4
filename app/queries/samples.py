"""Questions about who is asked by a survey, group by group, and what was answered in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import (
    Case,
    GroupMember,
    Letter,
    StakeholderGroup,
    Survey,
    SurveyAnswer,
    SurveyItem,
    SurveyResponse,
    SurveySample,
)
from app.queries import surveys
from app.queries.surveys import Counts
from workflows.errors import UnknownReference
from workflows.surveys import ItemKind, sample_size
from workflows.words import Words

PAGE = 50
NO_ADDRESS = Words("ไม่มีอีเมล", "No address")
BOUNCED = Words("อีเมลตีกลับ", "The mail came back")
FAILED = Words("ส่งไม่สำเร็จ", "It could not be sent")
FEWEST = 5  # a group with fewer answers is never named beside one of them


@dataclass(frozen=True)
class GroupAsked:
    """A group of CS1 beside a survey; ``size`` is None where nobody knows how large it is."""

    group: StakeholderGroup
    members: int
    size: int | None
    counts: Counts


@dataclass(frozen=True)
class Unreached:
    """Somebody whom no mail reaches, and why."""

    sample: SurveySample
    why: Words


@dataclass(frozen=True)
class Said:
    """An answer in words; ``group`` only where enough of the group answered."""

    answer: SurveyAnswer
    question: SurveyItem
    group: StakeholderGroup | None
    reference: str | None


def groups(survey: Survey) -> list[GroupAsked]:
    """Every group in use, how many of it should be asked, and how far it has come."""
    query = select(StakeholderGroup).where(StakeholderGroup.retired.is_(False))
    found = db.session.scalars(query.order_by(StakeholderGroup.code)).all()
    counted, known = surveys.counts(survey.code), _members(survey.fiscal_year)
    return [_asked(survey, group, known, counted) for group in found]


def group(survey: Survey, code: str) -> GroupAsked:
    """One of them; UnknownReference for another code."""
    for one in groups(survey):
        if one.group.code == code:
            return one
    raise UnknownReference(code)


def members(survey: Survey, code: str) -> Sequence[GroupMember]:
    """The list of CS1 for the year of the survey: its own, else the one for every year."""
    query = select(GroupMember).where(
        GroupMember.group_code == code, GroupMember.retired.is_(False)
    )
    own = db.session.scalars(query.where(GroupMember.fiscal_year == survey.fiscal_year)).all()
    return own or db.session.scalars(query.where(GroupMember.fiscal_year.is_(None))).all()


def sample(survey: Survey, code: str) -> Sequence[SurveySample]:
    """Who of the group is asked, by name."""
    query = select(SurveySample).where(
        SurveySample.survey_code == survey.code, SurveySample.group_code == code
    )
    return db.session.scalars(query.order_by(SurveySample.name, SurveySample.id)).all()


def unreached(survey: Survey, code: str = "") -> list[Unreached]:
    """Who has not answered and has no invitation that arrived, by name; of one group or of all."""
    query = (
        select(SurveySample, Letter)
        .outerjoin(Letter, surveys.invited_by())
        .where(
            SurveySample.survey_code == survey.code, SurveySample.answered_on.is_(None),
            (SurveySample.email == "") | Letter.bounced_at.is_not(None)
            | Letter.status.in_(("failed", "held")),
        )
    )  # fmt: skip
    if code:
        query = query.where(SurveySample.group_code == code)
    ordered = query.order_by(SurveySample.name, SurveySample.id)
    return [Unreached(sample, _why(letter)) for sample, letter in db.session.execute(ordered)]


def _why(letter: Letter | None) -> Words:
    if letter is None:
        return NO_ADDRESS
    return BOUNCED if letter.bounced_at else FAILED


def said(survey: Survey, after: int | None) -> tuple[list[Said], int | None]:
    """A page of the answers in words, in no order that tells anything, and the next key."""
    query = _words(survey).order_by(SurveyAnswer.id).limit(PAGE + 1)
    rows = db.session.execute(query.where(SurveyAnswer.id > (after or 0))).all()
    large = _large_groups(survey)
    shown = [
        Said(row[0], row[1], row[2] if row[2].code in large else None, row[3])
        for row in rows[:PAGE]
    ]
    return shown, shown[-1].answer.id if len(rows) > PAGE else None


def said_one(survey: Survey, answer_id: int) -> Said:
    """One of them; UnknownReference if it is no answer in words to this survey."""
    row = db.session.execute(_words(survey).where(SurveyAnswer.id == answer_id)).first()
    if row is None:
        raise UnknownReference(str(answer_id))
    return _said(row, _large_groups(survey))


def answered_by(answer: SurveyAnswer) -> SurveySample | None:
    """Who gave that answer, where the survey promised no anonymity."""
    query = select(SurveySample).join(SurveyResponse, SurveyResponse.sample_id == SurveySample.id)
    return db.session.scalar(query.where(SurveyResponse.id == answer.response_id))


def _words(survey: Survey) -> Any:
    return (
        select(SurveyAnswer, SurveyItem, StakeholderGroup, Case.reference)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .join(SurveyItem, SurveyItem.id == SurveyAnswer.item_id)
        .join(StakeholderGroup, StakeholderGroup.code == SurveyResponse.group_code)
        .outerjoin(Case, Case.id == SurveyAnswer.case_id)
        .where(SurveyResponse.survey_code == survey.code, SurveyItem.kind == ItemKind.OPEN.value,
               SurveyAnswer.text != "")
    )  # fmt: skip


def _said(row: Any, large: set[str]) -> Said:
    answer, question, group, reference = row
    return Said(answer, question, group if group.code in large else None, reference)


def _large_groups(survey: Survey) -> set[str]:
    query = select(SurveyResponse.group_code).where(SurveyResponse.survey_code == survey.code)
    query = query.group_by(SurveyResponse.group_code).having(func.count() >= FEWEST)
    return set(db.session.scalars(query))


def _asked(
    survey: Survey, group: StakeholderGroup, known: dict[str, int],
    counted: dict[tuple[str, str], Counts],
) -> GroupAsked:  # fmt: skip
    population = group.population or known.get(group.code)
    size = sample_size(population) if population else None
    here = counted.get((survey.code, group.code), Counts())
    return GroupAsked(group, known.get(group.code, 0), size, here)


def _members(year: int) -> dict[str, int]:
    """How many are listed of each group: for the year, else for every year."""
    query = select(GroupMember.group_code, GroupMember.fiscal_year, func.count()).where(
        GroupMember.retired.is_(False),
        (GroupMember.fiscal_year == year) | GroupMember.fiscal_year.is_(None),
    )
    by_year: dict[str, dict[int | None, int]] = {}
    for code, of, number in db.session.execute(
        query.group_by(GroupMember.group_code, GroupMember.fiscal_year)
    ):
        by_year.setdefault(code, {})[of] = number
    return {code: years.get(year) or years.get(None, 0) for code, years in by_year.items()}

"""Questions about questionnaires: their versions, whether one is in use, and the next number."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.models import Questionnaire, Survey, SurveyItem
from workflows.errors import Conflict, UnknownReference

ALL = 200  # versions that a page lists


def versions() -> Sequence[tuple[Questionnaire, int, int]]:
    """Every version with how many items it has and how many surveys use it; newest first."""
    items = select(func.count()).where(SurveyItem.questionnaire_id == Questionnaire.id)
    used = select(func.count()).where(Survey.questionnaire_id == Questionnaire.id)
    query = select(Questionnaire, items.scalar_subquery(), used.scalar_subquery())
    query = query.order_by(Questionnaire.code, Questionnaire.number.desc()).limit(ALL)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def usable() -> Sequence[Questionnaire]:
    """The versions that a new survey may take: not retired, with an item."""
    has_items = exists().where(SurveyItem.questionnaire_id == Questionnaire.id)
    query = select(Questionnaire).where(Questionnaire.retired.is_(False), has_items)
    query = query.order_by(Questionnaire.code, Questionnaire.number.desc())
    return db.session.scalars(query.limit(ALL)).all()


def find(key: int) -> Questionnaire:
    """One version with its items; UnknownReference if there is none."""
    query = select(Questionnaire).where(Questionnaire.id == key)
    found = db.session.scalar(query.options(selectinload(Questionnaire.items)))
    if found is None:
        raise UnknownReference(str(key))
    return found


def find_to_change(key: int, version: int) -> Questionnaire:
    """The same, locked; Conflict if somebody changed it since ``version``."""
    if db.session.get(Questionnaire, key, with_for_update=True) is None:
        raise UnknownReference(str(key))
    found = find(key)
    if found.version != version:
        raise Conflict(str(key))
    return found


def is_used(questionnaire: Questionnaire) -> bool:
    """Whether any survey asks, or asked, these very questions."""
    query = select(exists().where(Survey.questionnaire_id == questionnaire.id))
    return bool(db.session.scalar(query))


def last_number(code: str) -> int:
    """The highest version of that code; 0 where there is none."""
    query = select(func.max(Questionnaire.number)).where(Questionnaire.code == code)
    return db.session.scalar(query) or 0

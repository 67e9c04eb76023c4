"""Builds questionnaires: a version no survey uses may change, a used one is copied to the next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from app.actions.questionnaire_values import HEAD, read_head, read_item
from app.actions.record import record_elsewhere
from app.database import alone, db
from app.intake.questionnaire_file import standard
from app.models import Person, Questionnaire, SurveyItem
from app.queries import questionnaires
from workflows.errors import Invalid, UnknownReference
from workflows.surveys import ITEMS
from workflows.words import Words

ITEM = ("kind", "aspect", "polarity", "text_th", "text_en", "choices", "overall", "required")
USED = Words(
    "มีแบบสำรวจใช้รุ่นนี้แล้ว คำถามจึงเปลี่ยนไม่ได้ คัดลอกเป็นรุ่นถัดไปก่อน",
    "A survey uses this version, so its questions stay: copy it to the next version first",
)
THERE = Words("มีแบบสอบถามรหัสนี้แล้ว คัดลอกเป็นรุ่นถัดไป", "There is one of this code: copy it")
FULL = Words(f"มีได้ไม่เกิน {ITEMS} ข้อ", f"At most {ITEMS} questions")


def add_questionnaire(given: Mapping[str, Any], actor: Person, now: datetime) -> Questionnaire:
    """There is a first version without questions. Invalid names each field that cannot be."""
    values = read_head(given)
    if questionnaires.last_number(values["code"]):
        raise Invalid(code=THERE)
    return _add(values, (), actor, now)


def add_standard(actor: Person, now: datetime) -> Questionnaire:
    """The questionnaire that ships is here as the next version of its code, to be changed."""
    return _add({name: standard()[name] for name in HEAD}, standard()["items"], actor, now)


def copy_questionnaire(source: Questionnaire, actor: Person, now: datetime) -> Questionnaire:
    """The same questions stand as the next version of the code; the source stays as it is."""
    items = [{name: getattr(item, name) for name in ITEM} for item in source.items]
    return _add({name: getattr(source, name) for name in HEAD}, items, actor, now)


def change_head(
    questionnaire: Questionnaire, given: Mapping[str, Any], actor: Person, now: datetime
) -> None:
    """Name and introduction are these; the code is never changed."""
    _must_be_free(questionnaire)
    values = read_head({**given, "code": questionnaire.code})
    for name, value in values.items():
        setattr(questionnaire, name, value)
    _touched(questionnaire, actor, now)


def keep_item(
    questionnaire: Questionnaire, position: int | None, given: Mapping[str, Any],
    actor: Person, now: datetime,
) -> None:  # fmt: skip
    """The question at ``position`` is this one; without a position it is a further one, at the end.

    Only one question stands for the whole: the last one that says so.
    """
    _must_be_free(questionnaire)
    values = read_item(given)
    if position is None and len(questionnaire.items) >= ITEMS:
        raise Invalid(text_th=FULL)
    if values["overall"]:
        for other in questionnaire.items:
            other.overall = False
    if position is None:
        questionnaire.items.append(SurveyItem(position=len(questionnaire.items) + 1, **values))
    else:
        item = item_at(questionnaire, position)
        for name, value in values.items():
            setattr(item, name, value)
    _touched(questionnaire, actor, now)


def move_item(
    questionnaire: Questionnaire, position: int, actor: Person, now: datetime, *, up: bool
) -> None:
    """The question has changed places with its neighbour, if there is one."""
    _must_be_free(questionnaire)
    order = sorted(questionnaire.items, key=_place)
    at = order.index(item_at(questionnaire, position))
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        _number(order)
        _touched(questionnaire, actor, now)


def remove_item(questionnaire: Questionnaire, position: int, actor: Person, now: datetime) -> None:
    """The question is gone and the later ones have moved up."""
    _must_be_free(questionnaire)
    item = item_at(questionnaire, position)
    questionnaire.items.remove(item)
    db.session.delete(item)
    db.session.flush()
    _number(sorted(questionnaire.items, key=_place))
    _touched(questionnaire, actor, now)


def retire_questionnaire(questionnaire: Questionnaire, actor: Person, now: datetime) -> None:
    """No new survey takes it; surveys that use it go on."""
    questionnaire.retired = True
    _told(questionnaire, "questionnaire_retired", actor, now)


def item_at(questionnaire: Questionnaire, position: int) -> SurveyItem:
    """The question there; UnknownReference if there is none."""
    for item in questionnaire.items:
        if item.position == position:
            return item
    raise UnknownReference(str(position))


def _add(values: dict[str, Any], items: Any, actor: Person, now: datetime) -> Questionnaire:
    alone(db.session, f"questionnaire:{values['code']}")
    number = questionnaires.last_number(values["code"]) + 1
    made = Questionnaire(**values, number=number, made_by_id=actor.id, made_at=now)
    made.items = [SurveyItem(position=at, **item) for at, item in enumerate(items, start=1)]
    db.session.add(made)
    db.session.flush()
    _told(made, "questionnaire_added", actor, now)
    return made


def _must_be_free(questionnaire: Questionnaire) -> None:
    if questionnaires.is_used(questionnaire):
        raise Invalid(questionnaire=USED)


def _place(item: SurveyItem) -> int:
    """The list itself stays as it was read while its questions move."""
    return item.position


def _number(order: list[SurveyItem]) -> None:
    """Two steps, since no two questions may stand at one place even for a moment."""
    for at, item in enumerate(order, start=1):
        item.position = -at
    db.session.flush()
    for at, item in enumerate(order, start=1):
        item.position = at
    db.session.flush()


def _touched(questionnaire: Questionnaire, actor: Person, now: datetime) -> None:
    """The version number goes up though only its questions changed."""
    flag_modified(questionnaire, "made_at")
    db.session.flush()
    _told(questionnaire, "questionnaire_changed", actor, now)


def _told(questionnaire: Questionnaire, what: str, actor: Person, now: datetime) -> None:
    record_elsewhere(f"questionnaire:{questionnaire.code}", what, now, actor=actor,
                     number=questionnaire.number, items=len(questionnaire.items))  # fmt: skip

"""Questionnaires: built question by question, and never changed once a survey uses them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import keep_questionnaire as keep
from app.actions.questionnaire_values import read_choices, write_choices
from app.database import transaction
from app.models import Event, Person, Questionnaire, SurveyItem
from app.queries import questionnaires
from tests.factories import a_person, an_office
from tests.surveys import a_questionnaire, a_survey
from workflows.errors import Conflict, Invalid

LIKERT = {"kind": "likert", "text_th": "เจ้าหน้าที่สุภาพ", "aspect": "ด้านเจ้าหน้าที่", "required": True}


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", "U01")


def texts(questionnaire: Questionnaire) -> list[str]:
    return [item.text_th for item in questionnaires.find(questionnaire.id).items]


def test_the_standard_questionnaire_is_copied_and_can_be_changed(
    boss: Person, now: datetime
) -> None:
    with transaction():
        made = keep.add_standard(boss, now)
        assert (made.code, made.number, len(made.items)) == ("STD", 1, 22)
        assert {item.kind for item in made.items} == {
            "likert", "dissatisfaction", "reasons", "choice", "open"
        }  # fmt: skip
        assert [item.position for item in made.items if item.overall] == [15]
        assert all(item.text_en and item.aspect for item in made.items)
        keep.keep_item(made, 1, LIKERT, boss, now)
        assert texts(made)[0] == "เจ้าหน้าที่สุภาพ"
        assert keep.add_standard(boss, now).number == 2


def test_questions_are_added_moved_and_removed_and_stay_numbered(
    boss: Person, now: datetime
) -> None:
    with transaction():
        made = keep.add_questionnaire({"code": "svc", "name_th": "บริการ"}, boss, now)
        for text in ("ก", "ข", "ค"):
            keep.keep_item(made, None, {**LIKERT, "text_th": text}, boss, now)
        keep.move_item(made, 3, boss, now, up=True)
        keep.move_item(made, 1, boss, now, up=True)  # nothing stands above the first
        keep.remove_item(made, 1, boss, now)
        key = made.id
    with transaction():
        found = questionnaires.find(key)
        assert [(item.position, item.text_th) for item in found.items] == [(1, "ค"), (2, "ข")]
        assert found.code == "SVC"


def test_only_one_question_stands_for_the_whole(boss: Person, now: datetime) -> None:
    with transaction():
        made = a_questionnaire(now)
        keep.keep_item(made, None, {**LIKERT, "overall": True}, boss, now)
        assert [item.position for item in made.items if item.overall] == [6]


@pytest.mark.parametrize(("given", "field"), [
    ({"text_th": " "}, "text_th"), ({"kind": "joke"}, "kind"), ({"aspect": "ก" * 101}, "aspect"),
    ({"kind": "choice", "choices": "อินเทอร์เน็ต"}, "choices"),
    ({"kind": "reasons", "choices": "\n".join(f"ข้อ {n}" for n in range(21))}, "choices"),
    ({"kind": "reasons", "choices": "ก\n" + "ข" * 201}, "choices"),
])  # fmt: skip
def test_a_question_that_cannot_be_is_refused_and_nothing_is_kept(
    boss: Person, now: datetime, given: dict, field: str
) -> None:
    with transaction():
        key = a_questionnaire(now).id
    with pytest.raises(Invalid) as error, transaction():
        keep.keep_item(questionnaires.find(key), None, {**LIKERT, **given}, boss, now)
    assert list(error.value.problems) == [field]
    assert len(questionnaires.find(key).items) == 5


def test_what_a_kind_has_no_use_for_is_not_kept(boss: Person, now: datetime) -> None:
    with transaction():
        made = a_questionnaire(now)
        odd = {
            "kind": "open",
            "text_th": "เขียน",
            "choices": "ก\nข",
            "negative": True,
            "overall": True,
        }
        keep.keep_item(made, None, odd, boss, now)
        item = made.items[-1]
        assert (item.choices, item.polarity, item.overall, item.required) == ([], 1, False, False)


@pytest.mark.parametrize("change", [
    lambda one, who, now: keep.keep_item(one, 1, LIKERT, who, now),
    lambda one, who, now: keep.keep_item(one, None, LIKERT, who, now),
    lambda one, who, now: keep.move_item(one, 2, who, now, up=True),
    lambda one, who, now: keep.remove_item(one, 1, who, now),
    lambda one, who, now: keep.change_head(one, {"name_th": "อื่น"}, who, now),
])  # fmt: skip
def test_a_version_that_a_survey_uses_is_never_changed(
    boss: Person, now: datetime, session: Session, change: Callable[..., None]
) -> None:
    with transaction():
        key = a_survey(now).questionnaire_id
    before = texts(questionnaires.find(key))
    with pytest.raises(Invalid) as error, transaction():
        change(questionnaires.find(key), boss, now)
    assert list(error.value.problems) == ["questionnaire"]
    assert texts(questionnaires.find(key)) == before


def test_a_used_version_is_copied_to_the_next_number_and_the_copy_changed(
    boss: Person, now: datetime, session: Session
) -> None:
    with transaction():
        used = questionnaires.find(a_survey(now).questionnaire_id)
        copy = keep.copy_questionnaire(used, boss, now)
        keep.remove_item(copy, 1, boss, now)
        old, new = used.id, copy.id
    assert (questionnaires.find(new).number, questionnaires.find(new).code) == (
        2, questionnaires.find(old).code,
    )  # fmt: skip
    assert texts(questionnaires.find(new)) == texts(questionnaires.find(old))[1:]
    kept = session.scalars(select(SurveyItem.choices).where(SurveyItem.questionnaire_id == new))
    assert [["ช้า", "Slow"], ["ไม่สุภาพ", "Impolite"], ["ติดต่อยาก", "Hard to reach"]] in kept.all()


def test_a_second_questionnaire_of_the_same_code_is_refused(boss: Person, now: datetime) -> None:
    with transaction():
        a_questionnaire(now, "SVC")
    for code in ("svc", "ส", ""):
        with pytest.raises(Invalid) as error, transaction():
            keep.add_questionnaire({"code": code, "name_th": "บริการ"}, boss, now)
        assert list(error.value.problems) == ["code"]


def test_the_second_of_two_people_who_change_its_questions_is_told(
    boss: Person, now: datetime
) -> None:
    with transaction():
        made = a_questionnaire(now)
        key, seen = made.id, made.version
    with transaction():
        keep.keep_item(questionnaires.find_to_change(key, seen), 1, LIKERT, boss, now)
    with pytest.raises(Conflict), transaction():
        questionnaires.find_to_change(key, seen)


def test_every_change_is_an_event(boss: Person, now: datetime, session: Session) -> None:
    with transaction():
        made = keep.add_standard(boss, now)
        keep.remove_item(made, 1, boss, now)
        keep.retire_questionnaire(made, boss, now)
    query = select(Event.what).where(Event.subject == "questionnaire:STD").order_by(Event.id)
    assert session.scalars(query).all() == [
        "questionnaire_added", "questionnaire_changed", "questionnaire_retired"
    ]  # fmt: skip
    assert questionnaires.usable() == []


def test_choices_are_read_as_they_are_written() -> None:
    pairs = [["อินเทอร์เน็ต", "Internet"], ["วารสาร", "วารสาร"]]
    assert read_choices("อินเทอร์เน็ต | Internet\n\n วารสาร ") == pairs
    assert read_choices(write_choices(pairs)) == pairs

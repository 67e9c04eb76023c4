"""A survey with groups, questions and answers, each in one line."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count

from app.database import db
from app.models import (
    Mission,
    Questionnaire,
    StakeholderGroup,
    Survey,
    SurveyAnswer,
    SurveyItem,
    SurveyResponse,
    SurveySample,
)

CODE = "survey-2570"
OVERALL, SLOW, ANGRY, WHY, HEARD = 1, 2, 3, 4, 5  # positions of the questions
QUESTIONS = (
    {"kind": "likert", "text_th": "โดยรวมท่านพึงพอใจเพียงใด", "aspect": "ภาพรวม", "overall": True},
    {"kind": "likert", "text_th": "ต้องติดต่อหลายครั้ง", "aspect": "ด้านกระบวนการ", "polarity": -1},
    {"kind": "dissatisfaction", "text_th": "ท่านไม่พึงพอใจต่อเจ้าหน้าที่เพียงใด", "polarity": -1},
    {"kind": "reasons", "text_th": "เพราะเหตุใด", "choices": [["ช้า", "Slow"], ["ไม่สุภาพ", "Rude"]]},
    {"kind": "choice", "text_th": "รับรู้ข่าวสารทางใด", "aspect": "การรับรู้ข้อมูลข่าวสาร",
     "choices": [["Internet", "Internet"], ["วารสาร", "Journal"]]},
)  # fmt: skip
_numbers = count(1)


def a_survey(
    now: datetime, code: str = CODE, groups: Mapping[str, int] | None = None, **more: object
) -> dict[int, SurveyItem]:
    """A survey that asks QUESTIONS of ``groups`` (population by code); its items by position."""
    if db.session.query(Mission).first() is None:
        db.session.add(Mission(code="M1", name_th="จัดทำข้อมูลเศรษฐกิจอุตสาหกรรม"))
        db.session.flush()
    for group, population in (groups or {}).items():
        db.session.add(StakeholderGroup(
            code=group, mission_code="M1", kind="client", name_th=f"กลุ่มผู้ใช้ข้อมูล {group}",
            population=population,
        ))  # fmt: skip
    asked = Questionnaire(code=code, number=1, name_th="แบบสำรวจความพึงพอใจ", made_at=now)
    db.session.add(asked)
    db.session.flush()
    items = {
        place: SurveyItem(questionnaire_id=asked.id, position=place, **question)
        for place, question in enumerate(QUESTIONS, start=1)
    }
    db.session.add_all(items.values())
    fields = {"fiscal_year": 2570, "questionnaire_id": asked.id, "name_th": "แบบสำรวจประจำปี"}
    db.session.add(Survey(code=code, **{**fields, **more}))
    db.session.flush()
    return items


def sampled(group: str, number: int, code: str = CODE) -> None:
    """So many people of a group are in the sample."""
    db.session.add_all(SurveySample(survey_code=code, group_code=group) for _ in range(number))
    db.session.flush()


def answers(
    group: str,
    item: SurveyItem,
    levels: Sequence[int],
    *,
    channel: str = "web",
    code: str = CODE,
    more: Sequence[tuple[SurveyItem, object]] = (),
) -> None:
    """One response for each of ``levels``; all of them say ``more`` besides."""
    for level in levels:
        response = SurveyResponse(
            survey_code=code, group_code=group, channel=channel, answered_on=date(2026, 11, 1),
            source_key=f"response:{next(_numbers)}",
        )  # fmt: skip
        db.session.add(response)
        db.session.flush()
        said = [(item, level), *more]
        for asked, answer in said:
            kept = {"choices": answer} if isinstance(answer, list) else {"level": answer}
            db.session.add(SurveyAnswer(response_id=response.id, item_id=asked.id, **kept))
    db.session.flush()

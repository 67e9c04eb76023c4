"""One line to a survey: a questionnaire of one question of each kind, and people who are asked."""

import html
import re
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

from flask import Flask
from sqlalchemy import select

from app.actions.draw_sample import add_to_sample, code_of
from app.database import db, transaction
from app.intake.sample_list import Asked
from app.models import (
    GroupMember,
    Person,
    Questionnaire,
    StakeholderGroup,
    Survey,
    SurveyItem,
    SurveySample,
)
from tests.factories import a_person
from workflows.dates import local_day
from workflows.secrets import derive_token
from workflows.surveys import LINK, occasion

KEY = "key of a test"
FULL = {"q1": ["4"], "q2": ["2"], "q3": ["0", "2"], "q4": ["1"], "q5": ["อยากให้ส่งไฟล์ CSV"]}
REASONS = [["ช้า", "Slow"], ["ไม่สุภาพ", "Impolite"], ["ติดต่อยาก", "Hard to reach"]]
CHANNELS = [["อินเทอร์เน็ต", "Internet"], ["วารสาร", "Journal"]]
_numbers = count(1)


def a_questionnaire(now: datetime, code: str = "Q") -> Questionnaire:
    """One question of each kind; the first two must be answered."""
    made = Questionnaire(code=code, number=1, name_th="ความพึงพอใจต่อบริการ", made_at=now)
    made.items = [
        SurveyItem(position=1, kind="likert", aspect="ภาพรวม", overall=True,
                   text_th="โดยรวมท่านพึงพอใจเพียงใด", text_en="Overall, how satisfied are you?"),
        SurveyItem(position=2, kind="dissatisfaction", aspect="ความไม่พึงพอใจ", polarity=-1,
                   text_th="ท่านไม่พึงพอใจต่อระยะเวลาเพียงใด"),
        SurveyItem(position=3, kind="reasons", text_th="เพราะเหตุใด", choices=REASONS,
                   required=False),
        SurveyItem(position=4, kind="choice", text_th="รับข่าวสารจากช่องทางใดมากที่สุด",
                   choices=CHANNELS, required=False),
        SurveyItem(position=5, kind="open", text_th="สิ่งที่อยากให้ปรับปรุง", required=False),
    ]  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def a_group(code: str = "G01", population: int | None = 500, members: int = 0) -> StakeholderGroup:
    """A group of CS1 with so many listed members."""
    group = StakeholderGroup(code=code, kind="client", name_th=f"ผู้รับบริการ {code}",
                             population=population)  # fmt: skip
    db.session.add(group)
    db.session.flush()
    db.session.add_all(
        GroupMember(group_code=code, fiscal_year=2570, name=f"สมาชิก {number:03}",
                    email=f"{code}.{number}@example.org".lower())
        for number in range(1, members + 1)
    )  # fmt: skip
    db.session.flush()
    return group


def a_survey(now: datetime, code: str = "survey-2570", **more: object) -> Survey:
    """A survey that is open today, of group G01, with nobody asked yet."""
    if db.session.scalar(select(StakeholderGroup).where(StakeholderGroup.code == "G01")) is None:
        a_group()
    day = local_day(now)
    fields = {
        "fiscal_year": 2570, "name_th": "ความพึงพอใจ ปีงบประมาณ 2570", "opens_on": day,
        "closes_on": day + timedelta(days=30), "anonymous": True, **more,
    }  # fmt: skip
    survey = Survey(code=code, questionnaire_id=a_questionnaire(now, f"Q-{code}").id, **fields)
    db.session.add(survey)
    db.session.flush()
    return survey


def ask_people(
    survey: Survey, now: datetime, number: int = 1, key: str = KEY, actor: Person | None = None
) -> list[SurveySample]:
    """So many further people of G01 are asked, each with an address."""
    names = [f"ผู้ตอบ {next(_numbers)}" for _ in range(number)]
    people = [Asked(name, f"{name.split()[1]}@example.org") for name in names]
    boss = actor or a_person(now, "manager", "")
    add_to_sample(survey, "G01", people, actor=boss, now=now, key=key)
    return list(
        db.session.scalars(
            select(SurveySample).where(
                SurveySample.survey_code == survey.code, SurveySample.name.in_(names)
            )
        )
    )


def link_of(sample: SurveySample, key: str = KEY) -> str:
    """Where the letter of that person leads."""
    return f"/survey/{derive_token(key, LINK, occasion(sample.id))}"


class Somebody(NamedTuple):
    """Somebody who is asked, as they know themselves."""

    name: str
    link: str
    code: str


def somebody(app: Flask, now: datetime, **more: object) -> Somebody:
    """Somebody whom a new survey asks, with the keys of the doors of ``app``."""
    key = app.config["SECRET_KEY"]
    with app.app_context(), transaction():
        sample = ask_people(a_survey(now, **more), now, key=key)[0]
        return Somebody(sample.name, link_of(sample, key), code_of(sample, key))


def checked(page: str) -> list[tuple[str, str]]:
    """Names and values of what is ticked on a page."""
    ticked = re.findall(r"<input[^>]*\bchecked\b[^>]*>", page)
    return [
        (html.unescape(re.search(r'name="([^"]*)"', one)[1]), re.search(r'value="([^"]*)"', one)[1])
        for one in ticked
    ]

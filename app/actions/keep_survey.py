"""Plans a survey of a fiscal year: what is asked, from when to when, and what is promised."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.actions.record import record_elsewhere
from app.database import db
from app.models import Person, Questionnaire, Survey
from app.queries import questionnaires, surveys
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

NEEDED = Words("ต้องกรอก", "This is needed")
CODE = Words("ใช้อักษร ตัวเลข หรือขีด ไม่เกิน 40 ตัว เช่น survey-2570", "Letters, digits, dashes")
TAKEN = Words("มีแบบสำรวจรหัสนี้แล้ว", "There is a survey of this code")
YEAR = Words("เขียนปี พ.ศ. 2400 ถึง 2699", "Write a year B.E. from 2400 to 2699")
LONG = Words("เขียนได้ไม่เกิน 300 ตัวอักษร", "At most 300 characters")
BACKWARDS = Words("วันปิดต้องไม่มาก่อนวันเปิด", "It closes before it opens")
NO_QUESTIONS = Words("เลือกแบบสอบถามที่มีคำถาม", "Choose a questionnaire that has questions")
REMIND = Words("เขียนจำนวนวัน 1 ถึง 90", "Write a number of days from 1 to 90")
SAME = Words("เปรียบเทียบกับตัวเองไม่ได้", "It cannot be compared with itself")
UNKNOWN = Words("ไม่มีแบบสำรวจรหัสนี้", "There is no survey of this code")
BEGUN = Words(
    "เชิญหรือมีผู้ตอบแล้ว คำถาม วันเปิด และคำสัญญาเรื่องชื่อจึงเปลี่ยนไม่ได้",
    "People were invited or have answered: questions, first day and promise stay",
)
PROMISED = ("questionnaire_id", "anonymous", "opens_on")


def add_survey(given: Mapping[str, Any], actor: Person, now: datetime) -> Survey:
    """There is a survey of the year. Invalid names each field that cannot be."""
    values = _read(given, "")
    code = clean(str(given.get("code") or "")).strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", code):
        raise Invalid(code=CODE)
    survey = Survey(code=code, **values)
    db.session.add(survey)
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        raise Invalid(code=TAKEN) from error
    _told(survey, "survey_added", actor, now, values)
    return survey


def change_survey(survey: Survey, given: Mapping[str, Any], actor: Person, now: datetime) -> None:
    """The survey is planned so; what was promised to people who were invited stays."""
    values = _read(given, survey.code)
    changed = {name: value for name, value in values.items() if getattr(survey, name) != value}
    if any(name in changed for name in PROMISED) and surveys.has_begun(survey):
        raise Invalid(questionnaire=BEGUN)
    for name, value in changed.items():
        setattr(survey, name, value)
    if changed:
        _told(survey, "survey_changed", actor, now, changed)


def _read(given: Mapping[str, Any], code: str) -> dict[str, Any]:
    problems: dict[str, Words] = {}
    asked = _questionnaire(given, problems)
    name = clean(str(given.get("name_th") or "")).strip()
    if not name or len(name) > 300:
        problems["name_th"] = LONG if name else NEEDED
    year = _number(given.get("fiscal_year"), range(2400, 2700), YEAR, "fiscal_year", problems)
    days = _number(given.get("remind_days"), range(1, 91), REMIND, "remind_days", problems)
    opens, closes = _days(given, problems)
    before = _previous(given, code, problems)
    if problems or asked is None:
        raise Invalid(**problems)
    aspects = list(dict.fromkeys(item.aspect for item in asked.items if item.aspect))
    return {"name_th": name, "fiscal_year": year, "questionnaire_id": asked.id, "aspects": aspects,
            "opens_on": opens, "closes_on": closes, "anonymous": bool(given.get("anonymous")),
            "remind_days": days, "previous_code": before}  # fmt: skip


def _questionnaire(given: Mapping[str, Any], problems: dict[str, Words]) -> Questionnaire | None:
    """Any version that has questions; a retired one only where it is used already."""
    key = str(given.get("questionnaire") or "")
    found = questionnaires.find(int(key)) if key.isascii() and key.isdigit() else None
    if found is None or not found.items:
        problems["questionnaire"] = NO_QUESTIONS
        return None
    return found


def _days(
    given: Mapping[str, Any], problems: dict[str, Words]
) -> tuple[date | None, date | None]:  # fmt: skip
    opens, closes = given.get("opens_on"), given.get("closes_on")
    for name, day in (("opens_on", opens), ("closes_on", closes)):
        if day is None:
            problems[name] = NEEDED
    if opens and closes and closes < opens:
        problems["closes_on"] = BACKWARDS
    return opens, closes


def _previous(given: Mapping[str, Any], code: str, problems: dict[str, Words]) -> str | None:
    before = str(given.get("previous_code") or "")
    if not before:
        return None
    there = db.session.scalar(select(Survey.id).where(Survey.code == before))
    if before == code or there is None:
        problems["previous_code"] = SAME if before == code else UNKNOWN
    return before


def _number(typed: Any, allowed: range, words: Words, name: str, problems: dict[str, Words]) -> int:
    text = str(typed or "").strip()
    number = int(text) if text.isdecimal() and len(text) < 6 else -1
    if number not in allowed:
        problems[name] = words
    return number


def _told(
    survey: Survey, what: str, actor: Person, now: datetime, values: Mapping[str, Any]
) -> None:
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
    record_elsewhere(f"register:surveys:{survey.id}", what, now, actor=actor, values=plain)

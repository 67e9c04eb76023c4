"""Planning a survey, drawing its sample, inviting, reminding once, and making cases of answers."""

from datetime import date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.answer_survey import answer_survey
from app.actions.draw_sample import add_to_sample, clear_sample, code_of, draw_sample
from app.actions.invite import invite, remind_sample
from app.actions.keep_survey import add_survey, change_survey
from app.actions.send_letter import send_letter
from app.database import transaction
from app.intake.sample_list import Asked
from app.models import Letter, Person, Survey, SurveySample
from app.queries import surveys
from tests.factories import a_person, an_office
from tests.surveys import (
    FULL,
    KEY,
    a_group,
    a_questionnaire,
    a_survey,
    ask_people,
    link_of,
)
from workflows.errors import Invalid, UnknownReference

PLAN = {"name_th": "ความพึงพอใจ 2570", "fiscal_year": "2570", "opens_on": date(2026, 11, 1),
        "closes_on": date(2026, 12, 31), "anonymous": True, "remind_days": "7"}  # fmt: skip
WEEK = timedelta(days=7)


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", "U01")


def planned(now: datetime, boss: Person, **more: object) -> Survey:
    asked = str(a_questionnaire(now).id)
    return add_survey({"code": "survey-2570", **PLAN, "questionnaire": asked, **more}, boss, now)


# ---- the plan


def test_a_survey_is_planned_with_the_aspects_of_its_questionnaire(
    boss: Person, now: datetime
) -> None:
    with transaction():
        survey = planned(now, boss)
        assert (survey.fiscal_year, survey.remind_days, survey.anonymous) == (2570, 7, True)
        assert survey.aspects == ["ภาพรวม", "ความไม่พึงพอใจ"]


@pytest.mark.parametrize(("given", "field"), [
    ({"code": "มี เว้น"}, "code"), ({"name_th": ""}, "name_th"),
    ({"fiscal_year": "70"}, "fiscal_year"),
    ({"questionnaire": ""}, "questionnaire"), ({"opens_on": None}, "opens_on"),
    ({"closes_on": date(2026, 10, 31)}, "closes_on"), ({"remind_days": "0"}, "remind_days"),
    ({"previous_code": "survey-2569"}, "previous_code"),
])  # fmt: skip
def test_a_plan_that_cannot_be_is_refused_at_its_field(
    boss: Person, now: datetime, given: dict, field: str
) -> None:
    with pytest.raises(Invalid) as error, transaction():
        planned(now, boss, **given)
    assert list(error.value.problems) == [field]


def test_what_was_promised_stays_once_somebody_is_invited(
    boss: Person, now: datetime, session: Session
) -> None:
    with transaction():
        survey = a_survey(now)
        key = str(survey.questionnaire_id)
        ask_people(survey, now)
        same = {**PLAN, "questionnaire": key, "opens_on": survey.opens_on}
        change_survey(survey, {**same, "anonymous": True}, boss, now)  # nobody was invited yet
        invite(survey, "th", boss, now)
        change_survey(survey, {**same, "closes_on": date(2027, 1, 31)}, boss, now)
    for broken in ({"anonymous": False}, {"opens_on": date(2026, 10, 1)}):
        with pytest.raises(Invalid), transaction():
            change_survey(surveys.find("survey-2570"), {**same, **broken}, boss, now)
    session.expire_all()
    assert surveys.find("survey-2570").anonymous
    assert surveys.find("survey-2570").closes_on == date(2027, 1, 31)


# ---- the sample


def test_a_sample_is_drawn_by_yamane_and_drawn_anew_it_is_the_same(
    boss: Person, now: datetime, session: Session
) -> None:
    with transaction():
        a_group(population=200, members=200)
        survey = a_survey(now)
        assert draw_sample(survey, "G01", boss, now, KEY) == 134
    first = set(session.scalars(select(SurveySample.name)))
    with transaction():
        survey = surveys.find("survey-2570")
        clear_sample(survey, "G01", boss, now)
        draw_sample(survey, "G01", boss, now, KEY)
    assert set(session.scalars(select(SurveySample.name))) == first
    assert len(first) == 134


def test_of_a_small_group_everybody_is_in_the_sample(boss: Person, now: datetime) -> None:
    with transaction():
        a_group(population=40, members=40)
        assert draw_sample(a_survey(now), "G01", boss, now, KEY) == 40


def test_no_list_no_draw_and_no_second_draw(boss: Person, now: datetime) -> None:
    with transaction():
        survey = a_survey(now)
        with pytest.raises(Invalid, match="draw"):
            draw_sample(survey, "G01", boss, now, KEY)
        ask_people(survey, now)
        with pytest.raises(Invalid, match="draw"):
            draw_sample(survey, "G01", boss, now, KEY)


def test_nobody_is_asked_twice_by_the_same_address(boss: Person, now: datetime) -> None:
    with transaction():
        survey = a_survey(now)
        first = [Asked("นายก", "a@example.org"), Asked("ไม่มีอีเมล")]
        assert add_to_sample(survey, "G01", first, actor=boss, now=now, key=KEY) == 2
        again = [Asked("นายก", "A@example.org"), Asked("นายข", "b@example.org")]
        assert add_to_sample(survey, "G01", again, actor=boss, now=now, key=KEY) == 1
        with pytest.raises(Invalid, match="people"):
            add_to_sample(survey, "G01", again, actor=boss, now=now, key=KEY)


def test_a_sample_of_whom_somebody_was_invited_stays(boss: Person, now: datetime) -> None:
    with transaction():
        survey = a_survey(now)
        ask_people(survey, now, 2)
        invite(survey, "th", boss, now)
        with pytest.raises(Invalid, match="clear"):
            clear_sample(survey, "G01", boss, now)


def test_links_and_codes_are_kept_as_hashes_only(
    boss: Person, now: datetime, session: Session
) -> None:
    with transaction():
        sample = ask_people(a_survey(now), now)[0]
        token, short = link_of(sample).rpartition("/")[2], code_of(sample, KEY)
        assert surveys.by_token(token) == surveys.by_code(short.lower(), KEY) == sample.id
        with pytest.raises(UnknownReference):
            surveys.by_code(short, "another key")
        kept = "".join(map(str, session.execute(select(SurveySample.__table__)).one()))
    assert len(bytes.fromhex(token)) == 32
    assert token not in kept
    assert short not in kept
    assert short.replace("-", "") not in kept


# ---- letters


def test_everybody_with_an_address_is_invited_once(
    boss: Person, now: datetime, session: Session
) -> None:
    with transaction():
        survey = a_survey(now)
        ask_people(survey, now, 2)
        add_to_sample(survey, "G01", [Asked("ไม่มีอีเมล")], actor=boss, now=now, key=KEY)
        assert invite(survey, "th", boss, now) == 2
    with pytest.raises(Invalid, match="invite"), transaction():
        invite(surveys.find("survey-2570"), "th", boss, now)
    letters = session.scalars(select(Letter)).all()
    assert {(one.name, one.case_id, one.to_staff) for one in letters} == {
        ("survey_invitation", None, False)
    }
    assert "คำตอบของท่านไม่ผูกกับชื่อ" in letters[0].text
    assert "[link]" in letters[0].text


def test_an_english_invitation_of_a_named_survey_says_so(
    boss: Person, now: datetime, session: Session
) -> None:
    with transaction():
        survey = a_survey(now, anonymous=False)
        ask_people(survey, now)
        invite(survey, "en", boss, now)
    letter = session.scalars(select(Letter)).one()
    assert letter.subject == "We ask for your opinion"
    assert "This survey is not anonymous" in letter.text


@pytest.mark.parametrize("days", [-31, 1])
def test_nobody_is_invited_before_the_first_or_after_the_last_day(
    boss: Person, now: datetime, days: int
) -> None:
    with transaction():
        survey = a_survey(now + timedelta(days=days))
        ask_people(survey, now)
        with pytest.raises(Invalid, match="invite"):
            invite(survey, "th", boss, now)


def test_the_letter_that_leaves_carries_the_persons_own_link(
    boss: Person, now: datetime, session: Session, tmp_path: Path
) -> None:
    with transaction():
        survey = a_survey(now)
        sample = ask_people(survey, now)[0]
        invite(survey, "th", boss, now)
        address = link_of(sample)
    letter = session.scalars(select(Letter)).one()
    key = letter.id
    assert send_letter(key, now, key=KEY, base_url="https://siang.example", kept=tmp_path)
    mail = next(tmp_path.iterdir()).read_bytes()
    texts = [part.get_payload(decode=True).decode() for part in message_from_bytes(mail).walk()
             if part.get_content_maintype() == "text"]  # fmt: skip
    assert all(f"https://siang.example{address}" in text for text in texts)
    assert "ตอบแบบสำรวจ</a>" in texts[1]
    counts = surveys.counts()["survey-2570", "G01"]
    assert (counts.sampled, counts.invited, counts.delivered, counts.responses) == (1, 1, 1, 0)


def test_who_has_not_answered_is_reminded_once_after_the_days(
    boss: Person, now: datetime, session: Session
) -> None:
    with transaction():
        survey = a_survey(now)
        silent, answered = (sample.id for sample in ask_people(survey, now, 2))
        invite(survey, "en", boss, now)
    with transaction():
        answer_survey(answered, FULL, "web", now)
    assert surveys.to_remind(now + WEEK - timedelta(minutes=1)) == []
    assert surveys.to_remind(now + WEEK) == [silent]
    with transaction():
        assert remind_sample(silent, now + WEEK)
        assert not remind_sample(answered, now + WEEK)
    with transaction():
        assert not remind_sample(silent, now + 2 * WEEK)
    assert surveys.to_remind(now + 2 * WEEK) == []
    letter = session.scalars(select(Letter).where(Letter.name == "survey_reminder")).one()
    assert letter.language == "en"


def test_nobody_is_reminded_after_the_last_day(boss: Person, now: datetime) -> None:
    with transaction():
        survey = a_survey(now)
        sample = ask_people(survey, now)[0].id
        invite(survey, "th", boss, now)
    later = now + timedelta(days=31)
    assert surveys.to_remind(later) == []
    with transaction():
        assert not remind_sample(sample, later)

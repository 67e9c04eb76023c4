"""The surveys for programs: counts, and nobody's name."""

from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from app.actions.answer_survey import answer_survey
from app.database import transaction
from tests.factories import an_office
from tests.surveys import FULL, a_survey, ask_people
from tests.web.callers import a_caller


def test_the_list_tells_how_far_each_survey_has_come(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    with app.app_context():
        with transaction():
            an_office()
            a_survey(now, "survey-2569", fiscal_year=2569, opens_on=None, closes_on=None)
            people = ask_people(a_survey(now), now, 3)
            names, keys = [one.name for one in people], [one.id for one in people]
        for key, channel in zip(keys, ("web", "paper"), strict=False):
            with transaction():
                answer_survey(key, FULL, channel, now)
        headers = a_caller(now, "auditor")
    answer = client.get("/api/v1/surveys", headers=headers)
    assert answer.status_code == 200
    newest, older = answer.json["surveys"]
    assert (older["code"], older["state"], older["groups"]) == ("survey-2569", "draft", [])
    counts = {"sampled": 3, "invited": 0, "delivered": 0, "reminded": 0, "responses": 2,
              "answered": {"web": 1, "paper": 1, "phone": 0}}  # fmt: skip
    assert newest == {
        "code": "survey-2570", "name": "ความพึงพอใจ ปีงบประมาณ 2570", "fiscal_year_be": 2570,
        "state": "open", "opens_on": "2026-11-23", "closes_on": "2026-12-23", "anonymous": True,
        "groups": [{"group": "G01", **counts}], **counts,
    }  # fmt: skip
    assert not [name for name in names if name in answer.text]

"""``flask user add``: a link for who is new, and a new one for who is here already."""

from datetime import datetime

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from app.actions.keep_person import check_password, set_password
from app.database import transaction
from app.queries import people
from tests.factories import a_person, an_office
from tests.web.seats import sit

EMAIL, OLD, NEW = "somsri@oie.example", "ม้าแก่กินหญ้าเขียว", "ช้างสารชนกันหญ้าแหลก"


@pytest.fixture(autouse=True)
def somsri(app: Flask, now: datetime) -> None:
    with app.app_context(), transaction():
        an_office()
        set_password(a_person(now, "manager", "U01", EMAIL), OLD)
        a_person(now, "officer", "U02", "boss@oie.example")


def add(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["user", "add", *words])


def link(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return "/set-up/" + done.stdout.strip().rpartition("/set-up/")[2]


def test_somebody_who_is_here_gets_a_new_link_and_stays_who_they_are(
    app: Flask, client: FlaskClient
) -> None:
    done = add(app, "Somsri@OIE.example", "--role", "admin", "--unit", "U02")
    assert "same roles and unit" in done.stderr
    answer = client.post(link(done), data={"password": NEW, "again": NEW})
    assert answer.status_code == 303
    with app.app_context():
        person = check_password(EMAIL, NEW)
        assert person is not None
        assert (person.roles, person.unit_code) == (["manager"], "U01")
        assert check_password(EMAIL, OLD) is None


def test_the_new_password_ends_the_sessions_there_were(app: Flask, client: FlaskClient) -> None:
    elsewhere = sit(app, "boss")
    assert elsewhere.get("/desk").status_code == 200
    made = link(add(app, "boss@oie.example"))
    assert elsewhere.get("/desk").status_code == 200
    client.post(made, data={"password": NEW, "again": NEW})
    assert elsewhere.get("/desk").status_code == 302
    assert client.get("/desk").status_code == 200


def test_a_newer_link_makes_the_older_one_worthless(app: Flask, client: FlaskClient) -> None:
    older, newer = link(add(app, EMAIL)), link(add(app, EMAIL))
    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 200


def test_somebody_who_left_gets_no_link(app: Flask) -> None:
    with app.app_context(), transaction():
        people.by_email(EMAIL).active = False
    done = add(app, EMAIL)
    assert done.exit_code == 2
    assert "works here no more" in done.stderr


def test_somebody_new_needs_a_role(app: Flask) -> None:
    done = add(app, "new@oie.example")
    assert done.exit_code == 2
    assert "Choose roles" in done.stderr

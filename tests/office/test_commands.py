"""``flask office``: what a person at the keyboard, and bin/serve, get to see."""

import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from app.actions.keep_person import check_password
from app.database import transaction
from app.office.first_start import ACCOUNTS
from app.queries import people
from tests.factories import a_person
from tests.office.files import SMALL, with_, written

LINK = re.compile(r"http://\S+/set-up/(\S+)")


@pytest.fixture
def var(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = dataclasses.replace(app.config["SETTINGS"], var=tmp_path, demo=True)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    return tmp_path


@pytest.fixture
def no_demo(app: Flask, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = dataclasses.replace(app.config["SETTINGS"], demo=False)
    monkeypatch.setitem(app.config, "SETTINGS", settings)


def first_start(app: Flask) -> str:
    done = app.test_cli_runner().invoke(args=["office", "first-start"])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_an_empty_site_starts_with_the_demo_office_and_says_how_to_sign_in(
    app: Flask, clock: time_machine.Traveller, var: Path
) -> None:
    said = first_start(app)
    kept = (var / ACCOUNTS).read_text()
    assert kept in said
    assert (var / ACCOUNTS).stat().st_mode & 0o777 == 0o600
    heading, *accounts = (line.split() for line in kept.splitlines())
    assert heading == ["e-mail", "password", "role"]
    assert len({password for _, password, _ in accounts}) == 8
    with app.app_context():
        for email, password, role in accounts:
            person = check_password(email, password)
            assert person is not None
            assert person.roles == [role]


def test_a_second_start_changes_no_password_and_says_where_they_are(
    app: Flask, clock: time_machine.Traveller, var: Path
) -> None:
    first_start(app)
    kept = (var / ACCOUNTS).read_text()
    assert first_start(app) == f"The demo sign-ins are kept in {var / ACCOUNTS}\n"
    assert (var / ACCOUNTS).read_text() == kept


def test_a_site_where_somebody_works_gets_no_demo(
    app: Flask, clock: time_machine.Traveller, var: Path
) -> None:
    with app.app_context(), transaction():
        a_person(datetime.now(UTC), "admin", unit="")
    assert first_start(app) == ""
    assert not (var / ACCOUNTS).exists()


def test_without_a_demo_a_set_up_link_is_printed_once(
    app: Flask, clock: time_machine.Traveller, no_demo: None
) -> None:
    link = LINK.search(first_start(app))
    assert link is not None
    with app.app_context():
        row = people.valid_token(link[1], "setup", datetime.now(UTC))
        assert row is not None
        assert row.person_id is None
    assert not LINK.search(first_start(app))


def test_an_expired_set_up_link_is_followed_by_a_new_one(
    app: Flask, clock: time_machine.Traveller, no_demo: None
) -> None:
    first = LINK.search(first_start(app))
    clock.shift(24 * 3600 + 1)
    second = LINK.search(first_start(app))
    assert first is not None
    assert second is not None
    assert first[1] != second[1]


def test_a_right_file_ends_with_0_and_a_wrong_one_with_1_and_its_faults(
    app: Flask, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    run = app.test_cli_runner().invoke
    done = run(args=["office", "load", str(written(SMALL, tmp_path))])
    assert (done.exit_code, done.stdout) == (
        0, "2 units, 2 officers, 2 topics and 1 cases are here\n",
    )  # fmt: skip
    wrong = run(args=["office", "load", str(written(with_("head: O02", "head: O99"), tmp_path))])
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    place = tmp_path / "office.yaml"
    assert wrong.stderr == f"{place}: line 3: units[0].head: no officer O99\n"


def test_a_file_that_is_not_there_ends_with_2(app: Flask, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["office", "load", str(tmp_path / "ไม่มี.yaml")])
    assert done.exit_code == 2
    assert "ไม่มี.yaml: No such file or directory" in done.stderr

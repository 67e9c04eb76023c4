"""Whoever is still inside when a browser test ends is waited for, and nobody else."""

from flask import Flask
from werkzeug.test import create_environ

from tests import doorkeeper
from tests.doorkeeper import Doorkeeper


def a_keeper() -> Doorkeeper:
    """Of a site with a home page."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "เสียง")
    return Doorkeeper(app)


def answered(keeper: Doorkeeper) -> object:
    """What the server is given for the home page."""
    return keeper(create_environ("/"), lambda *_: None)


def test_an_answer_that_the_server_forgot_without_closing_it_is_over() -> None:
    keeper = a_keeper()
    answered(keeper)
    assert keeper.shut()


def test_an_answer_that_the_server_still_holds_is_waited_for(monkeypatch) -> None:
    monkeypatch.setattr(doorkeeper, "PATIENCE", 0.01)
    keeper = a_keeper()
    held = answered(keeper)
    assert not keeper.shut()
    del held
    assert keeper.shut()

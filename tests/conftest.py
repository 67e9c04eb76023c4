"""What every test may ask for: the app on a fresh database, a still clock, a browser."""

import contextvars
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.test import TestResponse

from app import create_app
from app.actions import keep_person
from app.database import db, transaction
from app.extensions import limiter
from app.models import Person
from app.queries import files
from app.storage import cupboard
from app.storage.scanner import scanner
from app.vault import vault
from tests.doorkeeper import Doorkeeper
from tests.factories import a_person, an_office
from tests.postgres import PostgresDatabase, a_server
from tests.sqlite import SqliteDatabase, hasten

ENGINE = os.environ.get("SIANG_TEST_ENGINE", "sqlite")
ENGINES = {"sqlite", "postgresql"}
# One engine: the first without the windows and menus around it, at half the cost.
BROWSERS = ("chromium-headless-shell", "chromium")
QUIET = (
    "--disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)

# Hashing a password is slow on purpose. Here it is light; what people get is judged as it is.
STRONG = keep_person._hasher
keep_person._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
keep_person._NOBODY = keep_person._hasher.hash("nobody")

# A property is right or wrong on a busy machine too: how long an example takes proves nothing.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")


class SeparateClient(FlaskClient):
    """A client whose requests share no session and no ``g`` with the test or one another."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask in a context of its own, as a server would."""
        return contextvars.Context().run(super().open, *args, **kwargs)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests carry their mark; a test runs only on an engine that it has to do with.

    Files with a browser come first: the last of them would keep one of two workers waiting.
    """
    assert ENGINE in ENGINES
    elsewhere: list[pytest.Item] = []
    here: list[pytest.Item] = []
    for item in items:
        asks_for = set(getattr(item, "fixturenames", ()))
        if "playwright" in asks_for:
            item.add_marker("browser")
        marks = {mark.name for mark in item.iter_markers()} & ENGINES
        meant = marks or (ENGINES if "database" in asks_for else {"sqlite"})
        (here if ENGINE in meant else elsewhere).append(item)
    config.hook.pytest_deselected(items=elsewhere)
    slow = {item.path for item in here if item.get_closest_marker("browser")}
    items[:] = sorted(here, key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],
) -> Any:
    """What cannot run is a failure, not a skip."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as a failure: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def database(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[SqliteDatabase | PostgresDatabase]:
    """This worker's empty database on the engine of SIANG_TEST_ENGINE."""
    if ENGINE == "sqlite":
        yield SqliteDatabase(tmp_path_factory.mktemp("database"))
        return
    with a_server() as server:
        own = PostgresDatabase(server, f"siang_test_{os.getpid()}_{worker_id}")
        yield own
        own.forget()


@pytest.fixture(scope="session")
def _server() -> Iterator[BaseWSGIServer]:
    """A web server on a free port, which the app must know before it is made."""
    server = make_server("127.0.0.1", 0, Flask(__name__), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def _app(
    database: SqliteDatabase | PostgresDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    _server: BaseWSGIServer,
) -> Flask:
    """The app of this worker, its schema at head and its calendar filled."""
    app = create_app(
        {
            "VAR": str(tmp_path_factory.mktemp("var")),
            "SIANG_DATABASE_URL": database.url,
            "SIANG_BASE_URL": f"http://127.0.0.1:{_server.port}",
            "SIANG_RATE_LIMIT": "100000",
        }
    )
    app.testing = True
    app.test_client_class = SeparateClient
    done = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert done.exit_code == 0, done.output
    _disconnect(app)
    database.remember()
    if ENGINE == "sqlite":
        with app.app_context():
            event.listen(db.engine, "connect", hasten)
    _server.app = app
    return app


@pytest.fixture
def app(_app: Flask, database: SqliteDatabase | PostgresDatabase) -> Iterator[Flask]:
    """The app on a database as ``flask db upgrade`` leaves it, with nothing kept elsewhere."""
    _disconnect(_app)  # a browser of the test before may have asked for something last
    database.renew()
    var = _app.config["SETTINGS"].var
    for folder in (place for place in var.iterdir() if place.is_dir()):
        for kept in folder.iterdir():
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    settings = _app.config["SETTINGS"]
    vault.plug_in(settings.data_key)  # another app of the test before may have used its own
    cupboard.plug_in(settings.attachments, settings.aws)
    scanner.plug_in(settings.clamd, settings.clamd_seconds)
    with _app.app_context():
        limiter.reset()
        cupboard.settle(files.are_spoken_of)
    yield _app
    _disconnect(_app)


@pytest.fixture
def app_with(app: Flask) -> Iterator[Callable[..., Flask]]:
    """Makes further apps on the same database, with settings of their own."""
    made: list[Flask] = []

    def make(**more: str) -> Flask:
        settings = app.config["SETTINGS"]
        same = {"VAR": str(settings.var), "SIANG_DATABASE_URL": settings.database_url}
        made.append(create_app({**same, **more}))
        return made[-1]

    yield make
    for other in made:
        _disconnect(other)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """An app context for actions and questions, and its session."""
    with app.app_context():
        yield db.session


@pytest.fixture
def office(session: Session) -> None:
    """Units, topics and causes of a small office."""
    with transaction():
        an_office()


@pytest.fixture
def owner(office: None, now: datetime) -> Person:
    """The officer who works the case."""
    with transaction():
        return a_person(now, "officer", name="นายข้อมูล ตัวอย่างดี")


@pytest.fixture
def manager(office: None, now: datetime) -> Person:
    """Who may do almost everything."""
    with transaction():
        return a_person(now, "manager", "U01")


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026, ten o'clock in Bangkok: a working day in office hours."""
    return datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The clock of the doors stands still at ``now``; ``clock.move_to`` sets it."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(
    app: Flask,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> FlaskClient:
    """A visitor without a browser: forms need no token, all else is real."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return app.test_client()


@pytest.fixture
def live_server(app: Flask, now: datetime, _server: BaseWSGIServer) -> Iterator[str]:
    """The address of the app on a real port; its clock starts at ``now`` and runs.

    What a browser asks last is answered before the next test has the database.
    """
    _server.app = keeper = Doorkeeper(app)
    with time_machine.travel(now, tick=True):
        yield app.config["BASE_URL"]
    keeper.shut()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium, calling nobody; it has no sandbox for root."""
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": next(filter(None, map(shutil.which, BROWSERS)), None),
        "args": QUIET.split() + sandbox,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Thai desk."""
    desk = {"width": 1280, "height": 900}
    return {
        **browser_context_args,
        "locale": "th-TH", "timezone_id": "Asia/Bangkok", "viewport": desk,
    }  # fmt: skip


def _disconnect(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()

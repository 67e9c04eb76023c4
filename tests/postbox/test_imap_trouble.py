"""A mailbox that cannot be read: seldom asked, soon told, and its password nowhere."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from app.actions.poll_mailbox import poll_mailbox
from app.database import transaction
from app.intake import imap
from app.intake.imap import account, name_of
from app.jobs.runner import run
from app.models import Case, Mailbox, RawMail
from app.queries import mailbox
from tests.certificates import Authority
from tests.factories import an_office
from tests.postbox.imap_mails import mails
from tests.postbox.imap_server import PASSWORD, Box, Server, a_server

MINUTE = timedelta(minutes=1)


@pytest.fixture
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(session: Session) -> Iterator[Server]:
    with transaction():
        an_office()
    with a_server(Box(mails(2))) as server:
        yield server


@pytest.fixture
def configured(
    app: Flask, server: Server, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """The site polls this address."""

    def at(url: str) -> None:
        settings = replace(app.config["SETTINGS"], imap_url=url)
        monkeypatch.setitem(app.config, "SETTINGS", settings)

    at(server.url())
    return at


def the_mailbox(session: Session) -> Mailbox:
    session.rollback()
    return session.scalars(select(Mailbox)).one()


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize(
    ("sign", "problem"),
    [
        ({}, ""),
        ({"alone": True}, "tls"),
        ({"days": -1}, "tls"),
        ({"host": "elsewhere.example"}, "tls"),
    ],
    ids=["good", "self-signed", "expired", "of another name"],
)
def test_only_to_a_server_whose_certificate_is_right_the_password_is_told(
    session: Session, now: datetime, authority: Authority, wrapped: bool, sign: dict, problem: str
) -> None:
    box, scheme = Box(mails(2)), ("imaps", "") if wrapped else ("imap", "?starttls")
    with a_server(box, authority.sign(**sign), wrapped=wrapped) as server:
        done = poll_mailbox(account(server.url(*scheme), str(authority.file)), now)
    assert (done.problem, len(done.kept)) == (problem, 0 if problem else 2)
    assert box.asked["LOGIN"] == (0 if problem else 1)
    assert PASSWORD not in "".join(box.said) or not problem


def test_an_authority_that_nobody_named_is_not_believed(
    session: Session, now: datetime, authority: Authority
) -> None:
    with a_server(Box(mails(2)), authority.sign(), wrapped=True) as server:
        assert poll_mailbox(account(server.url("imaps")), now).problem == "tls"


@pytest.mark.parametrize("way", ["not offered", "refused"])
def test_encryption_that_somebody_took_away_ends_the_dialogue(
    session: Session, now: datetime, authority: Authority, way: str
) -> None:
    box = Box(mails(2), starttls=way != "not offered")
    if way == "refused":
        box.refuses["STARTTLS"] = "{tag} NO not today"
    with a_server(box, authority.sign()) as server:
        url = server.url("imap", "?starttls")
        assert poll_mailbox(account(url, str(authority.file)), now).problem == "tls"
    assert (box.asked["LOGIN"], PASSWORD in "".join(box.said)) == (0, False)


@pytest.mark.parametrize(
    ("command", "answer", "problem"),
    [
        ("LOGIN", "{tag} NO wrong password " + PASSWORD, "login"),
        ("LOGIN", "{tag} BAD what is " + PASSWORD, "login"),
        ("LOGIN", "* BYE go away " + PASSWORD, "connection"),
        ("SELECT", "{tag} NO [OVERQUOTA] full " + PASSWORD, "folder"),
        ("SELECT", "* BYE " + PASSWORD, "connection"),
        ("SEARCH", "{tag} BAD " + PASSWORD, "protocol"),
        ("SEARCH", "* SEARCH x " + PASSWORD + "\r\n{tag} OK done", "protocol"),
        ("BANNER", "* BYE busy " + PASSWORD, "connection"),
        ("BANNER", "rubbish " + PASSWORD, "connection"),
        ("BANNER", "hang", "slow"),
        ("SEARCH", "hang", "slow"),
    ],
)
def test_whatever_goes_wrong_is_told_in_our_words_and_without_the_password(
    session: Session, server: Server, now: datetime, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch, command: str, answer: str, problem: str,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(imap, "TIMEOUT", 0.3)
    server.box.refuses[command] = answer
    done = poll_mailbox(account(server.url()), now)
    assert (done.problem, done.kept) == (problem, [])
    row = the_mailbox(session)
    assert (row.problem, row.failures, row.claimed_until) == (problem, 1, None)
    assert PASSWORD not in caplog.text + row.name + repr(account(server.url()))
    assert problem in mailbox.PROBLEMS


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("where", ["BANNER", "LOGIN", "FETCH"])
def test_who_drips_one_byte_after_another_is_left_in_the_end(
    session: Session, now: datetime, authority: Authority, monkeypatch: pytest.MonkeyPatch,
    where: str, wrapped: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr(imap, "PATIENCE", 0.3)
    box = Box(mails(2), refuses={where: "drip"})
    with a_server(box, authority.sign(), wrapped=wrapped) as server:
        there = account(server.url("imaps" if wrapped else "imap"), str(authority.file))
        assert poll_mailbox(there, now).problem == "connection"
        box.refuses.clear()
        monkeypatch.setattr(imap, "PATIENCE", 30)
        assert len(poll_mailbox(there, now + MINUTE).kept) == 2


def test_a_mailbox_that_nobody_gives_back_is_told(
    app: Flask, session: Session, server: Server, now: datetime
) -> None:
    name = account(server.url()).name
    with transaction():
        session.add(Mailbox(name=name, claimed_until=now))
    assert mailbox.is_well(name, now + 4 * MINUTE)
    assert not mailbox.is_well(name, now + 6 * MINUTE)


def test_no_thread_is_left_behind(session: Session, server: Server, now: datetime) -> None:
    before = threading.active_count()
    poll_mailbox(account(server.url()), now)
    assert threading.active_count() == before


@pytest.mark.usefixtures("configured")
def test_a_mailbox_that_fails_is_asked_ever_more_seldom_and_never_twice_a_minute(
    session: Session, server: Server, now: datetime
) -> None:
    server.box.refuses["LOGIN"] = "{tag} NO"
    asked = []
    for half in range(240):  # two hours of the clock, a tick every half minute
        at = now + half * MINUTE / 2
        before = server.box.asked["LOGIN"]
        assert run("poll_mailbox", at) == (0, 0)
        asked += [half / 2] * (server.box.asked["LOGIN"] - before)
    pauses = [later - earlier for earlier, later in zip(asked, asked[1:], strict=False)]
    assert pauses == sorted(pauses)
    assert pauses[0] >= 1
    assert len(asked) <= 9
    server.box.refuses.clear()
    assert run("poll_mailbox", now + 180 * MINUTE) == (1, 0)
    assert (the_mailbox(session).failures, the_mailbox(session).problem) == (0, "")


@pytest.mark.usefixtures("configured")
def test_an_empty_mailbox_is_no_trouble(session: Session, server: Server, now: datetime) -> None:
    server.box.mails.clear()
    assert [run("poll_mailbox", now + turn * MINUTE / 2) for turn in range(4)] == [(0, 0)] * 4
    assert (server.box.asked["LOGIN"], the_mailbox(session).failures) == (4, 0)


def test_the_command_polls_now_and_says_what_became_of_each(
    app: Flask, session: Session, server: Server, clock: time_machine.Traveller,
    configured: Callable[[str], None],
) -> None:  # fmt: skip
    done = app.test_cli_runner().invoke(args=["intake", "poll"])
    session.rollback()
    references = session.scalars(select(Case.reference).order_by(Case.id)).all()
    assert (done.exit_code, done.stdout.split()) == (0, list(references))
    assert len(references) == 2
    server.box.refuses["LOGIN"] = "{tag} NO " + PASSWORD
    failed = app.test_cli_runner().invoke(args=["intake", "poll"])
    assert failed.exit_code == 75
    assert "the password was refused" in failed.output
    assert PASSWORD not in failed.output
    configured("")
    assert app.test_cli_runner().invoke(args=["intake", "poll"]).exit_code == 2
    assert session.scalars(select(RawMail.state)).all() == ["done", "done"]


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("imaps://{}@m.example", ("m.example", 993, "INBOX", "ssl")),
        ("imaps://{}@m.example:9/%E0%B8%81", ("m.example", 9, "ก", "ssl")),
        ("imap://{}@m.example/A/B?starttls", ("m.example", 143, "A/B", "starttls")),
        ("imap://{}@127.0.0.1:1143", ("127.0.0.1", 1143, "INBOX", "none")),
    ],
)
def test_an_address_says_where_and_how(url: str, where: tuple, tmp_path: object) -> None:
    url = url.format("a%40b.example:p%40%2F%3Aw")
    settings = config.load({"VAR": str(tmp_path), "SIANG_IMAP_URL": url})
    there = account(settings.imap_url)
    assert (there.host, there.port, there.folder, there.security) == where
    assert (there.user, there.password) == ("a@b.example", "p@/:w")
    assert "p@/:w" not in name_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "imap://a:geheim@mail.example/INBOX", "imap://a:geheim@mail.example/INBOX?tls",
        "imaps://a@mail.example/INBOX", "https://a:geheim@mail.example", "geheim",
        "imaps://a:geheim@mail.example:99999/INBOX", "imaps://a:ge/heim@mail.example",
        "imaps://a:geheim@[mail.example/INBOX",
    ],
)  # fmt: skip
def test_an_address_that_is_unsafe_or_broken_stops_the_start_without_its_password(
    url: str, tmp_path: object
) -> None:
    with pytest.raises(config.BadSetting) as refused:
        config.load({"VAR": str(tmp_path), "SIANG_IMAP_URL": url})
    assert "heim" not in str(refused.value)

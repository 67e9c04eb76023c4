"""Whoever should know that the mailbox cannot be read sees it: the operator, and the desk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.actions.poll_mailbox import poll_mailbox
from app.intake.imap import RAW_MAIL, account
from tests.postbox.imap_mails import mails
from tests.postbox.imap_server import PASSWORD, Box, a_server

HOUR = timedelta(hours=1)


def test_trouble_is_seen_until_it_is_over(
    app: Flask, client: FlaskClient, seat: Callable[[str], FlaskClient], now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    desk = seat("clerk")
    bad = Box(mails(2), refuses={"LOGIN": "{tag} NO " + PASSWORD}, sizes={1: RAW_MAIL + 1})
    with a_server(bad) as server, app.app_context():
        settings = replace(app.config["SETTINGS"], imap_url=server.url())
        monkeypatch.setitem(app.config, "SETTINGS", settings)
        for turn in range(3):
            answer = client.get("/health/ready")
            assert (answer.status_code, answer.json["intake"]) == (200, "ok")
            poll_mailbox(account(server.url()), now + turn * HOUR)
        assert client.get("/health/ready").json["intake"] == "not ok"
        assert "siang_mailbox_failures 3" in client.get("/metrics").text
        page = desk.get("/desk/quarantine").text
        assert "อ่านกล่องอีเมลไม่ได้" in page
        assert "ชื่อหรือรหัสผ่านถูกปฏิเสธ" in page
        assert PASSWORD not in page
        bad.refuses.clear()
        poll_mailbox(account(server.url()), now + 9 * HOUR)
    assert client.get("/health/ready").json["intake"] == "ok"
    page = desk.get("/desk/quarantine").text
    assert "อ่านกล่องอีเมลไม่ได้" not in page
    assert "UID 1: ใหญ่เกิน 36 MB" in page
    assert "siang_mailbox_left 1" in client.get("/metrics").text


def test_without_a_mailbox_nothing_is_said_of_one(
    client: FlaskClient, seat: Callable[[str], FlaskClient]
) -> None:
    assert "กล่องอีเมล" not in seat("clerk").get("/desk/quarantine").text
    assert "siang_mailbox_failures 0" in client.get("/metrics").text

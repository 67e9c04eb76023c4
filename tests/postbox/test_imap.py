"""A mailbox that is polled: each mail once and whole, whatever the server does in between."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import poll_mailbox as polling
from app.actions.poll_mailbox import LEASE, Round, poll_mailbox
from app.database import transaction
from app.intake import imap
from app.intake.imap import Folder, account
from app.models import Letter, Mailbox, RawMail
from app.queries import mailbox
from tests.factories import a_person, an_office
from tests.postbox.imap_mails import a_mail, digests, kept, mails
from tests.postbox.imap_server import Box, Server, a_server

MINUTE = timedelta(minutes=1)


@pytest.fixture
def box(session: Session) -> Box:
    with transaction():
        an_office()
    return Box(mails(5))


@pytest.fixture
def server(box: Box) -> Iterator[Server]:
    with a_server(box) as server:
        yield server


@pytest.fixture
def poll(server: Server, now: datetime) -> Callable[..., Round]:
    """One round, each an hour after the last: no pause lasts so long."""
    hours = count()

    def once() -> Round:
        return poll_mailbox(account(server.url()), now + next(hours) * 60 * MINUTE)

    return once


def the_mailbox(session: Session) -> Mailbox:
    session.rollback()
    return session.scalars(select(Mailbox)).one()


class Killed(BaseException):
    """The process is gone, between one line and the next."""


def test_what_is_new_is_kept_in_order_then_marked_and_put_away(
    session: Session, box: Box, poll: Callable[..., Round]
) -> None:
    sent = digests(box.mails)
    assert len(poll().kept) == 5
    assert kept(session) == sent
    assert (box.mails, len(box.done), box.folders) == ({}, 5, {"INBOX", "Siang"})
    assert box.seen == set(box.done)
    assert {row.door for row in session.scalars(select(RawMail))} == {"imap"}
    box.mails = mails(2, first=6)
    assert len(poll().kept) == 2
    assert poll() == Round()
    assert len(kept(session)) == 7


def test_nothing_is_marked_before_it_is_kept(
    session: Session, box: Box, poll: Callable[..., Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    put_away = Folder.file_away

    def looking(folder: Folder, uid: int) -> None:
        assert uid not in box.seen
        found.append(len(kept(session)))
        put_away(folder, uid)

    monkeypatch.setattr(Folder, "file_away", looking)
    poll()
    assert found == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("share", [0.1, 0.5, 1])
def test_a_message_that_breaks_off_is_no_case_until_it_comes_whole(
    session: Session, box: Box, poll: Callable[..., Round], share: float
) -> None:
    box.mails = mails(30)
    sent = sorted(digests(box.mails))
    broken: set[int] = set()

    def every_third_once(uid: int, raw: bytes) -> int | None:
        if uid % 3 or uid in broken:
            return None
        broken.add(uid)
        return min(int(len(raw) * share), len(raw) - 1)

    box.cut = every_third_once
    problems = [poll().problem for _ in range(11)]
    assert problems == ["connection"] * 10 + [""]
    assert sorted(kept(session)) == sent
    assert (box.mails, len(broken)) == ({}, 10)
    assert the_mailbox(session).passed_over == {}


def test_a_server_that_says_goodbye_in_a_message_is_asked_again(
    session: Session, box: Box, poll: Callable[..., Round]
) -> None:
    sent = sorted(digests(box.mails))
    box.bye_in_fetch = True
    assert poll().problem == "connection"
    assert kept(session) == []
    box.bye_in_fetch = False
    assert len(poll().kept) == 5
    assert sorted(kept(session)) == sent


@pytest.mark.parametrize("command", ["STORE", "MOVE"])
@pytest.mark.parametrize("answer", ["{tag} NO not now", "{tag} BAD what", "* BYE enough"])
def test_what_cannot_be_marked_or_moved_is_kept_once_all_the_same(
    session: Session, box: Box, poll: Callable[..., Round], command: str, answer: str
) -> None:
    sent = sorted(digests(box.mails))
    box.refuses[command] = answer
    for _ in range(6):
        poll()
    assert sorted(kept(session)) == sent
    fetched = sum("BODY" in line for line in box.said)
    assert fetched == 5
    box.refuses.clear()
    assert poll() == Round()


def test_a_server_without_move_keeps_its_mails_where_they_are(
    session: Session, box: Box, poll: Callable[..., Round]
) -> None:
    box.moves = False
    assert len(poll().kept) == 5
    assert (len(box.mails), box.seen) == (5, {1, 2, 3, 4, 5})
    assert (box.asked["EXPUNGE"], box.asked["COPY"]) == (0, 0)
    assert poll() == Round()


def test_who_dies_before_marking_gives_the_mailbox_back_and_doubles_nothing(
    session: Session, box: Box, server: Server, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "file_away", die)
        with pytest.raises(Killed):
            poll_mailbox(account(server.url()), now)
    assert len(kept(session)) == 1
    assert poll_mailbox(account(server.url()), now + MINUTE) == Round()
    assert len(poll_mailbox(account(server.url()), now + LEASE + MINUTE).kept) == 4
    assert kept(session) == digests(mails(5))


def test_a_mailbox_that_is_numbered_anew_is_read_anew_without_doubles(
    session: Session, box: Box, poll: Callable[..., Round]
) -> None:
    box.moves = False
    poll()
    box.uidvalidity, box.mails = 8, {uid + 90: raw for uid, raw in box.mails.items()}
    box.mails[3] = a_mail(77)
    assert len(poll().kept) == 6
    assert sorted(kept(session)) == sorted(digests(box.mails))
    assert (the_mailbox(session).uidvalidity, the_mailbox(session).last_uid) == (8, 95)


def test_what_is_too_large_stays_where_it_is_and_people_are_told_once(
    session: Session, box: Box, poll: Callable[..., Round], now: datetime
) -> None:
    with transaction():
        told = {a_person(now, "intake").email, a_person(now, "admin").email}
        a_person(now, "officer")
    box.sizes[3] = imap.RAW_MAIL + 1
    assert len(poll().kept) == 4
    assert poll() == Round()
    assert (list(box.mails), 3 in box.seen) == ([3], False)
    assert not any("FETCH 3 (UID BODY.PEEK[]" in line for line in box.said)
    letters = {letter.recipient: letter for letter in session.scalars(select(Letter))}
    assert letters.keys() == {*told, "wichai3@example.org"}
    assert all("ใหญ่เกิน 36 MB" in letters[person].text for person in told)
    assert "at most 25 MB" in letters["wichai3@example.org"].text
    name = the_mailbox(session).name
    assert [uid for uid, _ in mailbox.left_there(name)] == [3]
    del box.mails[3]
    poll()
    assert mailbox.left_there(name) == []


WROTE = b"From: wichai3@example.org\r\n"


@pytest.mark.parametrize(
    "top",
    [WROTE + b"Auto-Submitted: auto-replied", WROTE + b"List-Id: <news.example.org>", b"From: Wi"],
)
def test_of_a_machine_or_nobody_what_is_too_large_is_not_answered(
    session: Session, box: Box, poll: Callable[..., Round], top: bytes
) -> None:
    box.mails[3] = top + b"\r\n" + box.mails[3].removeprefix(WROTE)
    box.sizes[3] = imap.RAW_MAIL + 1
    assert len(poll().kept) == 4
    assert session.scalars(select(Letter)).all() == []


def test_to_the_integrity_mailbox_what_is_too_large_is_not_answered(
    session: Session, box: Box, server: Server, now: datetime
) -> None:
    box.sizes[3] = imap.RAW_MAIL + 1
    done = poll_mailbox(account(server.url()), now, integrity="voice@office.example")
    assert len(done.kept) == 4
    assert session.scalars(select(Letter)).all() == []


def test_one_message_that_is_never_handed_over_delays_no_other(
    session: Session, box: Box, poll: Callable[..., Round], now: datetime
) -> None:
    with transaction():
        a_person(now, "intake")
    box.sizes[2] = -1  # no size at all: the answer is not one
    box.mails[2] = b""
    box.cut = lambda uid, raw: 0 if uid == 4 else None
    assert poll().problem == "connection"
    box.mails[6] = a_mail(6)
    assert len(poll().kept) == 2
    assert len(kept(session)) == 4
    assert session.scalars(select(Letter)).all() == []
    poll()
    assert [letter.name for letter in session.scalars(select(Letter))] == ["mail_left"]
    box.cut = lambda uid, raw: None
    poll()
    assert len(kept(session)) == 5


def test_fifty_thousand_mails_are_fetched_one_by_one_and_round_by_round(
    session: Session, box: Box, poll: Callable[..., Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    big = a_mail(1, 2_000_000)
    few = {uid: big + b"%d\r\n" % uid for uid in range(1, 9)}
    box.mails = few | dict.fromkeys(range(9, 50_001), b"")
    taken = iter(range(100))
    monkeypatch.setattr(
        polling.Hand,
        "now",
        property(lambda hand: hand.began + 8 * next(taken) * timedelta(seconds=1)),
    )
    tracemalloc.start()
    done = poll()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert done.problem == ""
    assert 0 < len(done.kept) < 9
    assert kept(session) == digests(few)[: len(done.kept)]
    assert the_mailbox(session).next_try_at <= the_mailbox(session).polled_at  # at once again
    assert peak < 40_000_000  # the server, in this process too, holds each once more


def test_while_too_many_mails_wait_the_rest_stays_on_the_server(
    session: Session, box: Box, server: Server, now: datetime
) -> None:
    assert len(poll_mailbox(account(server.url()), now, backlog=3).kept) == 3
    assert len(box.mails) == 2
    assert the_mailbox(session).failures == 0


def test_the_addresses_that_the_server_saw_come_along(
    session: Session, box: Box, poll: Callable[..., Round]
) -> None:
    head = (
        "Return-Path: <Wichai@example.org>\r\nDelivered-To: voice@office.example\r\n"
        "X-Original-To: reply+12.abcdef@office.example\r\nReceived: for <nobody@office.example>\r\n"
        "Bcc: x@office.example\r\nTo: =?utf-8?q?=E0=B8=81?=\r\n <one@office.example>,\r\n"
        '\t"a, b" <two@office.example>\r\n\r\nTo: body@office.example\r\n'
    )
    box.mails = {1: head.encode()}
    poll()
    row = session.scalars(select(RawMail)).one()
    assert row.envelope_from == "Wichai@example.org"
    there = ["voice", "reply+12.abcdef", "one", "two"]
    assert row.envelope_to == [f"{name}@office.example" for name in there]


def test_mail_to_the_integrity_mailbox_is_for_confidential_eyes(
    session: Session, box: Box, server: Server, now: datetime
) -> None:
    box.mails[2] = b"Delivered-To: Integrity@office.example\r\n" + box.mails[2]
    poll_mailbox(account(server.url()), now, integrity="integrity@office.example")
    rows = session.scalars(select(RawMail).order_by(RawMail.id))
    assert [row.restricted for row in rows] == [False, True, False, False, False]

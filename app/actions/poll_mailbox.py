"""Fetches what is new in a mailbox: kept durably first, only then marked on the server.

One machine has the mailbox in hand at a time: a lease, renewed with every message and asked for
in every transaction, so that who lost it keeps nothing and moves nothing forward.
"""

import hashlib
import logging
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from app.actions import keep_mail
from app.actions.keep_mail import Came
from app.database import alone, db, transaction
from app.intake.apart import ReaderLost, read_apart
from app.intake.email import Mail, Unreadable
from app.intake.imap import HEAD, NOT_GIVEN, TOO_LARGE, Account, Folder, Refused, Troubled, opened
from app.mail import outbox
from app.models import Mailbox
from app.queries import mail, people
from app.queries.mailbox import PROBLEMS
from workflows.limits import MEGABYTE, UPLOAD
from workflows.roles import Role

log = logging.getLogger(__name__)

LETTER, ANSWER = "mail_left", "mail_too_large"
LEASE = timedelta(minutes=3)  # longer than PATIENCE with one message (intake/imap.py)
ROUND = timedelta(minutes=1)  # then the rest is left to the next one
REST = timedelta(seconds=20)  # between two rounds
PAUSES = (1, 2, 5, 15, 30)  # minutes after the first failure in a row, the second and so on
TRIES = 3  # of one message, before somebody is told
AGAIN = 20  # messages that are tried once more in one round
ASKED = 500  # messages of which one round asks whether they are still there

_RECIPIENTS = re.compile(
    rb"^(?:delivered-to|x-original-to|envelope-to|to|cc):(.*)$", re.IGNORECASE | re.MULTILINE
)
_SENDER = re.compile(rb"^return-path:\s*<([^<>\s]{1,320})>", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(rb"[^\s<>()\[\],;:\"@]{1,128}@[\w.-]{1,255}")


class Lost(Exception):
    """Another machine has the mailbox now."""


@dataclass
class Round:
    """What one round did: the mails it kept, and the word of PROBLEMS that ended it, if any."""

    kept: list[int] = field(default_factory=list)
    problem: str = ""


@dataclass
class Hand:
    """A mailbox in our hand until ``until``."""

    name: str
    began: datetime
    until: datetime
    integrity: str = ""
    started: float = field(default_factory=time.monotonic)

    @property
    def now(self) -> datetime:
        """The moment, counted from when the round began."""
        return self.began + timedelta(seconds=time.monotonic() - self.started)

    def mailbox(self) -> Mailbox:
        """The row to change, and more time for us; Lost when it is another's."""
        query = select(Mailbox).where(Mailbox.name == self.name).with_for_update()
        box = db.session.scalars(query).one()
        if box.claimed_until != self.until:
            raise Lost
        box.claimed_until = self.until = self.now + LEASE
        return box


def poll_mailbox(
    account: Account, now: datetime, *, integrity: str = "", backlog: int = 50_000
) -> Round:
    """What is new in the mailbox is kept, or the row says why not and when it is tried again.

    ``integrity`` is the address whose mail is for confidential eyes; while ``backlog`` mails
    wait to be read, the rest stays on the server.
    """
    done = Round()
    hand = _take(account.name, now, integrity)
    if hand is None:
        return done
    finished = True
    try:
        with opened(account) as folder:
            finished = _work(hand, folder, done, backlog)
    except Troubled as trouble:
        done.problem = str(trouble)
    except Lost:
        return done
    _let_go(hand, done, finished=finished)
    return done


def _take(name: str, now: datetime, integrity: str) -> Hand | None:
    with transaction() as session:
        alone(session, f"mailbox:{name}")
        box = session.scalar(select(Mailbox).where(Mailbox.name == name))
        if box is None:
            box = Mailbox(name=name)
            session.add(box)
        if box.claimed_until and box.claimed_until > now:
            return None
        box.claimed_until = now + LEASE
        return Hand(name, now, box.claimed_until, integrity)


def _work(hand: Hand, folder: Folder, done: Round, backlog: int) -> bool:
    """New messages first, then those that could not be had before; False: more are there."""
    new, again = _wanted(hand, folder)
    for uid in [*new, *again]:
        db.session.rollback()
        if hand.now - hand.began > ROUND or mail.is_backed_up(backlog):
            return False
        raw_id = _fetch(hand, folder, uid)
        if raw_id is not None:
            done.kept.append(raw_id)
            folder.file_away(uid)
    return True


def _wanted(hand: Hand, folder: Folder) -> tuple[list[int], list[int]]:
    with transaction():
        box = hand.mailbox()
        if box.uidvalidity != folder.uidvalidity:  # the server numbers anew; bytes are known
            box.uidvalidity, box.last_uid, box.passed_over = folder.uidvalidity, 0, {}
        after, known = box.last_uid, list(box.passed_over.items())
    passed = {int(uid): one for uid, one in known[:ASKED]}
    there = folder.uids(after, passed)
    _forget(hand, [uid for uid in passed if uid not in there])
    broken = [uid for uid in there if uid in passed and passed[uid]["why"] == NOT_GIVEN]
    fewest = sorted(broken, key=lambda uid: passed[uid]["tries"])[:AGAIN]
    return [uid for uid in there if uid > after], fewest


def _forget(hand: Hand, gone: Sequence[int]) -> None:
    """Somebody dealt with them: they are in the folder no more."""
    if not gone:
        return
    with transaction():
        box = hand.mailbox()
        box.passed_over = {k: v for k, v in box.passed_over.items() if int(k) not in gone}


def _fetch(hand: Hand, folder: Folder, uid: int) -> int | None:
    """The message is kept; or it is passed over, or gone, and the next may come."""
    try:
        raw = folder.fetch(uid)
    except Refused as refused:
        _pass_over(hand, uid, str(refused), _to_answer(refused.head, hand))
        return None
    except Troubled:
        _pass_over(hand, uid, NOT_GIVEN)
        raise
    with transaction():
        box = hand.mailbox()
        _advance(box, uid)
        if raw is None:
            return None
        digest = hashlib.sha256(raw).hexdigest()
        return keep_mail.keep(raw, digest, hand.now, _came(raw, hand.integrity)).id


def _advance(box: Mailbox, uid: int, passed: dict | None = None) -> None:
    others = {key: one for key, one in box.passed_over.items() if key != str(uid)}
    box.passed_over = others | ({str(uid): passed} if passed else {})
    box.last_uid = max(box.last_uid, uid)


def _to_answer(head: bytes, hand: Hand) -> Mail | None:
    """Who wrote the mail below ``head``, if a letter may go back: none to machines.

    None either to the integrity mailbox, whose writers may be watched.
    """
    if not head or _came(head, hand.integrity).restricted:
        return None
    try:
        written = read_apart(head, hand.now)
    except (Unreadable, ReaderLost):
        return None
    return None if written.automatic or not written.sender.email else written


def _pass_over(hand: Hand, uid: int, why: str, written: Mail | None = None) -> None:
    """It stays on the server, is tried again after all others, and in the end people are told."""
    with transaction():
        box = hand.mailbox()
        tries = box.passed_over.get(str(uid), {}).get("tries", 0) + 1
        _advance(box, uid, {"why": why, "tries": tries})
        if why == TOO_LARGE or tries == TRIES:
            _tell(box, uid, why, hand.now)
        if written is not None:
            occasion, to = _occasion(box, uid), written.sender.email
            outbox.put_elsewhere(ANSWER, occasion, hand.now, to=to, language=written.language,
                                 most=UPLOAD // MEGABYTE)  # fmt: skip
    log.warning("a message of the mailbox is passed over: %s", why)


def _tell(box: Mailbox, uid: int, why: str, now: datetime) -> None:
    occasion = _occasion(box, uid)
    for person in people.active():
        if person.has(Role.INTAKE) or person.has(Role.ADMIN):
            outbox.put_elsewhere(
                LETTER, occasion, now, to=person.email, reader=person, mailbox=box.name,
                why=PROBLEMS[why],
            )  # fmt: skip


def _occasion(box: Mailbox, uid: int) -> str:
    return f"{box.id}:{box.uidvalidity}:{uid}"


def _let_go(hand: Hand, done: Round, *, finished: bool) -> None:
    """The mailbox is free for the next round: soon, or after a pause that grows."""
    try:
        with transaction():
            box = hand.mailbox()
            now = hand.now
            box.claimed_until, box.polled_at, box.problem = None, now, done.problem
            if done.problem:
                pause = timedelta(minutes=PAUSES[min(box.failures, len(PAUSES) - 1)])
                box.failures += 1
            else:
                box.failures, pause = 0, REST if finished else timedelta(0)
            box.next_try_at = now + pause
    except Lost:
        return
    if done.problem:
        log.warning("the mailbox cannot be polled (%s), next try in %s", done.problem, pause)


def _came(raw: bytes, integrity: str) -> Came:
    """What the server that delivered it wrote on top: the addresses it came to, and from."""
    head = re.split(rb"\r?\n\r?\n", raw[:HEAD], maxsplit=1)[0]
    lines = b"\n".join(_RECIPIENTS.findall(re.sub(rb"\r?\n[ \t]+", b" ", head)))
    to = tuple(dict.fromkeys(one.decode("ascii", "replace") for one in _ADDRESS.findall(lines)))
    sender = _SENDER.search(head)
    return Came(
        "imap", sender[1].decode("ascii", "replace") if sender else "", to[:100],
        restricted=bool(integrity) and integrity in {address.lower() for address in to},
    )  # fmt: skip

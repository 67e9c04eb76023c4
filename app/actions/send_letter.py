"""Sends one letter of the outbox: claimed first, sent outside any transaction, then marked."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from app.actions.hold_back import MOST, hold_back
from app.actions.invite_person import SET_UP_LINK
from app.actions.keep_password import reset_token
from app.actions.mail_report import enclosed
from app.actions.record import record
from app.actions.tell import tell_staff
from app.database import db, transaction
from app.failpoint import here
from app.mail import outbox
from app.mail.letters import LETTERS
from app.mail.sender import Undelivered, deliver, keep_as_file
from app.models import Case, Letter, Person, TrackLink
from workflows.deadlines import Milestone
from workflows.secrets import derive_token, digest
from workflows.surveys import LINK as SURVEY_LINK

log = logging.getLogger(__name__)

KNOCK = timedelta(minutes=1)  # between two letters that ask whether the mail server is back
PATIENCE = timedelta(days=3)  # with a server that is away; afterwards its letters fail, one by one
LEASE = timedelta(minutes=5)  # a machine that dies with a letter in hand gives it back after this
WAITS = (1, 5, 15, 60, 180, 360, 720)  # minutes before each further try; then the owner is told


def claim(letter_id: int, now: datetime, most: int = MOST) -> bool:
    """Whether this machine may send the letter: it is due, and hidden from others for a while."""
    with transaction() as session:
        query = select(Letter).where(
            Letter.id == letter_id, Letter.status == "ready", Letter.next_try_at <= now
        )
        letter = session.scalar(query.with_for_update(skip_locked=True))
        if letter is None:
            return False
        if hold_back(letter, now, most):
            if letter.status == "failed" and letter.case_id:
                _tell_owner(session.get_one(Case, letter.case_id), letter, now)
            return False
        letter.attempts += 1
        letter.next_try_at = now + LEASE
        return True


def send_letter(
    letter_id: int, now: datetime, *, key: str, base_url: str, kept: Path | None,
    most: int = MOST,
) -> bool:  # fmt: skip
    """The letter has left (or stands as .eml in ``kept`` without a mail server) and is marked.

    At least once: a crash between sending and marking repeats it with the same Message-ID.
    ``most`` letters leave for one address within an hour. False when another machine has it, or
    when it could not leave (it will be tried again).
    """
    if not claim(letter_id, now, most):
        return False
    here("S13")
    letter = db.session.get_one(Letter, letter_id)
    link = _link_of(letter, now, key, base_url)
    try:
        _give(letter, link, kept, now)
    except Undelivered as problem:
        _postpone(letter_id, now, problem)
        return False
    here("S14")
    _mark(letter_id, now, sent=kept is None)
    return True


def _link_of(letter: Letter, now: datetime, key: str, base_url: str) -> str:
    """What stands in the place of a link; each kind of letter opens its own thing."""
    kind = LETTERS[letter.name]
    if kind.resets:
        return f"{base_url}/sign-in/reset/{reset_token(key, letter.occasion)}"
    if kind.to_account:
        return f"{base_url}/set-up/{derive_token(key, SET_UP_LINK, letter.message_id)}"
    if kind.to_sample:
        return f"{base_url}/survey/{derive_token(key, SURVEY_LINK, letter.occasion)}"
    # What strangers and colleagues wrote stands in these texts too, the sign of a link perhaps.
    if not (kind.linked and outbox.LINK in letter.text):
        return ""
    token = derive_token(key, "track-link", letter.message_id)
    _keep_link(letter.id, token, now)
    return f"{base_url}/track/open/{token}"


def _give(letter: Letter, link: str, kept: Path | None, now: datetime) -> None:
    """To the mail server with what is enclosed, or without one as a file in ``kept``."""
    files = enclosed(letter, now)
    if kept is None:
        deliver(letter, link, files)
    else:
        keep_as_file(letter, link, kept, now, files)


def _keep_link(letter_id: int, token: str, now: datetime) -> None:
    """The link works before the letter arrives; only its digest is kept."""
    with transaction() as session:
        letter = session.get_one(Letter, letter_id)
        there = session.scalar(select(TrackLink).where(TrackLink.letter_id == letter_id))
        if there is None and letter.case_id:
            session.add(TrackLink(
                case_id=letter.case_id, letter_id=letter_id, hash=digest(token), created_at=now
            ))  # fmt: skip


def _mark(letter_id: int, now: datetime, *, sent: bool) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, letter_id)
        letter.status = "sent" if sent else "kept"
        letter.sent_at = now if sent else None
        letter.problem = ""
        if sent and letter.name == "acknowledgement" and letter.case_id:
            case = session.get_one(Case, letter.case_id)
            case.meet(Milestone.ACKNOWLEDGE, now)
            case.look_ahead()
            record(case, "acknowledged", now, note="email")


def _postpone(letter_id: int, now: datetime, problem: Undelivered) -> None:
    """Later again; or never, and then somebody here knows."""
    with transaction() as session:
        letter = session.get_one(Letter, letter_id)
        letter.problem, letter.sent_at = str(problem)[:500], None
        if problem.away and now - letter.created_at < PATIENCE:
            letter.attempts -= 1  # the letter was not tried: no server looked at it
            letter.next_try_at = now + KNOCK
            _wait_for_server(now)
            log.warning("letters wait: %s", problem)
            return
        if not problem.permanent and letter.attempts <= len(WAITS):
            letter.next_try_at = now + timedelta(minutes=WAITS[letter.attempts - 1])
            return
        letter.status = "failed"
        if letter.case_id and not letter.to_staff:
            _tell_owner(session.get_one(Case, letter.case_id), letter, now)


def _wait_for_server(now: datetime) -> None:
    """Every letter that is due waits with the one that found nobody, and keeps its turn."""
    due = update(Letter).where(Letter.status == "ready", Letter.next_try_at <= now)
    db.session.execute(due.values(next_try_at=now + KNOCK))


def _tell_owner(case: Case, letter: Letter, now: datetime) -> None:
    record(case, "letter_failed", now, letter=letter.name, problem=letter.problem)
    owner = db.session.get(Person, case.owner_id) if case.owner_id else None
    if owner:
        tell_staff(case, [owner], "undelivered", f"letter-{letter.id}", now)

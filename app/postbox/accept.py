"""One mail through the door: durable first, a case afterwards."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime

from flask import current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.actions import keep_mail
from app.actions.keep_mail import PIPE, Came
from app.database import db, transaction
from app.failpoint import here
from app.intake.integrity import is_for_integrity
from app.queries import mail
from app.storage import StoreAway

log = logging.getLogger(__name__)


class BackedUp(Exception):
    """Too many mails wait to be read: none is taken until there are fewer."""


def check_backlog() -> None:
    """BackedUp when the door must stay shut for a while (SIANG_MAIL_BACKLOG)."""
    db.session.rollback()  # as it is now, not as it was for an earlier mail
    if mail.is_backed_up(current_app.config["SETTINGS"].mail_backlog):
        raise BackedUp


def keep(raw: bytes, now: datetime, came: Came = PIPE) -> int:
    """The mail is committed, bytes and row; its id. Any exception means: not kept, try later."""
    here("S1")
    if is_for_integrity(raw, came.to, current_app.config["SETTINGS"].integrity_email):
        came = replace(came, restricted=True)
    with transaction():
        raw_id = keep_mail.keep(raw, hashlib.sha256(raw).hexdigest(), now, came).id
    here("S3")
    return raw_id


def note_refusal(error: Exception) -> None:
    """The log says why a mail was not kept: in one line where no program is to blame."""
    ours = not isinstance(error, BackedUp | StoreAway | OperationalError | PoolTimeout)
    why = str(error).partition("\n")[0] or "too many mails wait"
    log.error("a mail could not be kept: %s", why, exc_info=error if ours else None)


def read(raw_id: int, now: datetime) -> str:
    """The kept mail is a case, in quarantine, or still waiting for another try; which of them."""
    try:
        keep_mail.read(raw_id, now)
    except Exception:
        log.exception("mail %s could not be worked on", raw_id)
    db.session.rollback()
    return mail.raw_mail(raw_id).state

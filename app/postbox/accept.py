"""One mail through the door: durable first, a case afterwards."""

import hashlib
import logging
from datetime import datetime

from app.actions import keep_mail
from app.database import transaction

log = logging.getLogger(__name__)


def keep(raw: bytes, now: datetime, came: keep_mail.Came = keep_mail.PIPE) -> int:
    """The mail is committed, bytes and row; its id. Any exception means: not kept, try later."""
    with transaction():
        return keep_mail.keep(raw, hashlib.sha256(raw).hexdigest(), now, came).id


def read(raw_id: int, now: datetime) -> str:
    """The kept mail is a case, in quarantine, or still waiting for another try; which of them."""
    try:
        with transaction():
            mail = keep_mail.read(raw_id, now)
            return mail.state if mail else "waiting"
    except Exception:
        log.exception("mail %s could not be worked on", raw_id)
        with transaction():
            keep_mail.give_up(raw_id)
        return "waiting"

"""A mail byte for byte, as a download; who took it is on record first."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.actions.record import record_elsewhere
from app.database import transaction
from app.storage.scanner import NoAnswer, scanner
from app.web.access import actor
from app.web.downloads import Shut, send, whole

if TYPE_CHECKING:
    from flask import Response

    from app.models import RawMail


def saved(mail: "RawMail") -> "Response":
    """The mail as it came; Shut when its bytes are damaged."""
    content = whole(mail.key, mail.sha256)
    with transaction():
        record_elsewhere(f"mail:{mail.id}", "mail_saved", datetime.now(UTC), actor=actor())
    return send(content, "message/rfc822", f"mail-{mail.id}.eml")


def check(mail: "RawMail") -> None:
    """Shut, when a scanner is configured and finds a virus in a mail that nobody scanned yet."""
    if not scanner.address:
        return
    try:
        finding = scanner.finding(whole(mail.key, mail.sha256))
    except NoAnswer as error:
        raise Shut("failed") from error
    if finding:
        raise Shut("infected")

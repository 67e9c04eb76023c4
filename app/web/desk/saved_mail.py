"""A mail byte for byte, as a download; who took it is on record first."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.actions.record import record_elsewhere
from app.database import transaction
from app.intake.apart import ReaderLost, read_apart
from app.intake.email import Unreadable
from app.intake.markup import plain_text
from app.queries.told_codes import read_text
from app.storage.kinds import type_of
from app.storage.scanner import NoAnswer, scanner
from app.web.access import actor
from app.web.downloads import Shut, is_text, send, whole

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


def words_of(mail: "RawMail") -> str:
    """What it tells, however its parts are encoded, its files of text too; Shut when unreadable."""
    raw = whole(mail.repaired_key or mail.key, mail.repaired_sha256 or mail.sha256)
    try:
        letter = read_apart(raw, mail.received_at)
    except (Unreadable, ReaderLost) as error:
        raise Shut("unread") from error
    texts = [read_text(f.content)[0] for f in letter.files if is_text(type_of(f.content))]
    said = plain_text(letter.html, len(letter.html))
    return "\n".join((letter.subject, letter.body, said, *texts))

"""The only file that talks to the mail server."""

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from email import charset
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from flask import current_app, render_template
from flask_mail import Connection, Mail, Message

from app.bell import Bell
from app.mail import ratings
from app.mail.addressing import BOUNCE, REPLY, signer
from app.mail.letters import LETTERS
from app.mail.numbered import numbered
from app.models import Letter
from workflows.limits import AWAY

TIMEOUT = 20  # seconds: a mail server that hangs must not hold the clock
PATIENCE = 150  # seconds for one letter, however slowly it drips: less than the letter's lease
# Flask-Mail re-registers UTF-8 for the whole process without an encoding, and Thai would leave as
# raw 8-bit lines of any length (SMTP allows 998): put the standard's base64 back.
charset.add_charset("utf-8", charset.SHORTEST, charset.BASE64, "utf-8")


# Exactly one address, whatever was typed: no list, no name, no second header.
ONE_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@<>()\[\],;:\"\\]{1,190}")
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,398}>")  # what may stand in a header of ours

Files = Sequence[tuple[str, str, bytes]]  # enclosed: name, type, content
PICTURES = {"image/png"}


class Undelivered(Exception):
    """The letter did not leave; ``permanent`` when trying again cannot help.

    ``away``: the server itself could not be had, so the same would happen to any letter.
    """

    def __init__(self, problem: str, *, permanent: bool = False, away: bool = False) -> None:
        super().__init__(f"{AWAY}{problem}" if away else problem)
        self.permanent, self.away = permanent, away


class _Patient(smtplib.SMTP):
    """The library's client, which leaves a server that takes longer than PATIENCE in all."""

    bell = Bell(0, lambda: None)

    def connect(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        """There is a connection, and patience from its first byte."""
        self.bell = Bell(PATIENCE, lambda: self.sock)
        self.bell.__enter__()
        try:
            return super().connect(*args, **more)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """There is none any more."""
        self.bell.__exit__()
        super().close()


class _WrappedPatient(_Patient, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


class CarefulConnection(Connection):
    """Flask-Mail's connection with what it lacks: a timeout and a checked certificate."""

    def configure_host(self) -> smtplib.SMTP:
        """A ready connection to the configured server; errors are smtplib's own."""
        config = current_app.config
        server, port = config["MAIL_SERVER"], config["MAIL_PORT"]
        trust = ssl.create_default_context(cafile=config["MAIL_CA_FILE"] or None)
        if config["MAIL_USE_SSL"]:
            host: _Patient = _WrappedPatient(server, port, timeout=TIMEOUT, context=trust)
        else:
            host = _Patient(server, port, timeout=TIMEOUT)
        with ExitStack() as otherwise:
            otherwise.callback(host.close)
            if config["MAIL_USE_TLS"]:
                host.starttls(context=trust)
            if config["MAIL_USERNAME"]:
                host.login(config["MAIL_USERNAME"], config["MAIL_PASSWORD"])
            host.ehlo_or_helo_if_needed()
            otherwise.pop_all()
        return host


class CarefulMail(Mail):
    """Flask-Mail whose connections are careful."""

    def connect(self) -> Connection:
        """Open later, by ``with``."""
        return CarefulConnection(current_app.extensions["mail"])


def deliver(letter: Letter, link: str, files: Files) -> None:
    """The mail server has taken the letter; Undelivered otherwise. ``link`` goes into the text."""
    mail: CarefulMail = current_app.extensions["siang_mail"]
    if not ONE_ADDRESS.fullmatch(letter.recipient):
        raise Undelivered("not one address", permanent=True)
    try:
        with _reached(mail) as connection:
            connection.send(_message(letter, link, files), _envelope_from(letter))
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise Undelivered(str(codes), permanent=all(c >= 500 for c in codes)) from error
    except smtplib.SMTPResponseException as error:
        raise Undelivered(f"{error.smtp_code}", permanent=error.smtp_code >= 500) from error
    except UnicodeError as error:  # an address in Thai letters: few servers could carry it yet
        raise Undelivered(type(error).__name__, permanent=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Undelivered(type(error).__name__, permanent=False) from error


@contextmanager
def _reached(mail: CarefulMail) -> Iterator[Connection]:
    """A connection that greeted us, trusted and signed in; Undelivered as ``away`` without one."""
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(cast("AbstractContextManager", mail.connect()))
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered(type(error).__name__, away=True) from error
        yield connection


def keep_as_file(letter: Letter, link: str, folder: Path, now: datetime, files: Files) -> Path:
    """Without a mail server: the letter as an ``.eml`` that any mail program opens."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    message = EmailMessage()
    message["Subject"], message["To"] = _subject(letter), letter.recipient
    message["From"], message["Message-ID"] = current_app.config["MAIL_FROM"], letter.message_id
    message["Date"] = now
    for name, value in _headers(letter).items():
        message[name] = value
    message.set_content(_text(letter, link), cte="base64")
    message.add_alternative(_html(letter, link, files), subtype="html", cte="base64")
    for name, type_, content in files:
        main, _, sub = type_.partition("/")
        how, cid = _shown(name, type_)
        message.add_attachment(
            content, maintype=main, subtype=sub, filename=name, disposition=how, cid=cid
        )
    place = folder / f"{letter.id:08d}-{letter.name}.eml"
    place.write_bytes(message.as_bytes())
    return place


def _message(letter: Letter, link: str, files: Files) -> Message:
    message = Message(
        subject=_subject(letter), recipients=[letter.recipient], body=_text(letter, link),
        html=_html(letter, link, files), sender=current_app.config["MAIL_FROM"],
        extra_headers=_headers(letter),
    )  # fmt: skip
    message.msgId = letter.message_id
    for name, type_, content in files:
        how, cid = _shown(name, type_)
        message.attach(name, type_, content, how, {"Content-ID": cid} if cid else {})
    return message


def _headers(letter: Letter) -> dict[str, str]:
    """What tells machines that we are one, and people's programs where the answer belongs."""
    receipt = letter.name == "acknowledgement"
    headers = {
        "Auto-Submitted": "auto-replied" if receipt else "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if receipt:
        headers["Precedence"] = "bulk"
    if MESSAGE_ID.fullmatch(letter.in_reply_to or ""):
        headers["In-Reply-To"] = headers["References"] = letter.in_reply_to
    reply_to = signer().address(REPLY, letter.id, letter.recipient)
    if reply_to and LETTERS[letter.name].linked:
        headers["Reply-To"] = reply_to
    return headers


def _envelope_from(letter: Letter) -> str | None:
    """Where their server complains: an address of this very letter, if there is a domain for it."""
    return signer().address(BOUNCE, letter.id, letter.recipient) or None


def _subject(letter: Letter) -> str:
    return " ".join(letter.subject.split())


def _text(letter: Letter, link: str) -> str:
    return ratings.as_text(numbered(letter), letter.language, link).replace("[link]", link)


def _shown(name: str, type_: str) -> tuple[str, str | None]:
    """How a file comes: a picture of ours is shown in the text, by its Content-ID."""
    return ("inline", f"<{name}>") if type_ in PICTURES else ("attachment", None)


def as_html(text: str, language: str, link: str, pictures: Sequence[str] = ()) -> str:
    """The text as the HTML part shows it: escaped, with no link but our own.

    ``pictures`` come with the same letter: nothing is fetched to show them.
    """
    paragraphs = [part.splitlines() for part in text.strip().split("\n\n")]
    return render_template(
        "mail/layout.html", paragraphs=paragraphs, link=link, language=language,
        rates=ratings.links(language, link), site=f"{current_app.config['BASE_URL']}/",
        pictures=pictures,
    )  # fmt: skip


def _html(letter: Letter, link: str, files: Files) -> str:
    pictures = [name for name, type_, _ in files if type_ in PICTURES]
    return as_html(numbered(letter), letter.language, link, pictures)

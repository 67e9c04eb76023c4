"""The dialogue with a mailbox that is polled: one message at a time, and no word of a password.

Whatever goes wrong leaves here as one of few words, never as what the server said: servers
repeat what they were told.
"""

import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError

from app.bell import Bell
from workflows.limits import RAW_MAIL

TIMEOUT = 20  # seconds for one word of the server
PATIENCE = 150  # seconds for one message, however slowly it drips
HEAD = 64 * 1024  # bytes: what is looked at above a message
TOO_LARGE, NOT_GIVEN = "too_large", "not_given"
DONE = "Siang"  # the folder for what was fetched, where the server has one or makes one


class Troubled(Exception):
    """The dialogue ended early; its word is one of queries.mailbox.PROBLEMS."""


class Refused(Exception):
    """This message is not to be had, TOO_LARGE or NOT_GIVEN; the dialogue goes on.

    ``head`` is what stands above one that is too large, as far as the server gave it.
    """

    def __init__(self, why: str, head: bytes = b"") -> None:
        super().__init__(why)
        self.head = head


@dataclass(frozen=True)
class Account:
    """Which folder of whose mailbox, and how to get there."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    security: str  # ssl, starttls, none
    ca_file: str = ""

    @property
    def name(self) -> str:
        """What the mailbox is called in our tables; no password in it."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"[:200]


def account(url: str, ca_file: str = "") -> Account:
    """The account of a SIANG_IMAP_URL, which config.py has looked at.

    ``imap://…?starttls`` begins in clear and turns safe before the password is told; ``imap://``
    alone stays in clear, and on this machine.
    """
    parts = urlsplit(url)
    clear = "starttls" if parts.query == "starttls" else "none"
    security = "ssl" if parts.scheme == "imaps" else clear
    return Account(
        parts.hostname or "", parts.port or (993 if security == "ssl" else 143),
        unquote(parts.username or ""), unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX", security, ca_file,
    )  # fmt: skip


def name_of(url: str) -> str:
    """What the mailbox at ``url`` is called in our tables; empty without one."""
    return account(url).name if url else ""


@contextmanager
def opened(account: Account) -> Iterator["Folder"]:
    """The folder, signed in to and selected; Troubled when that cannot be."""
    with _told():
        trust = ssl.create_default_context(cafile=account.ca_file or None)
        client = _connected(account, trust)
    try:
        with client.bell, _told():
            if account.security == "starttls":
                _encrypt(client, trust)
            box = _Box(client)
            _sign_in(box, account)
            box.folder.set(account.folder)
            folder = Folder(client, away=account.folder != DONE)
        yield folder
    finally:
        with client.bell, suppress(imaplib.IMAP4.error, OSError):
            client.logout()
        with suppress(OSError):
            client.shutdown()


class Folder:
    """A folder while the dialogue lasts."""

    def __init__(self, client: "_Client", *, away: bool) -> None:
        self._client, self._bell = client, client.bell
        said = client.response("UIDVALIDITY")[1]
        self.uidvalidity = int(said[0] or 0) if said else 0
        able = str(client.capability()[1]).upper().split()  # after signing in servers tell more
        self._moves = away and any("MOVE" in word for word in able)
        self._made = False

    def uids(self, after: int, again: Iterable[int] = ()) -> list[int]:
        """The messages beyond ``after``, and those of ``again`` that are still there."""
        wanted = set(again)
        asked = ",".join([*map(str, sorted(wanted)), f"{after + 1}:*"])
        with self._bell, _told():
            _, said = self._client.uid("SEARCH", "UID", asked)
            found = [int(word) for line in said if line for word in line.split()]
        return sorted({uid for uid in found if uid > after or uid in wanted})

    def fetch(self, uid: int) -> bytes | None:
        """The message byte for byte, not marked; None when it is gone, Refused when too large."""
        said = [item for item in self._fetch(uid, "RFC822.SIZE") if isinstance(item, bytes)]
        sizes = re.findall(rb"RFC822\.SIZE (\d+)", b" ".join(said))
        if not sizes:
            return None
        if max(map(int, sizes)) > RAW_MAIL:
            raise Refused(TOO_LARGE, self._head(uid))
        for item in self._fetch(uid, f"BODY.PEEK[]<0.{RAW_MAIL + 1}>"):  # servers may be mistaken
            if isinstance(item, tuple) and b"BODY[" in item[0].upper():
                if len(item[1]) > RAW_MAIL:
                    raise Refused(TOO_LARGE)
                return item[1]
        raise Refused(NOT_GIVEN)

    def _head(self, uid: int) -> bytes:
        with suppress(Refused):
            for item in self._fetch(uid, f"BODY.PEEK[HEADER]<0.{HEAD}>"):
                if isinstance(item, tuple):
                    return bytes(item[1])
        return b""

    def file_away(self, uid: int) -> None:
        """Marked as read, and out of the way where the server lets us; else no matter."""
        with self._bell, _told(), suppress(Refused), _one_message():
            self._client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
            if self._moves and not self._moved(uid):
                self._moves = False

    def _moved(self, uid: int) -> bool:
        if self._client.uid("MOVE", str(uid), DONE)[0] == "OK":
            return True
        if self._made:
            return False
        self._made = True
        return self._client.create(DONE)[0] == "OK" and self._moved(uid)

    def _fetch(self, uid: int, what: str) -> list:
        with self._bell, _told(), _one_message():
            answer, items = self._client.uid("FETCH", str(uid), f"(UID {what})")
        if answer != "OK":
            raise Refused(NOT_GIVEN)
        return [item for item in items if item]


class _Client(imaplib.IMAP4):
    """The library's client with a bell, which watches the greeting too."""

    def open(self, *args: Any, **more: Any) -> None:
        """There is a connection, and patience for the greeting."""
        super().open(*args, **more)
        self.bell = Bell(PATIENCE, lambda: self.sock)
        self.bell.__enter__()

    def shutdown(self) -> None:
        """There is none any more."""
        self.bell.__exit__()
        super().shutdown()


class _WrappedClient(_Client, imaplib.IMAP4_SSL):
    """The same with TLS from the first byte."""


class _Box(BaseMailBox):
    """imap-tools' mailbox on a client of ours."""

    def __init__(self, client: _Client) -> None:
        self._get_mailbox_client = lambda: client  # type: ignore[method-assign]  # its own hook
        super().__init__()


def _connected(account: Account, trust: ssl.SSLContext) -> _Client:
    host, port = account.host, account.port
    try:
        client = (
            _WrappedClient(host, port, ssl_context=trust, timeout=TIMEOUT)
            if account.security == "ssl"
            else _Client(host, port, TIMEOUT)
        )
    except imaplib.IMAP4.error:  # goodbye, instead of a greeting
        raise Troubled("connection") from None
    client.bell.__exit__()
    return client


def _encrypt(client: imaplib.IMAP4, trust: ssl.SSLContext) -> None:
    try:
        client.starttls(trust)
    except imaplib.IMAP4.error:  # not offered, or taken away on the way
        raise Troubled("tls") from None


def _sign_in(box: BaseMailBox, account: Account) -> None:
    plain = account.user.isascii() and account.password.isascii()
    login = box.login if plain else box.login_utf8
    try:
        login(account.user, account.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ImapToolsError):
        raise Troubled("login") from None


@contextmanager
def _told() -> Iterator[None]:
    """Every error of libraries and sockets as a word of ours, without what was said."""
    try:
        yield
    except (Troubled, Refused):
        raise
    except ssl.SSLError:
        raise Troubled("tls") from None
    except TimeoutError:
        raise Troubled("slow") from None
    except (imaplib.IMAP4.readonly, MailboxFolderSelectError):
        raise Troubled("folder") from None
    except (imaplib.IMAP4.abort, OSError):
        raise Troubled("connection") from None
    except (imaplib.IMAP4.error, ImapToolsError, ValueError, MemoryError):
        raise Troubled("protocol") from None


@contextmanager
def _one_message() -> Iterator[None]:
    """BAD is said of this message only; the end of the dialogue is still the end."""
    try:
        yield
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise Refused(NOT_GIVEN) from None

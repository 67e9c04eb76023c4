"""Every setting once: its name, its meaning and a safe default, read from the environment."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from click import ClickException
from dotenv import dotenv_values
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

MEGABYTE = 1024 * 1024
LOOPBACK = ("127.0.0.1", "::1", "localhost")
TLS = ("starttls", "ssl", "none")
LAST_PORT = 65535


class BadSetting(ClickException):
    """A setting that would be unsafe or cannot be used; ``flask`` says this text and no more."""


@dataclass(frozen=True)
class Settings:
    """What an administrator may decide from outside; docs/operations.md explains each."""

    var: Path  # VAR: database, attachments, raw mail, secret key; mode 0700
    database_url: str  # SIANG_DATABASE_URL
    secret_key: str  # SIANG_SECRET_KEY: signs sessions, derives case secrets; keep it for ever
    base_url: str  # SIANG_BASE_URL: every link in a letter starts with it
    mail_server: str  # SIANG_MAIL_SERVER: empty keeps letters under /desk/outbox and as .eml
    mail_port: int  # SIANG_MAIL_PORT
    mail_username: str  # SIANG_MAIL_USERNAME
    mail_password: str  # SIANG_MAIL_PASSWORD
    mail_tls: str  # SIANG_MAIL_TLS: starttls (default), ssl, or none for a relay on this machine
    mail_ca_file: str  # SIANG_MAIL_CA_FILE: certificate authority of the office's own server
    mail_from: str  # SIANG_MAIL_FROM
    reply_domain: str  # SIANG_REPLY_DOMAIN: mail to reply+…@ and bounce+…@ it reaches our mail door
    integrity_email: str  # SIANG_INTEGRITY_EMAIL: the mailbox of the integrity door
    imap_url: str  # SIANG_IMAP_URL: imaps://user:password@host/INBOX, polled when set
    clamd: str  # SIANG_CLAMD: host:port or unix:///path of a virus scanner; empty scans nothing
    data_key: str  # SIANG_DATA_KEY: opens files and restricted words; kept apart from the database
    clamd_seconds: int  # SIANG_CLAMD_SECONDS: how long one file may take it
    attachments: str  # SIANG_ATTACHMENTS: folder for files as they arrived, or s3://bucket/prefix
    aws: dict[str, str]  # AWS_*: where that bucket is, and who we are there
    redis_url: str  # SIANG_REDIS_URL: shared rate limits of several nodes; empty is per process
    rate_limit: int  # SIANG_RATE_LIMIT: new cases per hour and address
    letters_per_hour: int  # SIANG_LETTERS_PER_HOUR: to one address of a correspondent
    timezone: str  # SIANG_TIMEZONE
    languages: tuple[str, ...]  # SIANG_LANGUAGES: the first is the default
    smtp_port: int  # SMTP_PORT: the mail door
    lmtp_port: int  # LMTP_PORT
    mail_host: str  # SIANG_MAIL_HOST: address the mail door listens on
    mail_backlog: int  # SIANG_MAIL_BACKLOG: while so many mails wait to be read none is let in
    proxies: int  # SIANG_PROXIES: trusted reverse proxies in front (X-Forwarded-For)
    health_token: str  # SIANG_HEALTH_TOKEN: shows health detail to others than loopback
    demo: bool  # DEMO: an empty site starts with the demo office; 0 starts it with a set-up link
    upload_limit: int = 25 * MEGABYTE  # all files of one submission, fixed and documented

    @property
    def is_secure(self) -> bool:
        """True where people reach the site by https, so that cookies are bound to it."""
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; the environment wins over a ``.env`` file beside it.

    Makes VAR (mode 0700) and, where none is given, the secret key in it. Raises BadSetting.
    """
    env = {**dotenv_values(".env"), **os.environ} if environ is None else dict(environ)

    def get(name: str, default: str = "") -> str:
        return (env.get(name) or default).strip()

    var = _folder(get("VAR", "var"))
    return Settings(
        var=var,
        database_url=_database_url(get("SIANG_DATABASE_URL", f"sqlite:///{var}/siang.db")),
        secret_key=_secret(get("SIANG_SECRET_KEY"), "SIANG_SECRET_KEY", var / "secret_key"),
        base_url=_base_url(get("SIANG_BASE_URL", "http://127.0.0.1:8000").rstrip("/")),
        mail_server=_host(get("SIANG_MAIL_SERVER"), "SIANG_MAIL_SERVER"),
        mail_port=_port(get("SIANG_MAIL_PORT", "587"), "SIANG_MAIL_PORT"),
        mail_username=get("SIANG_MAIL_USERNAME"),
        mail_password=get("SIANG_MAIL_PASSWORD"),
        mail_tls=_one_of(get("SIANG_MAIL_TLS", "starttls"), TLS, "SIANG_MAIL_TLS"),
        mail_ca_file=_file(get("SIANG_MAIL_CA_FILE"), "SIANG_MAIL_CA_FILE"),
        mail_from=_address(get("SIANG_MAIL_FROM", "siang@office.example"), "SIANG_MAIL_FROM"),
        reply_domain=_host(get("SIANG_REPLY_DOMAIN"), "SIANG_REPLY_DOMAIN"),
        integrity_email=_address(get("SIANG_INTEGRITY_EMAIL"), "SIANG_INTEGRITY_EMAIL").lower(),
        imap_url=_imap_url(get("SIANG_IMAP_URL")),
        clamd=_scanner(get("SIANG_CLAMD")),
        clamd_seconds=max(1, _number(get("SIANG_CLAMD_SECONDS", "60"), "SIANG_CLAMD_SECONDS")),
        data_key=_secret(get("SIANG_DATA_KEY"), "SIANG_DATA_KEY", var / "data_key"),
        attachments=_store(get("SIANG_ATTACHMENTS", f"{var}/attachments")),
        aws=_aws(get),
        redis_url=_redis_url(get("SIANG_REDIS_URL")),
        rate_limit=_number(get("SIANG_RATE_LIMIT", "60"), "SIANG_RATE_LIMIT", 1),
        letters_per_hour=_number(get("SIANG_LETTERS_PER_HOUR", "3"), "SIANG_LETTERS_PER_HOUR", 1),
        timezone=_timezone(get("SIANG_TIMEZONE", "Asia/Bangkok")),
        languages=_languages(get("SIANG_LANGUAGES", "th,en")),
        smtp_port=_port(get("SMTP_PORT", "8025"), "SMTP_PORT"),
        lmtp_port=_port(get("LMTP_PORT", "8024"), "LMTP_PORT"),
        mail_host=_host(get("SIANG_MAIL_HOST", "127.0.0.1"), "SIANG_MAIL_HOST"),
        mail_backlog=max(1, _number(get("SIANG_MAIL_BACKLOG", "50000"), "SIANG_MAIL_BACKLOG")),
        proxies=_number(get("SIANG_PROXIES", "0"), "SIANG_PROXIES"),
        health_token=get("SIANG_HEALTH_TOKEN"),
        demo=_one_of(get("DEMO", "1"), ("0", "1"), "DEMO") == "1",
    )


def _database_url(url: str) -> str:
    """psycopg 3 is named in full, whatever short form the environment used."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            url = "postgresql+psycopg://" + url.removeprefix(short)
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        url = ""
    if not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise BadSetting(
            "SIANG_DATABASE_URL must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME,"
            " with %40 for @, %3A for : and %2F for / in the password"
        )
    return url


def _folder(name: str) -> Path:
    """The folder ``name``, made with mode 0700 where it was not there."""
    folder = Path(name).absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"VAR must be a folder, or where one can be made: {error}") from error
    return folder


def _base_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole:
        raise BadSetting(f"SIANG_BASE_URL must begin with https://HOST or http://HOST, not {url!r}")
    return url


def _store(place: str) -> str:
    if place.startswith("s3://") and not urlsplit(place).hostname:
        raise BadSetting("SIANG_ATTACHMENTS must be a folder or s3://BUCKET/PREFIX")
    return place


def _redis_url(url: str) -> str:
    try:
        is_whole = urlsplit(url).port != 0
    except ValueError:
        is_whole = False
    if url and not (is_whole and url.startswith(("redis://", "rediss://", "redis+unix://"))):
        raise BadSetting("SIANG_REDIS_URL must be redis://HOST, rediss://HOST or redis+unix://PATH")
    return url


def _address(text: str, name: str) -> str:
    """Empty, or one address of mail, with or without a name before it."""
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(text)[1]):
        raise BadSetting(f"{name} must be an address of mail, as in voice@office.example")
    return text


def _host(text: str, name: str) -> str:
    """Empty, a host name or an address: no port, no scheme, no mailbox."""
    try:
        is_host = bool(re.fullmatch(r"[\w-]+(\.[\w-]+)*", text, re.ASCII) or ip_address(text))
    except ValueError:
        is_host = not text
    if not is_host:
        raise BadSetting(f"{name} must be a host alone, as in mail.office.example, not {text!r}")
    return text


def _file(name: str, setting: str) -> str:
    if name and not (Path(name).is_file() and os.access(name, os.R_OK)):
        raise BadSetting(f"{setting} must be a file that can be read, not {name!r}")
    return name


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:
        raise BadSetting(f"SIANG_TIMEZONE must be as in Asia/Bangkok, not {name!r}") from error
    return name


def _languages(text: str) -> tuple[str, ...]:
    found = tuple(text.replace(" ", "").split(","))
    if not set(found) <= {"th", "en"} or len(set(found)) < len(found):
        raise BadSetting(f"SIANG_LANGUAGES must be of th and en, as in th,en: not {text!r}")
    return found


def _imap_url(url: str) -> str:
    """Empty, or where app/intake/imap.py can go; what is wrong is told without the password."""
    try:
        parts = urlsplit(url)
        is_whole = parts.hostname and parts.username and parts.password and parts.port != 0
    except ValueError:
        is_whole = False
    if url and not (is_whole and parts.scheme in ("imap", "imaps")):
        raise BadSetting(
            "SIANG_IMAP_URL must be imaps://USER:PASSWORD@HOST/FOLDER or imap://…?starttls, "
            "with %40 for @, %3A for : and %2F for / in name and password"
        )
    if parts.scheme == "imap" and parts.query != "starttls" and parts.hostname not in LOOPBACK:
        raise BadSetting("SIANG_IMAP_URL without TLS is for this machine only: imaps or ?starttls")
    return url


def _secret(given: str, name: str, place: Path) -> str:
    """What was given, or what lies in ``place``, made there once; BadSetting when it is weak."""
    if given:
        if len(given) < 32 or len(set(given)) < 10:
            raise BadSetting(f"{name} is weak: use at least 32 random characters")
        return given
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        pass
    return _secret(place.read_text().strip() or "empty", name, place)


def _aws(get: Callable[[str], str]) -> dict[str, str]:
    """What was given of a bucket's address and of our name there; plain http never leaves here."""
    url = get("AWS_ENDPOINT_URL")
    ours = url.startswith("http://") and urlsplit(url).hostname in LOOPBACK
    if url and not url.startswith("https://") and not ours:
        raise BadSetting("AWS_ENDPOINT_URL must begin with https://, except on this machine")
    given = {
        "aws_endpoint": url,
        "aws_access_key_id": get("AWS_ACCESS_KEY_ID"),
        "aws_secret_access_key": get("AWS_SECRET_ACCESS_KEY"),
        "aws_session_token": get("AWS_SESSION_TOKEN"),
        "aws_region": get("AWS_REGION") or get("AWS_DEFAULT_REGION"),
    }
    return {name: value for name, value in given.items() if value}


def _scanner(address: str) -> str:
    if address and not re.fullmatch(r"unix:(//)?/\S+|\S+:[0-9]+", address):
        raise BadSetting("SIANG_CLAMD must be host:port or unix:///path")
    if address and not address.startswith("unix:"):
        _port(address.rpartition(":")[2], "SIANG_CLAMD")
    return address


def _number(text: str, name: str, least: int = 0) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < least:
        raise BadSetting(
            f"{name} must be a number{f' from {least} up' if least else ''}, not {text!r}"
        )
    return int(text)


def _port(text: str, name: str) -> int:
    if (number := _number(text, name, 1)) > LAST_PORT:
        raise BadSetting(f"{name} must be a port from 1 to {LAST_PORT}, not {text!r}")
    return number


def _one_of(text: str, choices: tuple[str, ...], name: str) -> str:
    if text not in choices:
        raise BadSetting(f"{name} must be one of {', '.join(choices)}, not {text!r}")
    return text

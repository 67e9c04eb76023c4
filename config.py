"""Every setting once: its name, its meaning and a safe default, read from the environment."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

MEGABYTE = 1024 * 1024
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class BadSetting(Exception):
    """A setting that would be unsafe or cannot be used; the text says what to do."""


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

    var = Path(get("VAR", "var")).absolute()
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Settings(
        var=var,
        database_url=_database_url(get("SIANG_DATABASE_URL", f"sqlite:///{var}/siang.db")),
        secret_key=_secret(get("SIANG_SECRET_KEY"), "SIANG_SECRET_KEY", var / "secret_key"),
        base_url=get("SIANG_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        mail_server=get("SIANG_MAIL_SERVER"),
        mail_port=_number(get("SIANG_MAIL_PORT", "587"), "SIANG_MAIL_PORT"),
        mail_username=get("SIANG_MAIL_USERNAME"),
        mail_password=get("SIANG_MAIL_PASSWORD"),
        mail_tls=_one_of(get("SIANG_MAIL_TLS", "starttls"), ("starttls", "ssl", "none")),
        mail_ca_file=get("SIANG_MAIL_CA_FILE"),
        mail_from=get("SIANG_MAIL_FROM", "siang@office.example"),
        reply_domain=get("SIANG_REPLY_DOMAIN"),
        integrity_email=get("SIANG_INTEGRITY_EMAIL").lower(),
        imap_url=_imap_url(get("SIANG_IMAP_URL")),
        clamd=_scanner(get("SIANG_CLAMD")),
        clamd_seconds=max(1, _number(get("SIANG_CLAMD_SECONDS", "60"), "SIANG_CLAMD_SECONDS")),
        data_key=_secret(get("SIANG_DATA_KEY"), "SIANG_DATA_KEY", var / "data_key"),
        attachments=get("SIANG_ATTACHMENTS", f"{var}/attachments"),
        aws=_aws(get),
        redis_url=get("SIANG_REDIS_URL"),
        rate_limit=_number(get("SIANG_RATE_LIMIT", "60"), "SIANG_RATE_LIMIT"),
        letters_per_hour=_number(get("SIANG_LETTERS_PER_HOUR", "3"), "SIANG_LETTERS_PER_HOUR"),
        timezone=get("SIANG_TIMEZONE", "Asia/Bangkok"),
        languages=tuple(get("SIANG_LANGUAGES", "th,en").replace(" ", "").split(",")),
        smtp_port=_number(get("SMTP_PORT", "8025"), "SMTP_PORT"),
        lmtp_port=_number(get("LMTP_PORT", "8024"), "LMTP_PORT"),
        mail_host=get("SIANG_MAIL_HOST", "127.0.0.1"),
        mail_backlog=max(1, _number(get("SIANG_MAIL_BACKLOG", "50000"), "SIANG_MAIL_BACKLOG")),
        proxies=_number(get("SIANG_PROXIES", "0"), "SIANG_PROXIES"),
        health_token=get("SIANG_HEALTH_TOKEN"),
        demo=get("DEMO", "1") != "0",
    )


def _database_url(url: str) -> str:
    """psycopg 3 is named in full, whatever short form the environment used."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise BadSetting("SIANG_DATABASE_URL must be sqlite:///FILE or postgresql+psycopg://…")
    return url


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
    if url.startswith("http://") and urlsplit(url).hostname not in LOOPBACK:
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
    if address and not re.fullmatch(r"unix:(//)?/\S+|\S+:[0-9]{1,5}", address):
        raise BadSetting("SIANG_CLAMD must be host:port or unix:///path")
    return address


def _number(text: str, name: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise BadSetting(f"{name} must be a number, not {text!r}")
    return int(text)


def _one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise BadSetting(f"SIANG_MAIL_TLS must be one of {', '.join(choices)}")
    return text

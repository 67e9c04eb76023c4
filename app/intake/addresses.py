"""Whom a mail names: strictly for the sender, whom we may write to, loosely for the rest."""

import re

from app.intake.charsets import decode_header_text

BETWEEN_ADDRESSES = re.compile(r'[\s<>,;:"()\[\]]+')
# Looser than the web form: what an office's own net uses as a domain is an address too.
_WORD = r'[^\s@<>()\[\],;:"\\.]'
ADDRESS = re.compile(rf"(?:{_WORD}|\.){{1,64}}@{_WORD}{{1,63}}(?:\.{_WORD}{{1,63}})*")
LONGEST_ADDRESS = 254
QUOTED = re.compile(r'"[^"]*"')


def read_sender(headers: list[str]) -> tuple[str, str]:
    """Name and address of the one sender; no address where more than one could be meant.

    ``alice@evil.example,<officer@office.example>`` must never pass for the officer.
    """
    if len(headers) != 1:
        return "", ""
    before, bracket, after = headers[0].strip().rpartition("<")
    if not bracket:
        return _without_brackets(after)
    address, _, rest = after.partition(">")
    plain = QUOTED.sub("", before).strip()
    doubtful = bool(rest.strip()) or any(sign in plain for sign in "@<>")
    if doubtful and plain != address.strip():
        return _name(before), ""
    return _name(before), _valid(address)


def read_addresses(headers: list[str]) -> tuple[str, ...]:
    """Every address in the headers, in small letters, each once."""
    words = (
        word.lower()
        for header in headers
        for word in BETWEEN_ADDRESSES.split(decode_header_text(header))
        if "@" in word.strip("@")
    )
    return tuple(dict.fromkeys(words))


def _without_brackets(value: str) -> tuple[str, str]:
    """The old form ``somchai@example.com (Somchai)``, a bare address, or only a name."""
    address, comment, name = value.partition("(")
    if "@" not in address:
        return decode_header_text(value), ""
    if comment and "@" in name:
        return "", ""
    return decode_header_text(name.rstrip(") ")), _valid(address)


def _name(value: str) -> str:
    return decode_header_text(value).replace("\\", "").strip("\"' ")


def _valid(address: str) -> str:
    address = decode_header_text(address)
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        return ""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"

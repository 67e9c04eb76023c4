"""Secret codes and links: derived or random, at least 128 bits, kept only as a hash."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Iterator
from itertools import islice

from workflows.text import DIGITS

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: read out and written down safely
GROUPS, SIZE = 7, 4  # 28 characters of 31: 138 bits
MOST = 10_000  # looked for in one text: whoever writes tells fewer
_SPACE = len(ALPHABET) ** (GROUPS * SIZE)
_ELSE = re.compile(f"[^{ALPHABET}]+")
_WIDE = {ord(letter) + 0xFEE0: letter for letter in ALPHABET + ALPHABET.lower()}  # full width
_TYPED = DIGITS | _WIDE
_SIGN = f"[{ALPHABET}{ALPHABET.lower()}๒-๙{''.join(map(chr, _WIDE))}]"
_BETWEEN = r"[\W_]{0,4}"  # however people part the groups, and programs quote and wrap them
_WRITTEN = re.compile(  # every place at which a code may begin
    f"(?=((?:{_SIGN}{_BETWEEN}){{{GROUPS * SIZE - 1}}}{_SIGN}))"
)


def derive_code(key: str, purpose: str, seed: str) -> str:
    """The same secret code for the same key, purpose and seed, in groups of four."""
    digest = hmac.new(key.encode(), f"{purpose}:{seed}".encode(), hashlib.sha512).digest()
    number = int.from_bytes(digest, "big") % _SPACE
    letters = ""
    for _ in range(GROUPS * SIZE):
        number, index = divmod(number, len(ALPHABET))
        letters += ALPHABET[index]
    return "-".join(letters[i : i + SIZE] for i in range(0, len(letters), SIZE))


def derive_token(key: str, purpose: str, seed: str) -> str:
    """A link's token of 256 bits, the same for the same seed."""
    return hmac.new(key.encode(), f"{purpose}:{seed}".encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A random token of 256 bits."""
    return secrets.token_urlsafe(32)


def new_key() -> int:
    """A random key for a row whose place in its table must tell nothing: 53 bits."""
    return secrets.randbelow(2**53 - 1) + 1


def derive_short_code(key: str, purpose: str, seed: str) -> str:
    """A code of 59 bits to read out or print, in three groups of four; for counted doors only."""
    return derive_code(key, purpose, seed)[: 3 * (SIZE + 1) - 1]


def digest_short(key: str, code: str) -> str:
    """What is stored of a short code: without the key nobody can try all codes against it."""
    return hmac.new(key.encode(), plain_code(code).encode(), hashlib.sha256).hexdigest()


def new_password() -> str:
    """A random password of 79 bits that can be read out and typed."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(SIZE)) for _ in range(SIZE))
    return "-".join(groups)


def digest(token: str) -> str:
    """What is stored of a code or token. Fast on purpose: 128 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def plain_code(typed: str) -> str:
    """A code as people type it (blanks, small letters, Thai digits) in the form that was hashed."""
    bare = _ELSE.sub("", typed.translate(_TYPED).upper())
    return "-".join(bare[i : i + SIZE] for i in range(0, len(bare), SIZE))


def matches(typed: str, stored: str) -> bool:
    """Whether a typed code is the one whose digest is ``stored``, in constant time."""
    same = hmac.compare_digest(digest(plain_code(typed)), stored)
    return same and bool(stored)


def codes_in(text: str) -> set[str]:
    """What would be stored of everything in ``text`` that may be a secret code."""
    return {digest(plain_code(one[1])) for one in _told(text)}


def without_code(text: str, stored: Collection[str], instead: str) -> str:
    """``text`` with ``instead`` wherever it tells a code whose digest is among ``stored``."""
    kept, end = [], 0
    for found in _told(text):
        if found.start() >= end and digest(plain_code(found[1])) in stored:
            kept += [text[end : found.start()], instead]
            end = found.end(1)
    return "".join([*kept, text[end:]])


def _told(text: str) -> Iterator[re.Match[str]]:
    """Every place at which a code may begin; seldom any in what people write."""
    return islice(_WRITTEN.finditer(text), MOST)

"""Secret codes that somebody tells us: left out of what we keep, and of what staff read."""

from sqlalchemy import select

from app.database import db
from app.models import Case
from workflows.secrets import codes_in, without_code
from workflows.words import Words

LEFT_OUT = Words("(รหัสลับ เราไม่เก็บไว้)", "(the secret code, which we do not keep)")


def without(text: str, language: str) -> str:
    """``text`` without the secret code of whatever case: some tell an older one's, or another's."""
    codes = codes_in(text)
    if not codes:
        return text
    stored = db.session.scalars(select(Case.secret_hash).where(Case.secret_hash.in_(codes)))
    return without_code(text, set(stored), LEFT_OUT.say(language))


def without_in(file: bytes) -> bytes:
    """The same for a file of text, in whatever encoding."""
    text, encoding = read_text(file)
    return without(text, "en").encode(encoding)


def read_text(file: bytes) -> tuple[str, str]:
    """A file of text as text, with the encoding in which it is the same bytes again.

    Where it is not UTF-8, each byte stands for itself: in all the others of Thai a code is ASCII.
    """
    try:
        return file.decode(), "utf-8"
    except UnicodeDecodeError:
        return file.decode("latin-1"), "latin-1"

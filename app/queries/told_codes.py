"""Secret codes that somebody tells us: left out of what we keep, and of what staff read."""

from collections.abc import Collection

from sqlalchemy import select

from app.database import db
from app.models import Case
from app.queries.links import ties
from workflows.secrets import codes_in, reads_like_code, without_code
from workflows.words import Words

LEFT_OUT = Words("(รหัสลับ เราไม่เก็บไว้)", "(the secret code, which we do not keep)")


def without(text: str, case: Case) -> str:
    """``text`` without the secret code of the case, or of one tied to it."""
    return without_of(_beside(case), text, case.language) if reads_like_code(text) else text


def without_of(keys: Collection[int], text: str, language: str) -> str:
    """``text`` without the secret code of any of these cases."""
    if not keys or not reads_like_code(text):
        return text
    stored = db.session.scalars(select(Case.secret_hash).where(Case.id.in_(keys)))
    return without_code(text, set(stored), LEFT_OUT.say(language))


def without_any(text: str, language: str) -> str:
    """``text`` without the secret code of whatever case: nobody knows yet which it tells of."""
    codes = codes_in(text)
    if not codes:
        return text
    stored = db.session.scalars(select(Case.secret_hash).where(Case.secret_hash.in_(codes)))
    return without_code(text, set(stored), LEFT_OUT.say(language))


def without_in(file: bytes, case: Case) -> bytes:
    """The same for a file of text: a code has the same bytes in every encoding that Thai has."""
    text = file.decode("latin-1")
    if not reads_like_code(text):
        return file
    return without_of(_beside(case), text, "en").encode("latin-1")


def _beside(case: Case) -> list[int]:
    return [case.id, *(key for _, key in ties(case))]

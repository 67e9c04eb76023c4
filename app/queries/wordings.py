"""Questions about the office's own wording of its letters."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.models import LetterTemplate


def versions(letter: str, kind: str, language: str) -> Sequence[LetterTemplate]:
    """Every version of one letter's wording, the newest first."""
    query = select(LetterTemplate).filter_by(name=letter, kind=kind, language=language)
    return db.session.scalars(query.order_by(LetterTemplate.version.desc())).all()


def in_force() -> set[tuple[str, str, str]]:
    """Letter, kind and language of every wording of the office's own that holds."""
    query = select(LetterTemplate.name, LetterTemplate.kind, LetterTemplate.language)
    return {
        (row[0], row[1], row[2]) for row in db.session.execute(query.where(LetterTemplate.active))
    }

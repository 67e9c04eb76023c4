"""The questions of a letter, each a row of its own, so that each has its own answer."""

from collections.abc import Sequence

from app.database import db
from app.models import Letter, Question


def put_questions(letter: Letter | None, texts: Sequence[str]) -> None:
    """Every question of the letter stands on the case; of a letter that is none, nothing does."""
    if letter is None:
        return
    db.session.flush()
    db.session.add_all(
        Question(case_id=letter.case_id, letter_id=letter.id, position=position, text=text)
        for position, text in enumerate(texts, start=1)
    )


def numbered(texts: Sequence[str]) -> str:
    """The questions as a letter lists them; one alone has no number."""
    if len(texts) == 1:
        return texts[0]
    return "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))

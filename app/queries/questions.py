"""Questions about our questions: what a letter asked, and what is answered."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.database import db
from app.models import Case, Letter, Question


class Asked(NamedTuple):
    """The questions of one letter, in their order."""

    letter_id: int
    questions: Sequence[Question]

    @property
    def open(self) -> list[Question]:
        """Those that nobody has answered."""
        return [one for one in self.questions if one.answered_at is None]


def of(case: Case) -> list[Asked]:
    """Every letter's questions, the oldest letter first."""
    query = select(Question).where(Question.case_id == case.id)
    found: dict[int, list[Question]] = {}
    for one in db.session.scalars(query.order_by(Question.letter_id, Question.position)):
        found.setdefault(one.letter_id, []).append(one)
    return [Asked(letter_id, rows) for letter_id, rows in found.items()]


def open_of(case: Case) -> list[Asked]:
    """The letters of which some question waits for its answer."""
    return [asked for asked in of(case) if asked.open]


def of_letter(case: Case, letter_id: int) -> Asked | None:
    """The questions of that letter of this case; None where it asked nothing."""
    return next((asked for asked in of(case) if asked.letter_id == letter_id), None)


def latest_letter(case: Case) -> Letter | None:
    """The letter that asked last."""
    query = select(Letter).where(Letter.case_id == case.id, Letter.name == "question")
    return db.session.scalar(query.order_by(Letter.id.desc()).limit(1))

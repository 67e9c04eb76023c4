"""The correspondent answers what a letter asked: in one form, or by a reply to the whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.actions.receive_message import receive_message
from app.actions.record import record
from app.database import db
from app.intake.submission import File
from app.models import Case, Message
from app.queries import questions, told_codes
from workflows.errors import Invalid, UnknownReference
from workflows.limits import BODY
from workflows.words import Words

NOTHING = Words("ตอบอย่างน้อยหนึ่งข้อ", "Answer one question at least")
LONG = Words(f"เขียนได้ไม่เกิน {BODY:,} ตัวอักษร", f"At most {BODY:,} characters")


def answer_questions(
    case: Case, letter_id: int, now: datetime, answers: Mapping[int, str], source_key: str,
    files: Sequence[File] = (),
) -> Message:  # fmt: skip
    """Each answer stands at its question, and all of them on the case as one message, once.

    Some may wait: what is given is kept, and the clock that waited runs again, because
    the turn is ours. UnknownReference for a letter that asked nothing.
    """
    asked = questions.of_letter(case, letter_id)
    if asked is None:
        raise UnknownReference(str(letter_id))
    told = {place: text.strip() for place, text in answers.items() if text.strip()}
    given = {place: told_codes.without(text, case.language) for place, text in told.items()}
    rows = [one for one in asked.questions if one.position in given]
    if not rows and not files:
        raise Invalid(answers=NOTHING)
    body = "\n\n".join(f"{_asked(one.position, one.text)}\n{given[one.position]}" for one in rows)
    if len(body) > BODY * 2:
        raise Invalid(answers=LONG)
    before = db.session.scalar(select(Message.id).where(Message.source_key == source_key))
    message = receive_message(case, now, body, source_key, files)
    if before is None:
        for one in rows:
            one.answer, one.answered_at = given[one.position], message.at
        record(case, "questions_answered", now, by="correspondent", letter=letter_id)
    return message


def answer_whole(case: Case, now: datetime, text: str, letter_id: int | None = None) -> bool:
    """A reply counts for everything that letter asked and was not answered; whether it did.

    Without a letter: for all that the case asks. One question has the words as its answer; of
    several, each is answered and the words stand in the message.
    """
    asked = questions.open_of(case)
    waiting = [one for one in asked if letter_id in (None, one.letter_id)]
    said = told_codes.without(text.strip(), case.language)
    for one in waiting:
        alone = len(one.questions) == 1
        for question in one.open:
            question.answer, question.answered_at = (said if alone else ""), now
        record(case, "questions_answered", now, by="correspondent", letter=one.letter_id)
    return bool(waiting)


def _asked(position: int, text: str) -> str:
    return f"{position}. {text}"

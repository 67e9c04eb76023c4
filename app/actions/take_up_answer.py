"""Makes a case of what somebody wrote in a survey."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from app.actions.register import register
from app.database import db
from app.intake.submission import Sender, Submission
from app.models import Case, Person, Survey, SurveyAnswer
from app.queries import samples
from workflows import Kind, limits
from workflows.errors import Invalid
from workflows.text import cut
from workflows.words import Words

KIND = Words("เลือกประเภทเรื่อง", "Choose the kind")


def take_up_answer(
    survey: Survey, answer_id: int, kind: str, topic: str, *, actor: Person, now: datetime
) -> Case:
    """There is one case of that answer, with the unit of its topic; taken up twice it is the same.

    Of an anonymous survey the case has no correspondent; else it is of whom answered.
    """
    if kind not in set(Kind):
        raise Invalid(kind=KIND)
    query = select(SurveyAnswer).where(SurveyAnswer.id == answer_id)
    answer = db.session.scalar(query.with_for_update())
    said = samples.said_one(survey, answer_id)
    if answer and answer.case_id:
        return db.session.get_one(Case, answer.case_id)
    asked = None if survey.anonymous else samples.answered_by(said.answer)
    sender = Sender(asked.name, asked.email, asked.phone) if asked else Sender()
    text = said.answer.text
    case = register(Submission(
        channel="survey", kind=kind, topic=topic or None, received_at=now, sender=sender,
        subject=cut(text.split("\n")[0], min(100, limits.SUBJECT)), body=text,
        anonymous=asked is None, group=said.group.code if said.group else None,
        source_key=f"survey-answer:{answer_id}",
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
    ), now, actor)  # fmt: skip
    said.answer.case_id = case.id
    return case

"""Writes to the people of a sample: an invitation with a link of their own, and one reminder."""

from datetime import datetime

from sqlalchemy import select

from app.actions.record import record_elsewhere
from app.database import db
from app.mail import outbox
from app.models import Person, Survey, SurveySample
from app.queries import surveys
from app.queries.cases import today
from workflows.dates import say_date
from workflows.errors import Invalid
from workflows.surveys import Stage, occasion, stage
from workflows.words import Words

CLOSED = Words("เชิญได้เฉพาะวันที่แบบสำรวจเปิดรับคำตอบ", "Invitations go out while the survey is open")
NOBODY = Words(
    "ไม่มีผู้ที่ต้องเชิญทางอีเมล: เชิญครบแล้ว ตอบแล้ว หรือไม่มีอีเมล",
    "Nobody to invite by mail: all are invited, have answered, or have no address",
)


def invite(survey: Survey, language: str, actor: Person, now: datetime) -> int:
    """Everybody of the sample who has an address and was not invited has a letter; how many."""
    if stage(survey.opens_on, survey.closes_on, today(now)) is not Stage.OPEN:
        raise Invalid(invite=CLOSED)
    query = select(SurveySample).where(
        SurveySample.survey_code == survey.code, SurveySample.invited_at.is_(None),
        SurveySample.answered_on.is_(None), SurveySample.email != "",
    )  # fmt: skip
    waiting = db.session.scalars(query.with_for_update()).all()
    if not waiting:
        raise Invalid(invite=NOBODY)
    for sample in waiting:
        _write(sample, survey, surveys.INVITATION, "en" if language == "en" else "th", now)
        sample.invited_at = now
    record_elsewhere(f"register:surveys:{survey.id}", "survey_invited", now, actor=actor,
                     number=len(waiting))  # fmt: skip
    return len(waiting)


def remind_sample(sample_id: int, now: datetime) -> bool:
    """Who was invited and has not answered has one reminder; False when none is owed any more."""
    query = select(SurveySample, Survey).join(Survey, Survey.code == SurveySample.survey_code)
    query = query.where(SurveySample.id == sample_id)
    row = db.session.execute(query.with_for_update(of=SurveySample)).first()
    if row is None:
        return False
    sample, survey = row
    owed = select(SurveySample.id).where(
        SurveySample.id == sample_id, *surveys.owed_a_reminder(survey, now)
    )
    is_open = stage(survey.opens_on, survey.closes_on, today(now)) is Stage.OPEN
    if not is_open or db.session.scalar(owed) is None:
        return False
    first = surveys.invitation(sample)
    _write(sample, survey, surveys.REMINDER, first.language if first else "th", now)
    sample.reminded_at = now
    return True


def _write(sample: SurveySample, survey: Survey, name: str, language: str, now: datetime) -> None:
    outbox.put_elsewhere(
        name, occasion(sample.id), now, to=sample.email, language=language, dear=sample.name,
        survey=survey.name_th, anonymous=survey.anonymous,
        closes=say_date(survey.closes_on, language, "long") if survey.closes_on else "",
    )  # fmt: skip

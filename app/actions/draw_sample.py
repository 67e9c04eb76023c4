"""Says who of a group is asked: drawn from the list of CS1, or brought by a person."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from app.actions.record import record_elsewhere
from app.database import db
from app.intake.sample_list import Asked, known_by
from app.models import Person, Survey, SurveySample
from app.queries import samples
from app.queries.samples import GroupAsked
from workflows.errors import Invalid
from workflows.secrets import derive_short_code, derive_token, digest, digest_short, new_key
from workflows.surveys import CODE, LINK, draw, occasion
from workflows.words import Words

NO_LIST = Words(
    "ยังไม่มีรายชื่อสมาชิกของกลุ่มนี้ในทะเบียน นำเข้าหรือพิมพ์รายชื่อแทน",
    "No members of this group are registered: import or type the list instead",
)
THERE = Words("มีรายชื่อแล้ว ล้างรายชื่อก่อนจึงสุ่มใหม่ได้", "There is a list: clear it before you draw")
BEGUN = Words(
    "มีผู้ได้รับเชิญหรือตอบแล้ว ล้างรายชื่อไม่ได้", "Some were invited or answered: it cannot be cleared"
)
ALL_THERE = Words("ทุกคนในรายการนี้อยู่ในรายชื่อแล้ว", "All of them are in the list already")


def draw_sample(survey: Survey, code: str, actor: Person, now: datetime, key: str) -> int:
    """As many of the group as it takes are asked, the same ones whenever drawn anew; how many."""
    group = samples.group(survey, code)
    if group.counts.sampled:
        raise Invalid(draw=THERE)
    members = {member.id: member for member in samples.members(survey, code)}
    if not members:
        raise Invalid(draw=NO_LIST)
    seed = f"{survey.code}:{code}"
    chosen = draw(members, min(group.size or len(members), len(members)), seed)
    people = [Asked(members[k].name, members[k].email, members[k].phone) for k in chosen]
    _add(survey, code, people, key)
    _told(survey, "sample_drawn", actor, now, group, seed=seed, of=len(members), number=len(people))
    return len(people)


def add_to_sample(
    survey: Survey, code: str, people: Iterable[Asked], *, actor: Person, now: datetime, key: str
) -> int:
    """These people are asked too; who is in the survey already is not added.

    They are known by their address, without one by name and telephone.
    """
    group = samples.group(survey, code)
    query = select(SurveySample).where(SurveySample.survey_code == survey.code)
    there = {known_by(one.name, one.email, one.phone) for one in db.session.scalars(query)}
    new = [one for one in people if known_by(one.name, one.email, one.phone) not in there]
    if not new:
        raise Invalid(people=ALL_THERE)
    _add(survey, code, new, key)
    _told(survey, "sample_added", actor, now, group, number=len(new))
    return len(new)


def clear_sample(survey: Survey, code: str, actor: Person, now: datetime) -> None:
    """Nobody of the group is asked; only while nobody was invited and nobody has answered."""
    group = samples.group(survey, code)
    listed = samples.sample(survey, code)
    if any(one.invited_at or one.answered_on for one in listed):
        raise Invalid(clear=BEGUN)
    of = (SurveySample.survey_code == survey.code, SurveySample.group_code == code)
    db.session.execute(delete(SurveySample).where(*of))
    _told(survey, "sample_cleared", actor, now, group, number=len(listed))


def code_of(sample: SurveySample, key: str) -> str:
    """The short code of somebody of a sample, for paper and telephone."""
    return derive_short_code(key, CODE, occasion(sample.id))


def _add(survey: Survey, code: str, people: Iterable[Asked], key: str) -> None:
    """The key of each row is random: it is never used again, and its order tells nothing."""
    for one in people:
        about = occasion(number := new_key())
        db.session.add(SurveySample(
            id=number, survey_code=survey.code, group_code=code, name=one.name,
            email=one.email.lower(), phone=one.phone,
            token_hash=digest(derive_token(key, LINK, about)),
            code_hash=digest_short(key, derive_short_code(key, CODE, about)),
        ))  # fmt: skip
    db.session.flush()


def _told(
    survey: Survey, what: str, actor: Person, now: datetime, group: GroupAsked, **details: Any
) -> None:
    record_elsewhere(
        f"register:surveys:{survey.id}", what, now, actor=actor, group=group.group.code, **details
    )

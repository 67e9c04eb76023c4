"""Is Form 2.3 ready: what stands, what is missing, who owes it by when, what readers say."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import func, select

from app.database import db
from app.models import ClaimComment, Person, ReportDuty
from app.reports.form23 import Criterion, Form23, Reason, Result, ThaiOnPaper, form23
from app.reports.frozen import SUBMITTED
from workflows.dates import local_day

BEFORE = 7
REMINDERS = (-BEFORE, 0, 1, 8, 15, 22)  # days from the due date on which a reminder goes out


class CriterionReadiness(BaseModel):
    """One criterion: its claims counted, what is missing, who owes its data, open comments."""

    code: str
    result: Result | None
    proposed_result: Result
    reasons: list[Reason]
    supported: int
    confirmed: int
    unprintable: list[int]  # numbers of the claims that nothing and nobody stands for
    missing: list[ThaiOnPaper]
    owner: str | None = None
    owner_email: str | None = None
    due_on: date | None = None
    days_left: int | None = None
    comments_open: int = 0

    @property
    def is_ready(self) -> bool:
        """Every claim is printed and somebody has set the result."""
        return not self.unprintable and self.result is not None


class Readiness(BaseModel):
    """The whole form of a year; ``version`` goes back with what changes it."""

    fiscal_year_be: int
    status: str
    version: int
    cut_off: date | None
    claims: int
    supported: int
    confirmed: int
    unprintable: int
    comments_open: int
    criteria: list[CriterionReadiness]


def readiness(year: int, now: datetime) -> Readiness:
    """Everything that is owed for the form of ``year``."""
    form, today = form23(year, now), local_day(now)
    owed, comments = _duties(year), open_comments(year)
    criteria = [_criterion(one, owed, comments, today) for one in form.criteria]
    return Readiness(
        fiscal_year_be=year, status=form.status, version=form.version, cut_off=form.cut_off,
        claims=sum(len(one.claims) for one in form.criteria),
        supported=sum(one.supported for one in criteria),
        confirmed=sum(one.confirmed for one in criteria),
        unprintable=sum(len(one.unprintable) for one in criteria),
        comments_open=sum(comments.values()), criteria=criteria,
    )  # fmt: skip


def open_comments(year: int) -> Counter[str]:
    """How many comments wait on each claim, by "CS3.1"."""
    query = select(ClaimComment.claim, func.count().label("waiting")).where(
        ClaimComment.fiscal_year == year, ClaimComment.settled_at.is_(None)
    )
    found = db.session.execute(query.group_by(ClaimComment.claim))
    return Counter({row.claim: row.waiting for row in found})


def comments(year: int, claim: str) -> list[tuple[ClaimComment, str]]:
    """What was said of a claim, and by whom, the first first."""
    query = select(ClaimComment, Person.name).join(Person, Person.id == ClaimComment.author_id)
    query = query.where(ClaimComment.fiscal_year == year, ClaimComment.claim == claim)
    return [(row, name) for row, name in db.session.execute(query.order_by(ClaimComment.id))]


def unreminded(now: datetime) -> Sequence[int]:
    """The duties of which a reminder is due and was not written."""
    query = select(ReportDuty).where(
        ReportDuty.due_on <= local_day(now) + timedelta(BEFORE),
        ReportDuty.due_on >= local_day(now) - timedelta(REMINDERS[-1] + BEFORE),
    )
    due = [duty for duty in db.session.scalars(query.order_by(ReportDuty.id)) if _is_due(duty, now)]
    forms = {year: form23(year, now) for year in {duty.fiscal_year for duty in due}}
    return [duty.id for duty in due if _owes(forms[duty.fiscal_year], duty)]


def is_owed(duty: ReportDuty, now: datetime) -> bool:
    """Whether a reminder of this duty is due now."""
    return _is_due(duty, now) and _owes(form23(duty.fiscal_year, now), duty)


def owed_by(duty: ReportDuty, now: datetime) -> CriterionReadiness:
    """What the duty is about, as it stands."""
    found = readiness(duty.fiscal_year, now).criteria
    return next(one for one in found if one.code == duty.criterion)


def due_stage(due_on: date, today: date) -> date | None:
    """The day of the last reminder that ought to have gone out by ``today``."""
    days = [due_on + timedelta(step) for step in REMINDERS]
    return max((day for day in days if day <= today), default=None)


def _is_due(duty: ReportDuty, now: datetime) -> bool:
    stage = due_stage(duty.due_on, local_day(now))
    told = duty.reminded_at
    return stage is not None and (told is None or local_day(told) < stage)


def _owes(form: Form23, duty: ReportDuty) -> bool:
    """A form that was handed in owes nothing more."""
    found = next((one for one in form.criteria if one.code == duty.criterion), None)
    if found is None or form.status == SUBMITTED:
        return False
    return found.result is None or any(not claim.is_printed for claim in found.claims)


def _duties(year: int) -> dict[str, tuple[ReportDuty, Person]]:
    query = select(ReportDuty, Person).join(Person, Person.id == ReportDuty.person_id)
    found = db.session.execute(query.where(ReportDuty.fiscal_year == year))
    return {duty.criterion: (duty, person) for duty, person in found}


def _criterion(
    of: Criterion,
    owed: dict[str, tuple[ReportDuty, Person]],
    comments: Counter[str],
    today: date,
) -> CriterionReadiness:
    left = [claim for claim in of.claims if not claim.is_printed]
    made = CriterionReadiness(
        code=of.code, result=of.result, proposed_result=of.proposed_result, reasons=of.reasons,
        supported=sum(claim.supported for claim in of.claims),
        confirmed=sum(claim.is_printed and not claim.supported for claim in of.claims),
        unprintable=[claim.number for claim in left],
        missing=[words for claim in left for words in claim.missing],
        comments_open=sum(comments[f"{of.code}.{claim.number}"] for claim in of.claims),
    )  # fmt: skip
    if of.code in owed:
        duty, person = owed[of.code]
        made.owner, made.owner_email, made.due_on = person.name, person.email, duty.due_on
        made.days_left = (duty.due_on - today).days
    return made

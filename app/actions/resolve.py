"""Ends a case with its outcome and an answer; or opens it again."""

from datetime import datetime

from app.actions.advance import advance
from app.actions.given import Given, Hats
from app.actions.tell import WAYS, tell_correspondent
from app.database import db
from app.mail import outbox
from app.models import Case, Person
from app.queries import cases, office
from workflows import outcome_label
from workflows.deadlines import BANGKOK, Milestone
from workflows.errors import Invalid, UnknownReference
from workflows.words import Words


def resolve(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case is resolved with an outcome of its kind; the correspondent has the answer."""
    case.outcome = given.outcome
    _answer(case, given)
    advance(case, "resolve", actor, now, worn, given.note, outcome=case.outcome)
    _close(case, actor, now, given)


def dismiss(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case is closed without deciding its substance, for a recorded reason."""
    case.outcome = given.outcome
    case.forwarded_to = given.forwarded_to
    case.duplicate_of = _original(case, actor, given.duplicate_of)
    _answer(case, given)
    advance(case, "dismiss", actor, now, worn, given.reason, outcome=case.outcome,
            forwarded_to=case.forwarded_to)  # fmt: skip
    _close(case, actor, now, given)


def reopen(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case is open again with its owner and its old deadlines; outcome and answer are owed."""
    told = {"outcome_before": case.outcome}
    if case.owner is None:
        case.owner, case.owner_id, case.unit_code = actor, actor.id, actor.unit_code
    case.unmeet(Milestone.RESOLVE)
    case.unmeet(Milestone.ANALYSE)
    case.working_days = None
    case.outcome = case.answer = case.no_answer_reason = case.forwarded_to = ""
    case.duplicate_of = None
    advance(case, "reopen", actor, now, worn, given.reason, **told)
    occasion = f"reopened-{case.version}"
    if case.owner:
        outbox.put(case, "yours", occasion, now, to=case.owner.email, language="th",
                   note=given.reason)  # fmt: skip
    tell_correspondent(case, "reopened", occasion, now)


def _answer(case: Case, given: Given) -> None:
    if given.told_by and given.told_by not in WAYS:
        raise Invalid(told_by=Words("เลือกวิธีแจ้งจากรายการ", "Choose how from the list"))
    case.answer = given.answer
    case.no_answer_reason = "" if given.answer else given.no_answer_reason


def _original(case: Case, actor: Person, reference: str) -> Case | None:
    if not reference:
        return None
    try:
        original = cases.find(reference.strip().upper(), actor)
    except UnknownReference:
        original = case
    if original.id == case.id:
        raise Invalid(duplicate_of=Words("ไม่พบเรื่องเดิมเลขที่นี้", "There is no such other case"))
    return original


def _close(case: Case, actor: Person, now: datetime, given: Given) -> None:
    """Resolved: the deadlines of answering are met, the answer is written, a report is due."""
    case.meet(Milestone.FIRST_ANSWER, now)
    case.meet(Milestone.RESOLVE, now)
    case.working_days = _working_days(case, now)
    case.look_ahead()
    words = {"words": case.answer, "outcome": outcome_label(case.outcome)}
    occasion = f"answer-{case.version}"
    if case.answer:
        tell_correspondent(case, "answer", occasion, now, author=actor, how=given.told_by, **words)
    if case.referral:
        _report(case, actor, now, occasion, words)


def _working_days(case: Case, now: datetime) -> int:
    last = now.astimezone(BANGKOK).date()
    span = max((last - case.official_on).days, 0) + 30
    return max(office.calendar(case.official_on, days=span).working_days(case.official_on, last), 0)


def _report(case: Case, actor: Person, now: datetime, occasion: str, words: dict) -> None:
    """The agency is the case's second client: it reads the report in its system or by post."""
    agency = db.session.get(Person, case.referral.agency_person_id or 0) if case.referral else None
    if not words["words"]:
        words = {**words, "words": case.no_answer_reason}
    outbox.put(case, "report", occasion, now, to=agency.email if agency else "",
               how="email" if agency else "post", author=actor, language="th", **words)  # fmt: skip
    if case.referral and case.referral.reported_at is None:
        case.referral.reported_at = now

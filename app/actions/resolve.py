"""Ends a case with its outcome and an answer."""

from datetime import date, datetime

from app.actions.advance import advance
from app.actions.given import Given, Hats
from app.actions.praise import praised_in, tell_praised
from app.actions.report_referral import report_outcome
from app.actions.resume_clock import end_stop
from app.actions.tell import WAYS, tell_correspondent
from app.models import Case, Person
from app.queries import cases, clocks, office
from workflows import outcome_label
from workflows.dates import BANGKOK, local_day, say_date
from workflows.deadlines import Milestone, stopped_days
from workflows.errors import Invalid, UnknownReference
from workflows.windows import windows
from workflows.words import Words


def resolve(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case is resolved with an outcome of its kind; the correspondent has the answer."""
    case.outcome = given.outcome
    case.praised = praised_in(case, given.praised)
    _answer(case, given)
    told = {"praised": case.praised.name} if case.praised else {}
    advance(case, "resolve", actor, now, worn, given.reason, outcome=case.outcome, **told)
    _close(case, actor, now, given)
    tell_praised(case, now)


def dismiss(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case is closed without deciding its substance, for a recorded reason."""
    case.outcome = given.outcome
    _forward(case, given, now)
    case.duplicate_of = _original(case, actor, given.duplicate_of)
    _answer(case, given)
    advance(case, "dismiss", actor, now, worn, given.reason, outcome=case.outcome,
            forwarded_to=case.forwarded_to, forward_number=case.forward_number,
            forward_date=_iso(case.forward_date))  # fmt: skip
    _close(case, actor, now, given)


def _forward(case: Case, given: Given, now: datetime) -> None:
    if given.forward_date and given.forward_date > local_day(now):
        raise Invalid(forward_date=Words("วันที่ของหนังสือยังไม่ถึง", "This day has not come yet"))
    case.forwarded_to = given.forwarded_to
    case.forward_number = given.forward_number if given.forwarded_to else ""
    case.forward_date = given.forward_date if given.forwarded_to else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


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
    _count(case, actor, now)
    case.look_ahead()
    words = {"words": case.answer, "outcome": outcome_label(case.outcome),
             "reason": "" if case.has_dismissal else given.reason, **_days(case, now)}  # fmt: skip
    occasion = f"answer-{case.version}"
    if case.answer:
        tell_correspondent(case, "answer", occasion, now, author=actor, how=given.told_by, **words)
    report_outcome(case, actor, now)


def _days(case: Case, now: datetime) -> dict[str, str]:
    """The days a letter names: of the forwarding, and until when the outcome may be contested."""
    until = windows(local_day(now), office.office().reopen_days)
    appeal_until = None if case.appeal_of_id else until.appeal_until
    days = {"forward_date": case.forward_date, "reopen_until": until.reopen_until,
            "appeal_until": appeal_until}  # fmt: skip
    styles = {"forward_date": "full"}
    return {
        name: say_date(day, case.language, styles.get(name, "long")) if day else ""
        for name, day in days.items()
    }


def _count(case: Case, actor: Person, now: datetime) -> None:
    """A stop that still ran has ended; the days stand on the case, by both clocks."""
    running = clocks.running(case)
    if running is not None:
        end_stop(case, running, now, "staff", actor)
    first, last = case.official_on, now.astimezone(BANGKOK).date()
    calendar = office.calendar(first, days=max((last - first).days, 0) + 30)
    stops = clocks.spans(clocks.stops(case))
    case.working_days = max(calendar.working_days(first, last), 0)
    case.worked_days = case.working_days - stopped_days(first, last, calendar, stops)

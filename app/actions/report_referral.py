"""Reports back to the office that referred a case, in the form it expects, and reminds of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.actions.record import record
from app.actions.tell import tell_staff
from app.database import db
from app.mail import outbox
from app.models import Case, Person, Referral
from app.queries import people, referrals
from app.queries.cases import today
from app.queries.rights import may_write
from workflows import NotAllowed, outcome_label
from workflows.dates import say_date
from workflows.errors import Invalid
from workflows.reporting import Result, result_of
from workflows.roles import Role
from workflows.words import Words

NOT_REFERRED = Words("เรื่องนี้ไม่มีหน่วยงานใดส่งต่อมา", "No office referred this case to us")
NO_RESULT = Words("เลือกผลที่รายงานจากรายการ", "Choose the result from the list")
NO_TEXT = Words("เขียนสิ่งที่ได้ทำ หรือคำชี้แจง", "Write what was done, or why it cannot be done")
NO_NEXT = Words("เลือกวันรายงานครั้งต่อไป หลังจากวันนี้", "Choose the day of the next report, after today")
ENDED = Words(
    "เรื่องยุติแล้ว รายงานผลเป็น “แล้วเสร็จ” หรือ “ไม่สามารถดำเนินการได้”",
    "The case is resolved: report it as done, or as what cannot be done",
)
LATE = "late"  # the subject of a report that came after its date


@dataclass(frozen=True)
class Report:
    """What is reported; ``next_on`` only of what is in progress."""

    result: Result
    words: str
    next_on: date | None = None
    outcome: Words | None = None


def report_back(
    case: Case, actor: Person, now: datetime, *, result: str, text: str, next_on: date | None = None
) -> None:
    """The report is on its way; one in progress puts the next off, any other is the last owed."""
    if not may_write(case, actor):
        raise NotAllowed("report", case.state, forbidden=True)
    if case.referral is None:
        raise Invalid(result=NOT_REFERRED)
    wrong = {
        "result": _wrong_result(case, result),
        "text": None if text.strip() else NO_TEXT,
        "next_on": _wrong_next(result, next_on, today(now)),
    }
    if problems := {name: words for name, words in wrong.items() if words}:
        raise Invalid(**problems)
    known = Result(result)
    report = Report(known, text.strip(), None if known.is_final else next_on)
    _send(case, case.referral, actor, now, report)


def report_outcome(case: Case, actor: Person, now: datetime) -> None:
    """The agency, the second client of a referred case, has our decision, as of its resolution."""
    if case.referral is None:
        return
    words = case.answer or case.no_answer_reason
    outcome = outcome_label(case.outcome)
    report = Report(result_of(case.outcome), words, outcome=outcome)
    _send(case, case.referral, actor, now, report)


def remind_of_report(case: Case, now: datetime, step: str) -> bool:
    """Who owes the report is reminded, once at this step of the ladder; whether it was now.

    After the date those above them are told too.
    """
    if (case.id, step) not in referrals.unreminded(now, only=case.id):
        return False
    due = case.referral.report_due if case.referral else None
    what = "report_overdue" if step == referrals.OVER else "report_due_soon"
    above = people.manager_of(case) if step == referrals.OVER else ()
    told = tell_staff(
        case, [*_owing(case), *above], what, referrals.occasion(due, step), now,
        due=say_date(due, "th", "long") if due else "", dated=_dated(case.referral),
    )  # fmt: skip
    event = record(case, what, now, to=[person.name for person in told], due=_iso(due))
    event.subject = referrals.occasion(due, step)
    return True


def _send(case: Case, referral: Referral, actor: Person, now: datetime, report: Report) -> None:
    """The agency reads it in its system or by post; what it moves stands in the event."""
    agency = db.session.get(Person, referral.agency_person_id or 0)
    outbox.put(
        case, "report", f"report-{case.version}", now, to=agency.email if agency else "",
        how="email" if agency else "post", author=actor, language="th", referral=referral,
        report=report, next=say_date(report.next_on, "th", "long") if report.next_on else "",
        dated=_dated(referral),
    )  # fmt: skip
    before, late = referral.report_due, _is_late(referral, now)
    referral.result = report.result.value
    if not report.result.is_final:
        referral.report_due = report.next_on
    elif referral.reported_at is None:
        referral.reported_at = now
    if case.retold:  # its history stands where it was kept before
        return
    event = record(case, "reported", now, actor=actor, note=report.words,
                   result=report.result.value, due=_iso(before),
                   next=_iso(report.next_on))  # fmt: skip
    event.subject = LATE if late else ""


def _dated(referral: Referral | None) -> str:
    dated = referral.letter_date if referral else None
    return say_date(dated, "th", "full") if dated else ""


def _is_late(referral: Referral, now: datetime) -> bool:
    due = referral.report_due
    return referral.reported_at is None and due is not None and today(now) > due


def _owing(case: Case) -> Sequence[Person]:
    """The owner; of a case that has none yet, intake."""
    if case.owner:
        return [case.owner]
    wanted = Role.CONFIDENTIAL if case.restricted else Role.INTAKE
    return [person for person in people.active() if person.has(wanted)]


def _wrong_result(case: Case, result: str) -> Words | None:
    if result not in list(Result):
        return NO_RESULT
    return ENDED if not (Result(result).is_final or case.state.is_open) else None


def _wrong_next(result: str, next_on: date | None, day: date) -> Words | None:
    if result != Result.IN_PROGRESS or (next_on and next_on > day):
        return None
    return NO_NEXT


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

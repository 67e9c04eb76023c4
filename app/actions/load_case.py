"""Takes a case of an office file through its history, by the same steps as any other case."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.actions.given import Given
from app.actions.rate import rate
from app.actions.record import record
from app.actions.register import continue_after, register
from app.actions.take_step import take_step
from app.intake.office_file.cases import CaseRow
from app.intake.old_case import to_submission
from app.models import Case, Person
from app.queries import cases, people
from app.queries.rights import hats
from workflows import By
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.roles import Role
from workflows.words import Words

ACKNOWLEDGED = "acknowledge"
TAKEN = Words("เลขที่นี้เป็นของเรื่องอื่นแล้ว", "this reference is another case's already")
NOBODY = Words("ไม่มีผู้มอบหมายเรื่องนี้ได้", "nobody here may assign this case")


def load_case(row: CaseRow) -> Case:
    """The case is here with its history; one that was here already is not touched.

    Nothing of the history is sent. NotAllowed, Invalid or OutsideCalendar where the rules forbid
    what the file tells.
    """
    there = cases.by_reference(row.id)
    if there is not None:
        if there.received_at != row.received_at:
            raise Invalid(id=TAKEN)
        return there
    case = register(to_submission(row), row.received_at, answer=False)
    case.retold = True
    for at, step in sorted(_happened(row), key=lambda pair: pair[0]):
        _happen(case, row, step, at)
    if row.handling_satisfaction and row.resolved_at:
        rate(case, row.resolved_at, row.handling_satisfaction, None)
    case.retold = False
    return case


def continue_numbers(references: Iterable[str]) -> None:
    """The next case of each fiscal year gets a number above all of ``references``."""
    for reference in references:
        continue_after(reference)


def _happened(row: CaseRow) -> Iterator[tuple[datetime, str]]:
    """Each recorded time with what happened then."""
    times = (
        (row.acknowledged_at, ACKNOWLEDGED),
        (row.assigned_at, "assign"),
        (row.analysed_at, "analyse"),
        (row.resolved_at, row.ending),
    )
    return ((at, step) for at, step in times if at)


def _happen(case: Case, row: CaseRow, step: str, at: datetime) -> None:
    if at < row.received_at:
        raise Invalid(**{step: Words("ก่อนวันรับเรื่อง", "before the case was received")})
    if step == ACKNOWLEDGED:
        case.meet(Milestone.ACKNOWLEDGE, at)
        record(case, "acknowledged", at, by="staff")
        return
    if row.referral and case.referral and row.referral.reported_at:
        case.referral.reported_at = row.referral.reported_at
    take_step(case, step, _actor(case, step), at, _given(row, step))


def _given(row: CaseRow, step: str) -> Given:
    if step == "assign":
        owner = people.by_code(row.owner) if row.owner else None
        return Given(owner=owner.email if owner else row.owner_email or "")
    if step == "analyse":
        return Given(root_cause=row.root_cause, finding=row.analysis, method=row.method)
    reason = row.reason or (row.analysis if step == "dismiss" else "")
    return Given(
        outcome=row.outcome or "", answer=row.resolution, no_answer_reason=row.no_answer_reason,
        reason=reason, forwarded_to=row.forwarded_to,
        forward_number=row.forward_number, forward_date=row.forward_date,
        duplicate_of=row.duplicate_of or "",
    )  # fmt: skip


def _actor(case: Case, step: str) -> Person:
    """The owner; where there is none yet, or who gave it to them: intake before managers."""
    if case.owner and step != "assign":
        return case.owner
    desk = [p for p in people.active() if hats(case, p) & {By.INTAKE, By.MANAGER}]
    if not desk:
        raise Invalid(owner=NOBODY)
    return min(desk, key=lambda person: not person.has(Role.INTAKE))

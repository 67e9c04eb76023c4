"""Numbers for a monitoring system: how much waits, how long, and whether the clock strikes."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from app.database import db
from app.models import Attachment, Case, Evidence, JobRun, Letter, RawMail
from workflows import State

Labels = dict[str, str]
Number = tuple[str, str, Labels, float]  # name, what it is, labels, value


def numbers(now: datetime) -> Iterator[Number]:
    """Every number with its name; no text, address or reference of anybody among them."""
    yield from _grouped("siang_cases_open", "Cases that are not resolved", Case.state,
                        Case.state != State.RESOLVED)  # fmt: skip
    yield from _grouped("siang_mails", "Mails as they came, not yet a case", RawMail.state,
                        RawMail.state.in_(("waiting", "quarantine")))  # fmt: skip
    yield from _grouped("siang_letters", "Letters that have not left", Letter.status,
                        Letter.status.in_(("ready", "failed")))  # fmt: skip
    yield from _grouped("siang_files_unscanned", "Files that wait for the virus scanner",
                        Attachment.scan, Attachment.scan == "pending")  # fmt: skip
    yield from _grouped("siang_evidence_unscanned", "Evidence that waits for the virus scanner",
                        Evidence.scan, Evidence.scan == "pending")  # fmt: skip
    yield from _grouped("siang_files_damaged", "Files that the nightly check found changed",
                        Attachment.scan, Attachment.damaged.is_(True))  # fmt: skip
    for name, what, column, waits in (
        ("siang_mail_wait_seconds", "Age of the oldest mail that waits", RawMail.received_at,
         RawMail.state == "waiting"),
        ("siang_letter_wait_seconds", "Delay of the letter that waits longest",
         Letter.next_try_at, Letter.status == "ready"),
    ):  # fmt: skip
        oldest = db.session.scalar(select(func.min(column)).where(waits))
        yield name, what, {}, max((now - oldest).total_seconds(), 0) if oldest else 0
    last = select(JobRun.job, func.max(JobRun.started_at)).group_by(JobRun.job)
    for job, at in db.session.execute(last):
        yield ("siang_job_age_seconds", "Since the job last began", {"job": job},
               (now - at).total_seconds())  # fmt: skip
    failed = select(JobRun.job, func.sum(JobRun.failed)).group_by(JobRun.job)
    for job, count in db.session.execute(failed):
        yield "siang_job_failures", "Items that failed in the last days", {"job": job}, count


def _grouped(name: str, what: str, column: object, chosen: object) -> Iterator[Number]:
    query = select(column, func.count()).where(chosen).group_by(column)  # type: ignore[call-overload]  # any column
    for value, count in db.session.execute(query):
        yield name, what, {"state": str(value)}, count

"""What people decide about Form 2.3: results, final wordings, and who stands for a claim."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.actions.record import record_elsewhere
from app.database import db
from app.models import Person, ReportState
from app.reports.form23 import Claim, Criterion, form23
from workflows.errors import Conflict, Invalid, UnknownReference
from workflows.text import clean
from workflows.words import Words

LONGEST = 4000
RESULTS = ("complete", "in_progress", "")


def tick(year: int, code: str, result: str, version: int, actor: Person, now: datetime) -> None:
    """The criterion has this result; an empty one takes the tick away."""
    if result not in RESULTS:
        raise Invalid(result=Words("เลือกผลการดำเนินการ", "Choose a result"))
    _criterion(year, code, now)
    state = _state(year, version)
    before = state.results.get(code, "")
    if before == result:
        return
    kept = {key: word for key, word in state.results.items() if key != code}
    state.results = kept | ({code: result} if result else {})
    _told(year, "form23_ticked", now, actor, criterion=code, before=before, after=result)


def word(  # noqa: PLR0913 - which claim, what, and who
    year: int, code: str, number: int, text: str, *, version: int, actor: Person, now: datetime
) -> None:
    """The claim is printed in these words; without any, or in those of the draft, as computed."""
    claim = _claim(year, code, number, now)
    text = "\n".join(line.rstrip() for line in clean(text).strip().split("\n"))
    if len(text) > LONGEST:
        raise Invalid(
            text=Words(f"เขียนได้ไม่เกิน {LONGEST:,} ตัวอักษร", f"At most {LONGEST:,} characters")
        )
    drafted = "\n".join(line.rstrip() for line in claim.draft.split("\n"))
    _decide(year, version, f"{code}.{number}", {"text": "" if text == drafted else text})
    _told(
        year, "form23_worded", now, actor, claim=f"{code}.{number}", before=claim.text, after=text
    )


def confirm(
    year: int, code: str, number: int, *, version: int, actor: Person, now: datetime
) -> None:
    """The person stands for the claim by name, though its data are missing."""
    claim = _claim(year, code, number, now)
    if claim.is_printed:
        return
    by = {"confirmed_by": actor.name, "confirmed_at": now.isoformat()}
    _decide(year, version, f"{code}.{number}", by)
    missing = [words.th for words in claim.missing]
    _told(year, "form23_confirmed", now, actor, claim=f"{code}.{number}", missing=missing)


def withdraw(
    year: int, code: str, number: int, *, version: int, actor: Person, now: datetime
) -> None:
    """Nobody stands for the claim any more: without data it is not printed."""
    claim = _claim(year, code, number, now)
    _decide(year, version, f"{code}.{number}", {"confirmed_by": None, "confirmed_at": None})
    _told(year, "form23_withdrawn", now, actor, claim=f"{code}.{number}", before=claim.confirmed_by)


def _decide(year: int, version: int, key: str, change: dict[str, Any]) -> None:
    state = _state(year, version)
    state.claims = state.claims | {key: state.claims.get(key, {}) | change}


def _state(year: int, version: int) -> ReportState:
    """The year's row, locked, made at the first decision; Conflict if not ``version`` any more."""
    state = db.session.get(ReportState, year, with_for_update=True)
    if version != (state.version if state else 0):
        raise Conflict(f"form23:{year}")
    return state or _new_state(year)


def _new_state(year: int) -> ReportState:
    """Of two people who decide first, one is told that the other was faster."""
    state = ReportState(fiscal_year=year, results={}, claims={})
    try:
        with db.session.begin_nested():
            db.session.add(state)
    except IntegrityError as error:
        raise Conflict(f"form23:{year}") from error
    return state


def _criterion(year: int, code: str, now: datetime) -> Criterion:
    found = next((c for c in form23(year, now).criteria if c.code == code), None)
    if found is None:
        raise UnknownReference(code)
    return found


def _claim(year: int, code: str, number: int, now: datetime) -> Claim:
    claims = _criterion(year, code, now).claims
    found = next((claim for claim in claims if claim.number == number), None)
    if found is None:
        raise UnknownReference(f"{code}.{number}")
    return found


def _told(year: int, what: str, now: datetime, actor: Person, **details: Any) -> None:
    record_elsewhere(f"form23:{year}", what, now, actor=actor, **details)

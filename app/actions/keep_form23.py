"""What people decide about Form 2.3: results, final wordings, and who stands for a claim."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.actions.record import record_elsewhere
from app.database import db
from app.models import Person, ReportState
from app.reports.form23 import Claim, Criterion, form23
from app.reports.frozen import SUBMITTED
from workflows.errors import Conflict, Frozen, Invalid, UnknownReference
from workflows.text import clean
from workflows.words import Words

LONGEST = 4000
RESULTS = ("complete", "in_progress", "")


def tick(year: int, code: str, result: str, version: int, actor: Person, now: datetime) -> None:
    """The criterion has this result; an empty one takes the tick away."""
    if result not in RESULTS:
        raise Invalid(result=Words("เลือกผลการดำเนินการ", "Choose a result"))
    refuse_frozen(year)
    criterion_of(year, code, now)
    state = state_of(year, version)
    before = state.results.get(code, "")
    if before == result:
        return
    open_again(state)
    kept = {key: word for key, word in state.results.items() if key != code}
    state.results = kept | ({code: result} if result else {})
    told(year, "form23_ticked", now, actor, criterion=code, before=before, after=result)


def word(  # noqa: PLR0913 - which claim, what, and who
    year: int, code: str, number: int, text: str, *, version: int, actor: Person, now: datetime
) -> None:
    """The claim is printed in these words; without any, or in those of the draft, as computed."""
    refuse_frozen(year)
    claim = claim_of(year, code, number, now)
    text = "\n".join(line.rstrip() for line in clean(text).strip().split("\n"))
    if len(text) > LONGEST:
        raise Invalid(
            text=Words(f"เขียนได้ไม่เกิน {LONGEST:,} ตัวอักษร", f"At most {LONGEST:,} characters")
        )
    drafted = "\n".join(line.rstrip() for line in claim.draft.split("\n"))
    _decide(year, version, f"{code}.{number}", {"text": "" if text == drafted else text})
    told(year, "form23_worded", now, actor, claim=f"{code}.{number}", before=claim.text, after=text)


def confirm(
    year: int, code: str, number: int, *, version: int, actor: Person, now: datetime
) -> None:
    """The person stands for the claim by name, though its data are missing."""
    refuse_frozen(year)
    claim = claim_of(year, code, number, now)
    if claim.is_printed:
        return
    by = {"confirmed_by": actor.name, "confirmed_at": now.isoformat()}
    _decide(year, version, f"{code}.{number}", by)
    missing = [words.th for words in claim.missing]
    told(year, "form23_confirmed", now, actor, claim=f"{code}.{number}", missing=missing)


def withdraw(
    year: int, code: str, number: int, *, version: int, actor: Person, now: datetime
) -> None:
    """Nobody stands for the claim any more: without data it is not printed."""
    refuse_frozen(year)
    claim = claim_of(year, code, number, now)
    _decide(year, version, f"{code}.{number}", {"confirmed_by": None, "confirmed_at": None})
    told(year, "form23_withdrawn", now, actor, claim=f"{code}.{number}", before=claim.confirmed_by)


def state_to_change(year: int, version: int) -> ReportState:
    """The year's row, locked, for a change of what it says, and a draft again; Frozen."""
    state = state_of(year, version)
    open_again(state)
    return state


def open_again(state: ReportState) -> None:
    """What was reviewed is a draft again; Frozen once it was handed in."""
    if state.status == SUBMITTED:
        raise Frozen(state.fiscal_year)
    state.status, state.reviewed_by_id, state.reviewed_at = "draft", None, None


def refuse_frozen(year: int) -> None:
    """Frozen when the year's form was handed in."""
    state = db.session.get(ReportState, year)
    if state and state.status == SUBMITTED:
        raise Frozen(year)


def _decide(year: int, version: int, key: str, change: dict[str, Any]) -> None:
    state = state_to_change(year, version)
    state.claims = state.claims | {key: state.claims.get(key, {}) | change}


def state_of(year: int, version: int) -> ReportState:
    """The year's row, locked, made at the first decision; Conflict if not ``version`` any more."""
    state = db.session.get(ReportState, year, with_for_update=True)
    if version != (state.version if state else 0):
        raise Conflict(f"form23:{year}")
    return state or _new_state(year)


def _new_state(year: int) -> ReportState:
    """Of two people who decide first, one is told that the other was faster."""
    state = ReportState(fiscal_year=year, results={}, claims={}, status="draft")
    try:
        with db.session.begin_nested():
            db.session.add(state)
    except IntegrityError as error:
        raise Conflict(f"form23:{year}") from error
    return state


def criterion_of(year: int, code: str, now: datetime) -> Criterion:
    """The criterion as it stands; UnknownReference if the form has none of that code."""
    found = next((c for c in form23(year, now).criteria if c.code == code), None)
    if found is None:
        raise UnknownReference(code)
    return found


def claim_of(year: int, code: str, number: int, now: datetime) -> Claim:
    """The claim as it stands; UnknownReference if the form has none of that number."""
    claims = criterion_of(year, code, now).claims
    found = next((claim for claim in claims if claim.number == number), None)
    if found is None:
        raise UnknownReference(f"{code}.{number}")
    return found


def told(year: int, what: str, now: datetime, actor: Person, **details: Any) -> None:
    """The history of the year's form says so."""
    record_elsewhere(f"form23:{year}", what, now, actor=actor, **details)

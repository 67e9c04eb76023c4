"""Form 2.3 on its way out: reviewed, handed in and frozen, begun again as the next version."""

from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select

from app.actions.collect_evidence import piece_of
from app.actions.freeze_behind import freeze_behind
from app.actions.keep_form23 import state_of, state_to_change, told
from app.database import db
from app.documents.form23_files import write_all
from app.models import Event, Person, ReportState, Submission23
from app.queries import people
from app.reports.evidence import numbered, of_year
from app.reports.form23 import drawn_up, facts_of
from app.reports.frozen import SUBMITTED, digest, freeze, latest, submission
from app.storage import cupboard
from app.vault import WrongKey
from workflows.errors import Frozen, Invalid, UnknownReference
from workflows.files import OPENS
from workflows.fiscal import fiscal_days
from workflows.limits import SHORT
from workflows.roles import Role
from workflows.text import clean
from workflows.words import Words

REVIEWED = "reviewed"
_OWN_WORDS = Words(
    "ท่านเป็นผู้แก้ข้อความล่าสุด ให้ผู้บริหารอีกคนตรวจ", "You worded it last: let another manager review it"
)
_UNREVIEWED = Words("ต้องมีผู้ตรวจก่อนจึงส่งได้", "It must be reviewed before it is handed in")
_NOT_HANDED_IN = Words("แบบนี้ยังไม่ได้ส่ง", "This form was not handed in")
_NO_REASON = Words("บอกเหตุผลที่ทำฉบับใหม่", "Say why a new version is needed")
_OUTSIDE = Words("วันตัดยอดต้องอยู่ในปีงบประมาณนั้น", "The cut-off day must lie in that fiscal year")


def review(year: int, version: int, actor: Person, now: datetime) -> None:
    """A second pair of eyes has seen the form: it may be handed in."""
    state = state_of(year, version)
    if state.status == SUBMITTED:
        raise Frozen(year)
    if state.status == REVIEWED:
        return
    if _worded_last(year) == actor.id and _other_managers(actor):
        raise Invalid(review=_OWN_WORDS)
    state.status, state.reviewed_by_id, state.reviewed_at = REVIEWED, actor.id, now
    told(year, "form23_reviewed", now, actor)


def submit(year: int, version: int, note: str, actor: Person, now: datetime) -> Submission23:
    """The form is frozen as it stands, with its files and a hash of all; nothing changes it."""
    state = state_of(year, version)
    if state.status == SUBMITTED:
        raise Frozen(year)
    if state.status != REVIEWED:
        raise Invalid(submit=_UNREVIEWED)
    _refuse_shut(year)
    last = latest(year)
    number = last.number + 1 if last else 1
    state.status = SUBMITTED
    row = _frozen(state, number, actor, now)
    row.note = clean(note).strip()[:SHORT]
    db.session.add(row)
    told(year, "form23_submitted", now, actor, number=number, sha256=row.sha256)
    return row


def reopen_form(year: int, version: int, reason: str, actor: Person, now: datetime) -> None:
    """The next version begins from what was handed in, which stays as it is."""
    reason = clean(reason).strip()[:SHORT]
    state = state_of(year, version)
    if state.status != SUBMITTED:
        raise Invalid(reopen=_NOT_HANDED_IN)
    if not reason:
        raise Invalid(reason=_NO_REASON)
    state.status, state.reviewed_by_id, state.reviewed_at = "draft", None, None
    told(year, "form23_reopened", now, actor, reason=reason)


def set_cut_off(year: int, day: date | None, version: int, actor: Person, now: datetime) -> None:
    """The figures count what was known by the end of ``day``; of all that is known without one."""
    first, last = fiscal_days(year)
    if day and not first <= day <= last:
        raise Invalid(cut_off=_OUTSIDE)
    state = state_to_change(year, version)
    state.cut_off = day
    told(year, "form23_cut_off", now, actor, day=day.isoformat() if day else "")


def broken_submissions() -> list[str]:
    """Every submission that is not what was handed in, in words; its files are read too."""
    query = select(Submission23).order_by(Submission23.fiscal_year, Submission23.number)
    return [line for row in db.session.scalars(query) for line in _faults(row)]


def frozen_file(year: int, number: int, name: str) -> bytes:
    """The file as it was handed in; UnknownReference if that submission has none of that name."""
    row = submission(year, number)
    for file in row.files:
        if file["name"] == name:
            return cupboard.get(file["key"])
    raise UnknownReference(name)


def _refuse_shut(year: int) -> None:
    """Invalid names the evidence that does not open: being scanned, not scanned, or infected."""
    shut = [no for no, row in numbered(of_year(year)) if row.key and row.scan not in OPENS]
    if shut:
        named = ", ".join(shut)
        raise Invalid(submit=Words(
            f"หลักฐานที่ยังตรวจไวรัสไม่ผ่าน: {named} รอผลตรวจหรือเลิกใช้ก่อน แล้วจึงส่ง",
            f"Evidence that no scan has cleared: {named}. Wait for the scan or retire it first",
        ))  # fmt: skip


def _frozen(state: ReportState, number: int, actor: Person, now: datetime) -> Submission23:
    facts = facts_of(state.fiscal_year, state.cut_off, now)
    form = drawn_up(state.fiscal_year, state, now, facts)
    form = form.model_copy(update={"submission": number})
    files = []
    for name, written in (write_all(form) | _made(state.fiscal_year, now)).items():
        kept = cupboard.put(written)
        files.append({"name": name, "key": kept.key, "size": kept.size, "sha256": kept.sha256})
    content, behind = freeze(form), freeze_behind(form, facts)
    return Submission23(
        fiscal_year=form.fiscal_year_be, number=number, content=content, files=files,
        behind=behind, sha256=digest(content, files, behind),
        submitted_by_id=actor.id, submitted_at=now,
    )  # fmt: skip


def _made(year: int, now: datetime) -> dict[str, bytes]:
    """What the system makes of its data as evidence: those data change, what was attached stays."""
    pieces = [(number, piece_of(row, now)) for number, row in numbered(of_year(year)) if row.made]
    return {f"{number}_{piece.name}": piece.content for number, piece in pieces}


def _faults(row: Submission23) -> list[str]:
    named = f"form 2.3 of {row.fiscal_year}, submission {row.number}"
    told = select(Event).where(
        Event.subject == f"form23:{row.fiscal_year}", Event.subject != "",
        Event.what == "form23_submitted",
    )  # fmt: skip
    heads = [event.details.get("sha256") for event in db.session.scalars(told)]
    faults = []
    if digest(row.content, row.files, row.behind) != row.sha256 or row.sha256 not in heads:
        faults.append(f"{named}: its figures or words are not those that were handed in")
    for file in row.files:
        if _sha256(file["key"]) != file["sha256"]:
            faults.append(f"{named}: {file['name']} is gone or changed")
    return faults


def _sha256(key: str) -> str:
    try:
        return sha256(cupboard.get(key)).hexdigest()
    except (OSError, WrongKey):
        return ""


def _worded_last(year: int) -> int | None:
    query = select(Event.actor_id).where(
        Event.subject == f"form23:{year}", Event.subject != "", Event.what == "form23_worded"
    )
    return db.session.scalar(query.order_by(Event.id.desc()).limit(1))


def _other_managers(actor: Person) -> list[Person]:
    return [p for p in people.active() if p.has(Role.MANAGER) and p.id != actor.id]

"""Attaches evidence to a claim, a criterion or a line of a register; moves it; retires it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from app.actions.printed_claims import prints, refuse_if_printed
from app.actions.record import record_elsewhere
from app.actions.room_for_files import TOO_LARGE
from app.database import db
from app.intake.submission import File
from app.models import Evidence, Person, ReportState
from app.queries import evidence, registers
from app.reports.evidence_tables import MADE
from app.reports.form23 import form23
from app.storage import cupboard
from app.storage.scanner import scanner
from workflows import limits
from workflows.errors import Invalid, UnknownReference
from workflows.files import Scan, safe_name
from workflows.text import clean
from workflows.words import CHOOSE, Words

TITLE, URL, NAME = 300, 1000, 255
NO_FILE = Words("เลือกไฟล์", "Choose a file")
NO_LINK = Words("เขียนลิงก์ที่ขึ้นต้นด้วย https:// หรือ http://", "Write a link with https:// or http://")
FROZEN = Words(
    "แบบนี้ส่งแล้ว เปิดฉบับใหม่ก่อนจึงแก้หลักฐานได้",
    "This form was submitted: open its next version before you change the evidence",
)


@dataclass(frozen=True)
class Place:
    """Where evidence belongs: ``claim`` is empty for the whole criterion; ``of`` names a line."""

    year: int
    criterion: str
    claim: str = ""
    of: str = ""


@dataclass(frozen=True)
class Proof:
    """What is attached: a file, a link, or something that the system makes."""

    kind: str
    title: str = ""
    file: File | None = None
    url: str = ""
    made: str = ""


def add_evidence(place: Place, proof: Proof, actor: Person, now: datetime) -> Evidence:
    """The piece stands last in its criterion. Invalid names each field that cannot be taken."""
    _refuse_frozen(place.year)
    _check_place(place, now)
    values = _KINDS.get(proof.kind, _unknown)(proof)
    title = " ".join(clean(proof.title).split()) or values.pop("called")
    if len(title) > TITLE:
        raise Invalid(title=_at_most(TITLE))
    values.pop("called", None)
    row = Evidence(
        fiscal_year=place.year, criterion=place.criterion, claim=place.claim, of=place.of,
        position=evidence.last_position(place.year, place.criterion) + 1,
        kind=proof.kind, title=title, added_by_id=actor.id, added_at=now, **values,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _told(row, "evidence_added", now, actor)
    return row


def move_evidence(
    year: int, key: int, version: int, *, up: bool, actor: Person, now: datetime
) -> None:
    """It stands one place earlier or later among its criterion's evidence."""
    _refuse_frozen(year)
    row = evidence.one_to_change(year, key, version)
    rows = list(evidence.beside(row))
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, one in enumerate(rows, start=1):
        one.position = position
    _told(row, "evidence_moved", now, actor)


def retire_evidence(
    year: int, key: int, version: int, *, confirmed: bool, actor: Person, now: datetime
) -> None:
    """It is shown no more and stays kept.

    Invalid with the claim where a printed one stands on it, unless somebody ``confirmed`` that.
    """
    _refuse_frozen(year)
    row = evidence.one_to_change(year, key, version)
    if row.retired:
        return
    printed = row.claim and prints(year, row.criterion, row.claim, now)
    claims = [f"{year} {row.claim}"] if printed else []
    refuse_if_printed(claims, confirmed=confirmed)
    row.retired = True
    _told(row, "evidence_retired", now, actor)


def restore_evidence(year: int, key: int, version: int, *, actor: Person, now: datetime) -> None:
    """A retired piece is shown again, last in its criterion."""
    _refuse_frozen(year)
    row = evidence.one_to_change(year, key, version)
    if not row.retired:
        return
    row.retired = False
    row.position = evidence.last_position(year, row.criterion) + 1
    _told(row, "evidence_restored", now, actor)


def scan_evidence_again(year: int, key: int, version: int) -> None:
    """A file that the scanner gave no answer for is tried from the beginning."""
    row = evidence.one_to_change(year, key, version)
    if row.scan == Scan.FAILED:
        row.scan, row.scan_tries, row.next_scan_at = Scan.PENDING, 0, None


def _refuse_frozen(year: int) -> None:
    state = db.session.get(ReportState, year)
    if state is not None and state.status == "submitted":
        raise Invalid(confirm=FROZEN)


def _check_place(place: Place, now: datetime) -> None:
    """The criterion and claim are in the form of the year; the line is in its register."""
    claims = {
        criterion.code: {f"{criterion.code}.{claim.number}" for claim in criterion.claims}
        for criterion in form23(place.year, now).criteria
    }
    if place.criterion not in claims or (
        place.claim and place.claim not in claims[place.criterion]
    ):
        raise Invalid(place=CHOOSE)
    if place.of:
        name, _, key = place.of.partition(":")
        if not key.isdecimal():
            raise UnknownReference(place.of)
        registers.row(registers.register(name), int(key))


def _file(proof: Proof) -> dict[str, Any]:
    if proof.file is None or not proof.file.content:
        raise Invalid(file=NO_FILE)
    if len(proof.file.content) > limits.FILE:
        raise Invalid(file=TOO_LARGE)
    name = safe_name(proof.file.name)[:NAME]
    kept = cupboard.put(proof.file.content)
    scan = Scan.PENDING if scanner.address else Scan.UNSCANNED
    return {"called": name, "name": name, "key": kept.key, "size": kept.size, "type": kept.type,
            "sha256": kept.sha256, "scan": scan}  # fmt: skip


def _link(proof: Proof) -> dict[str, Any]:
    url = proof.url.strip()
    if len(url) > URL:
        raise Invalid(url=_at_most(URL))
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Invalid(url=NO_LINK) from error
    plain = url.isprintable() and not any(c.isspace() or c in "<>\"'\\" for c in url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise Invalid(url=NO_LINK)
    return {"called": url[:TITLE], "url": url}


def _made(proof: Proof) -> dict[str, Any]:
    if proof.made not in MADE:
        raise Invalid(made=CHOOSE)
    return {"called": MADE[proof.made].title.th, "made": proof.made}


def _unknown(proof: Proof) -> dict[str, Any]:
    raise Invalid(kind=CHOOSE)


_KINDS = {"file": _file, "link": _link, "made": _made}


def _at_most(limit: int) -> Words:
    return Words(f"เขียนได้ไม่เกิน {limit:,} ตัวอักษร", f"At most {limit:,} characters")


def _told(row: Evidence, what: str, now: datetime, actor: Person) -> None:
    record_elsewhere(
        f"form23:{row.fiscal_year}", what, now, actor=actor, criterion=row.criterion,
        claim=row.claim or None, title=row.title, evidence=row.id, sha256=row.sha256,
    )  # fmt: skip

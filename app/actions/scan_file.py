"""Asks the virus scanner about one file; no case and no form waits for the answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from app.actions.record import record, record_elsewhere
from app.actions.tell import tell_staff
from app.database import db, transaction
from app.failpoint import here
from app.mail import outbox
from app.models import Attachment, Case, Evidence, Person
from app.queries import people
from app.queries.files import Scanned, Unscanned
from app.queries.rights import may_write
from app.storage import Damaged, StoreAway, cupboard
from app.storage.scanner import NoAnswer, scanner
from workflows import NotAllowed
from workflows.files import Scan
from workflows.roles import Role

LEASE = timedelta(minutes=10)  # a machine that dies with a file in hand gives it back after this
WAITS = (1, 4, 10, 15, 30, 60, 120, 240, 480)  # minutes before each further try; then given up


@dataclass(frozen=True)
class Asked:
    """What is about to be scanned, as it was when it was taken in hand."""

    table: Scanned
    key: str
    sha256: str


def scan_file(waiting: Unscanned, now: datetime) -> bool:
    """The file is clean or infected; False when another machine has it, or nobody answered.

    The scanner is asked outside any transaction: however slow it is, it holds no lock.
    """
    file_id, table = waiting
    asked = claim(file_id, now, table)
    if asked is None:
        return False
    try:
        content = cupboard.get_whole(asked.key, asked.sha256)
        finding = scanner.finding(content) if scanner.address else None
    except (NoAnswer, StoreAway, Damaged):
        put_off(file_id, asked, now)
        return False
    here("S15")
    return judge(file_id, asked, finding, now)


def claim(file_id: int, now: datetime, table: Scanned = Attachment) -> Asked | None:
    """What to scan, when it is due and now in this machine's hand."""
    with transaction():
        query: Select[Any] = select(table).where(table.id == file_id, table.scan == Scan.PENDING)
        row = db.session.scalar(query.with_for_update(skip_locked=True))
        if row is None or (row.next_scan_at is not None and row.next_scan_at > now):
            return None
        row.scan_tries += 1
        row.next_scan_at = now + LEASE
        return Asked(table, row.key or "", row.sha256)


def put_off(file_id: int, asked: Asked, now: datetime) -> None:
    """The file is tried again later, or given up after the last try."""
    with transaction():
        row = _still(file_id, asked)
        if row is None:
            return
        if row.scan_tries > len(WAITS):
            row.scan = Scan.FAILED
        else:
            row.next_scan_at = now + timedelta(minutes=WAITS[row.scan_tries - 1])


def judge(file_id: int, asked: Asked, finding: str | None, now: datetime) -> bool:
    """The answer stands at the file, if it is still there; None from a site without a scanner."""
    with transaction():
        row = _still(file_id, asked)
        if row is None:
            return False
        row.next_scan_at = None
        row.scan = Scan.UNSCANNED if finding is None else Scan.INFECTED if finding else Scan.CLEAN
        if finding:
            row.finding = finding
            _warn(row, now)
        return True


def scan_again(row: Attachment, actor: Person) -> None:
    """A file that was given up is tried from the beginning."""
    case = db.session.get_one(Case, row.case_id)
    if not may_write(case, actor):
        raise NotAllowed("scan", case.state, forbidden=True)
    if row.scan == Scan.FAILED:
        row.scan, row.scan_tries, row.next_scan_at = Scan.PENDING, 0, None


def _still(file_id: int, asked: Asked) -> Attachment | Evidence | None:
    """The row that was asked about; what is gone meanwhile, or was judged, stays as it is."""
    table = asked.table
    query: Select[Any] = select(table).where(
        table.id == file_id, table.scan == Scan.PENDING, table.key == asked.key
    )
    return db.session.scalar(query.with_for_update())


def _warn(row: Attachment | Evidence, now: datetime) -> None:
    if isinstance(row, Evidence):
        record_elsewhere(
            f"form23:{row.fiscal_year}", "evidence_infected", now, actor=None, title=row.title,
            criterion=row.criterion, evidence=row.id, finding=row.finding,
        )  # fmt: skip
        _tell_adder(row, now)
        return
    case = db.session.get_one(Case, row.case_id)
    record(case, "file_infected", now, by="clock", file=row.name, finding=row.finding)
    what = ("infected", f"file-{row.id}", now)
    tell_staff(case, [case.owner] if case.owner else people.manager_of(case), *what)


def _tell_adder(row: Evidence, now: datetime) -> None:
    """Whoever attached it, while they work here, else the managers: it must be replaced."""
    adder = db.session.get(Person, row.added_by_id) if row.added_by_id else None
    told = [adder] if adder and adder.active else _managers()
    for person in told:
        outbox.put_elsewhere(
            "evidence_infected", f"evidence-{row.id}", now, to=person.email, owner=person.name,
            year=row.fiscal_year, criterion=row.criterion, title=row.title,
        )  # fmt: skip


def _managers() -> list[Person]:
    return [person for person in people.active() if person.has(Role.MANAGER)]

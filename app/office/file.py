"""An office from one file: everything is checked first, and a wrong file loads nothing."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from app.actions.load_case import continue_numbers, load_case
from app.actions.load_changes import recount_if_changed
from app.actions.load_office import load_office
from app.actions.load_registers import load_registers
from app.database import db
from app.intake.office_file import YEAR_PARTS, OfficeFile
from app.intake.office_file.cases import CaseRow
from app.office import check
from app.office.carried import Carried
from app.office.load_records import load_kept, load_records
from app.office.rows import load_rows, refusals
from app.office.shape import faults_of
from app.office.yaml_file import Fault, Parsed, Path_, Unreadable, Wrong, parse, read
from workflows import NotAllowed
from workflows.deadlines import OutsideCalendar
from workflows.errors import Frozen, Invalid
from workflows.words import Words

__all__ = ["Unreadable", "Wrong", "load", "load_text"]

NO_PARTS = Words(
    "ไม่มีส่วนของสำนักงาน (office:, units:, …)",
    "should name the parts of an office (office:, units:, …)",
)
OUTSIDE = Words("อยู่นอกปีของปฏิทินวันทำการ", "outside the years of the working calendar")
# Where the file tells what a step or a field of ours is called otherwise.
CASE_FIELDS = {
    "acknowledge": "ack", "assign": "assigned_at", "analyse": "analysed_at",
    "resolve": "resolved_at", "dismiss": "resolved_at", "finding": "analysis",
    "answer": "resolution",
}  # fmt: skip
CASE_NAMES: dict[str, Path_] = {ours: (theirs,) for ours, theirs in CASE_FIELDS.items()}


def load(place: Path, now: datetime, carried: Carried | None = None) -> OfficeFile:
    """The office of the file is here, within the transaction of the caller.

    The files that its rows speak of come from the folder in ``carried``.

    Wrong with every fault, or Unreadable; then the transaction must be rolled back, as it is
    when the exception passes through it.
    """
    return load_text(read(place), now, carried)


def load_text(text: str, now: datetime, carried: Carried | None = None) -> OfficeFile:
    """The same, of a file that was read already."""
    parsed = parse(text)
    file = _checked(parsed)
    with recount_if_changed(now):
        _load_office(file, parsed, now)
        load_rows(file, parsed, now)
    carried = carried or Carried(None)
    faults = list(load_records(file, parsed, carried))
    if faults:
        raise Wrong(faults)
    _load_registers(parsed, now)
    faults = [*load_kept(file, parsed, now, carried)]
    faults += [fault for i, row in _in_order(file) for fault in _load_case(row, i, parsed)]
    if faults:
        raise Wrong(faults)
    continue_numbers(row.id for row in file.cases)
    return file


def _checked(parsed: Parsed) -> OfficeFile:
    """The file in its shape, with nothing in it that refers to nothing."""
    if not isinstance(parsed.data, dict):
        raise Wrong([Fault(1, "", NO_PARTS)])
    faults = [*parsed.faults, *_misshapen(parsed), *check.references(parsed)]
    faults += check.told_without_time(parsed)
    if not faults:
        faults += check.form_lines(parsed)
    if faults:
        raise Wrong(faults)
    return OfficeFile.model_validate(_common(parsed.data))


def _misshapen(parsed: Parsed) -> Iterator[Fault]:
    yield from faults_of(OfficeFile, _common(parsed.data), (), parsed)
    for name in parsed.data:
        shape = _year_shape(name)
        if shape:
            yield from faults_of(shape, parsed.data[name], (name,), parsed)


def _common(data: Mapping[Any, Any]) -> dict[Any, Any]:
    """What is no part of a single year."""
    return {name: part for name, part in data.items() if not _year_shape(name)}


def _year_shape(name: Any) -> type[BaseModel] | None:
    for start, shape in YEAR_PARTS.items():
        year = str(name).removeprefix(start)
        if year != name and year.isascii() and year.isdecimal() and len(year) == 4:
            return shape
    return None


def _load_office(file: OfficeFile, parsed: Parsed, now: datetime) -> None:
    try:
        load_office(file, now)
    except Invalid as refused:
        raise Wrong([*refusals(refused, ("officers",), parsed, {})]) from refused


def _load_registers(parsed: Parsed, now: datetime) -> None:
    try:
        load_registers(parsed.data, now)
    except Frozen as refused:
        part = f"seed_report_{refused.year}"
        words = next(iter(refused.problems.values()))
        raise Wrong([parsed.fault((part,), words)]) from refused


def _in_order(file: OfficeFile) -> list[tuple[int, CaseRow]]:
    """Duplicates last: the case they repeat must be here first."""
    return sorted(enumerate(file.cases), key=lambda pair: pair[1].duplicate_of is not None)


def _load_case(row: CaseRow, i: int, parsed: Parsed) -> list[Fault]:
    """The faults of one case; what it had written is taken back with them."""
    path = ("cases", i)
    try:
        with db.session.begin_nested():
            load_case(row)
    except NotAllowed as refused:
        return [parsed.fault((*path, CASE_FIELDS[refused.step]), refused.words)]
    except Invalid as refused:
        return [*refusals(refused, path, parsed, CASE_NAMES)]
    except OutsideCalendar:
        return [parsed.fault((*path, "received_at"), OUTSIDE)]
    return []

"""A row of an old log as a case with its history, or what is wrong with each of its cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from pydantic import ValidationError

from app.actions.import_cells import Misread, day_of, plain, text_of
from app.actions.register_values import DAY
from app.documents.xlsx_read import Cell
from app.intake.office_file.cases import CaseRow
from app.office.check import TOLD
from app.office.old_log_columns import COLUMNS, TIMES
from app.office.shape import said
from app.queries.register_column import Column
from workflows import State
from workflows.dates import BANGKOK, parse_date
from workflows.text import clean
from workflows.words import CHOOSE, FILL, Words

OPENS, CLOSES = time(8, 30), time(16, 0)  # of a day without a time: received, all that came after
NO_STATE = Words("สถานะไม่ตรงกับวันที่ที่กรอก", "The state does not agree with the dates")
LATER = Words("วันที่นี้ยังมาไม่ถึง", "This day has not come yet")
_CLOCK = re.compile(r"(.+?) +(?:เวลา *)?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?: *น\.)?")
_BY_NAME = {column.name: column for column in COLUMNS}
Faults = dict[str, Words]
Listed = Mapping[str, Sequence[tuple[str, Words]]]


class Faulty(Exception):
    """The row is no case; ``faults`` has the words by the name of the column."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def case_row(cells: Mapping[str, Cell], listed: Listed, now: datetime) -> CaseRow:
    """The case of a row, whose cells are known by their columns; Faulty with every fault."""
    values: dict[str, Any] = {}
    faults: Faults = {}
    for column in COLUMNS:
        try:
            values[column.name] = _value(column, cells.get(column.name), listed)
        except Misread as misread:
            faults[column.name] = misread.words
    faults |= {n: LATER for n in TIMES if n not in faults and (at := values[n]) and at > now}
    if not faults:
        faults = _untold(values) | _wrong_state(values)
    if faults:
        raise Faulty(faults)
    try:
        return CaseRow.model_validate(_shaped(values))
    except ValidationError as error:
        raise Faulty(_misshapen(error)) from error


def _value(column: Column, cell: Cell, listed: Listed) -> Any:
    value = _moment(column, cell) if column.kind == "moment" else _text(column, cell, listed)
    if column.required and not value:
        raise Misread(FILL)
    return value


def _text(column: Column, cell: Cell, listed: Listed) -> str:
    text = clean(text_of(column, cell, listed.get(column.name, ()))).strip()
    if len(text) > column.limit:
        raise Misread(Words(
            f"เขียนได้ไม่เกิน {column.limit:,} ตัวอักษร", f"At most {column.limit:,} characters"
        ))  # fmt: skip
    if text and column.name in listed and text not in dict(listed[column.name]):
        raise Misread(CHOOSE)
    return text


def _moment(column: Column, cell: Cell) -> datetime | None:
    """A day at its time; without one, when the office opens or, for what came after, closes."""
    if cell is None or not plain(cell):
        return None
    at = OPENS if column.name == "received_at" else CLOSES
    day = day_of(cell)
    if isinstance(day, datetime):
        return day.replace(tzinfo=BANGKOK)
    if day is None:
        text = " ".join(plain(cell).split())
        if match := _CLOCK.fullmatch(text):
            text, at = match[1], _time(int(match[2]), int(match[3]))
        day = parse_date(text)
    if day is None:
        raise Misread(DAY)
    return datetime.combine(day, at, BANGKOK)


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError as error:
        raise Misread(DAY) from error


def _untold(values: Mapping[str, Any]) -> Faults:
    """What would be lost: an answer without its day; or lacks: an end without an outcome."""
    lacking = {"outcome": FILL} if values["resolved_at"] and not values["outcome"] else {}
    return lacking | {
        name: Words(f"ต้องมี “{_BY_NAME[at].label.th}” ด้วย", f"Needs “{_BY_NAME[at].label.en}” too")
        for name, at in TOLD.items()
        if values.get(name) and not values[at]
    }


def _wrong_state(values: Mapping[str, Any]) -> Faults:
    reached = {"resolved_at": State.RESOLVED, "analysed_at": State.ANALYSED,
               "assigned_at": State.ASSIGNED}  # fmt: skip
    state = next((state for at, state in reached.items() if values[at]), State.RECEIVED)
    return {"state": NO_STATE} if values["state"] not in ("", state.value) else {}


def _shaped(values: Mapping[str, Any]) -> dict[str, Any]:
    """As an office file has it."""
    of = {name: value for name, value in values.items() if value not in ("", None)}
    told = {given: of.pop(name) for name, given in _CORRESPONDENT.items() if name in of}
    sent = {name: of.pop(name) for name in ("agency", "ref_no") if name in of}
    of.pop("state", None)
    shaped = {name: _WRITTEN.get(name, lambda value: value)(value) for name, value in of.items()}
    if "owner" in shaped:
        shaped["owner_email"] = shaped.pop("owner")
    if told:
        shaped["correspondent"] = told
    if sent:
        shaped["referral"] = {"agency": "", **sent}
    return shaped


_CORRESPONDENT = {"name": "first_th", "email": "email", "phone": "phone", "address": "address"}
_WRITTEN: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(TIMES, datetime.isoformat), "anonymous": bool, "restricted": bool,
}  # fmt: skip


def _misshapen(error: ValidationError) -> Faults:
    back = {given: name for name, given in _CORRESPONDENT.items()} | {"owner_email": "owner"}
    faults = {}
    for problem in error.errors(include_url=False):
        name = next((str(p) for p in reversed(problem["loc"]) if isinstance(p, str)), "id")
        name = {"ack": "acknowledged_at"}.get(name, back.get(name, name))
        faults[name if name in _BY_NAME else "id"] = said(problem)
    return faults

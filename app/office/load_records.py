"""Puts the rows of an exported office into their tables; what is there already is not doubled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.actions.index_case import words_of
from app.actions.register import continue_after
from app.actions.roll_up import mark_stale
from app.database import db
from app.intake.office_file import OfficeFile
from app.models import (
    Attachment,
    Base,
    Case,
    CaseLink,
    CaseText,
    Correspondent,
    DayOff,
    Event,
    Evidence,
    Person,
    Submission23,
    SurveyAnswer,
    SurveyItem,
    SurveyResponse,
)
from app.office.carried import Carried
from app.office.line_names import renamed, renamed_subject
from app.office.record_tables import ELSEWHERE, HANGING, RECORDS
from app.office.records import natural_key, read
from app.office.yaml_file import Fault, Parsed, Path_
from app.queries import cases
from workflows.errors import Invalid
from workflows.words import Words

UNKNOWN = Words("ไม่มีตารางนี้", "no such table")
TAKEN = Words("ขัดกับรายการอื่น หรืออ้างรหัสที่ไม่มี", "against another row, or names a code that is none")
NO_ANSWER = Words("ไม่มีคำตอบนี้", "no such answer")
NO_CASE = Words("ไม่มีเรื่องนี้", "no such case")
Row = dict[str, Any]
Keys = dict[str, dict[Any, Any]]


def load_records(file: OfficeFile, parsed: Parsed, carried: Carried) -> Iterator[Fault]:
    """Every record of the file is in its table; the faults of those that cannot be."""
    keys: Keys = defaultdict(dict)
    keys["person"] = _people()
    seen: dict[str, set[Any]] = defaultdict(set)
    for i, row in enumerate(file.records):
        yield from _tried(_put, ("records", i), parsed, row, keys, seen, carried)
    _close(file)


def load_kept(file: OfficeFile, parsed: Parsed, now: datetime, carried: Carried) -> Iterator[Fault]:
    """Every case is here with its history as it was; one that was here already is not touched."""
    keys: Keys = defaultdict(dict)
    keys["person"] = _people()
    for i, row in enumerate(file.cases_kept):
        yield from _tried(_case, ("cases_kept", i), parsed, row, keys, now, carried)
    for i, row in enumerate(file.case_ties):
        yield from _tried(_tie, ("case_ties", i), parsed, row, keys)


def _people() -> dict[Any, Any]:
    return {row.code: row.id for row in db.session.execute(select(Person.code, Person.id))}


def _tried(put: Any, path: Path_, parsed: Parsed, *given: Any) -> Iterator[Fault]:
    try:
        with db.session.begin_nested():
            put(*given)
            db.session.flush()
    except Invalid as refused:
        for name, words in refused.problems.items():
            yield parsed.fault((*path, name), words)
    except IntegrityError:
        yield parsed.fault(path, TAKEN)


def _put(row: Mapping[str, Any], keys: Keys, seen: dict[str, set[Any]], carried: Carried) -> None:
    table = row.get("table")
    if table not in RECORDS:
        raise Invalid(table=UNKNOWN)
    model = RECORDS[str(table)]
    values = read(model, {name: v for name, v in row.items() if name != "table"}, keys)
    _point(model, values, keys)
    found = _there(model, values, seen[str(table)])
    if found is None:
        _fetch(model, values, carried)
        found = model(**values)
        db.session.add(found)
        db.session.flush()
    elif model is not Submission23:  # what was handed in never changes
        _bring(found, values)
    if hasattr(found, "id"):
        seen[str(table)].add(found.id)
        keys[str(table)][len(keys[str(table)]) + 1] = found.id


def _point(model: type[Base], values: Row, keys: Keys) -> None:
    """What names a line of a register by its number in the file names it by its key here."""
    if model is Event:
        values["subject"] = renamed_subject(values.get("subject", ""), keys)
    if model is Evidence:
        values["of"] = renamed(values.get("of", ""), keys)


def _fetch(model: type[Base], values: Row, carried: Carried) -> None:
    """The files that the row speaks of are in the cupboard."""
    if model is Submission23:
        values["files"] = [
            {**file, "key": carried.back(file["sha256"], file["size"])} for file in values["files"]
        ]
    if model is Attachment or (model is Evidence and values.get("kind") == "file"):
        values["key"] = carried.back(values.get("sha256", ""), values.get("size", 0))


def _there(model: type[Base], values: Row, seen: set[Any]) -> Any:
    """The row of that name; without a name the first that says the same and is not taken yet."""
    named = natural_key(model)
    if named and all(values.get(name) is not None for name in named):
        query = select(model).filter_by(**{name: values[name] for name in named})
        return db.session.scalars(query).first()
    same = {name: v for name, v in values.items() if not isinstance(v, list | dict)}
    rows: Iterable[Any] = db.session.scalars(select(model).filter_by(**same))
    for row in rows:
        if row.id not in seen and all(getattr(row, name) == v for name, v in values.items()):
            return row
    return None


def _bring(row: Base, values: Row) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _close(file: OfficeFile) -> None:
    """A year of the calendar that the file tells has its days off from the file alone."""
    told_days = {row.day for row in file.days_off}
    for row in file.records:
        if row.get("table") == "calendar_year" and isinstance(row.get("year"), int):
            first, last = date(row["year"], 1, 1), date(row["year"], 12, 31)
            days = set(
                db.session.scalars(select(DayOff.day).where(DayOff.day.between(first, last)))
            )
            db.session.execute(delete(DayOff).where(DayOff.day.in_(days - told_days)))


def _case(row: Mapping[str, Any], keys: Keys, now: datetime, carried: Carried) -> None:
    reference = row.get("reference")
    if isinstance(reference, str) and cases.by_reference(reference) is not None:
        return
    own = {name: v for name, v in row.items() if name not in (*HANGING, "correspondent")}
    case = Case(**read(Case, own, keys, ELSEWHERE))
    case.retold = True  # its times are those of the file: coarse where they were
    if row.get("correspondent"):
        case.correspondent = Correspondent(**read(Correspondent, row["correspondent"], keys))
    db.session.add(case)
    db.session.flush()
    for name, model in HANGING.items():
        keys[name].clear()
        for number, one in enumerate(row.get(name) or (), start=1):
            values = read(model, one, keys)
            _fetch(model, values, carried)
            hung = model(case_id=case.id, **values)
            db.session.add(hung)
            db.session.flush()
            keys[name][number] = getattr(hung, "id", None)
    db.session.refresh(case)
    db.session.add(CaseText(case_id=case.id, text=words_of(case)))
    mark_stale(case, None, now)
    continue_after(case.reference)


def _tie(row: Mapping[str, Any], keys: Keys) -> None:
    case = _found(row.get("case"))
    for name in ("duplicate_of", "appeal_of"):
        if row.get(name):
            setattr(case, name, _found(row[name]))
    if answer := row.get("answer"):
        _answer(answer).case_id = case.id
    if link := row.get("link"):
        other = _found(link.get("other_id"))
        keys["case"][other.reference] = other.id
        values = read(CaseLink, link, keys)
        same = select(CaseLink).filter_by(case_id=case.id, **values)
        if db.session.scalars(same).first() is None:
            db.session.add(CaseLink(case_id=case.id, **values))


def _answer(row: Mapping[str, Any]) -> SurveyAnswer:
    query = (
        select(SurveyAnswer)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .join(SurveyItem, SurveyItem.id == SurveyAnswer.item_id)
        .where(SurveyResponse.source_key == row.get("response"),
               SurveyItem.position == row.get("position"))
    )  # fmt: skip
    found = db.session.scalar(query)
    if found is None:
        raise Invalid(answer=NO_ANSWER)
    return found


def _found(reference: Any) -> Case:
    case = cases.by_reference(str(reference))
    if case is None:
        raise Invalid(case=NO_CASE)
    return case

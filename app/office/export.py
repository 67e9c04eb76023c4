"""Writes the whole office as office files, row by row: no more of it is in memory than a batch."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Select, func, or_, select

from app.database import db
from app.models import (
    Base,
    Case,
    CaseLink,
    Correspondent,
    Event,
    Person,
    SurveyAnswer,
    SurveyItem,
    SurveyResponse,
)
from app.office.carried import Carried
from app.office.export_lists import lists
from app.office.record_tables import ELSEWHERE, HANGING, HISTORY, NAMED, RECORDS
from app.office.records import told
from app.office.retold import Leaving
from app.office.yaml_file import LARGEST
from app.office.yaml_text import flow

BATCH = 500
FULL = LARGEST * 4 // 5  # bytes; what comes then goes into a further file, so each can be loaded
KEPT = "cases_kept"
Row = dict[str, Any]
Names = dict[str, dict[Any, Any]]


class _Files:
    """FILE.yaml, then FILE-2.yaml and so on when one is full."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.written: list[Path] = []
        self.size, self.part = 0, ""
        self.out = self._begin()

    def put(self, part: str, text: str) -> None:
        """``text`` stands in ``part``; only cases may go on in a further file."""
        if self.size > FULL and part == KEPT:
            self.out.close()
            self.out = self._begin()
        if part != self.part:
            self.part = part
            self._write(f"{part}:\n")
        self._write(text)

    def _begin(self) -> IO[str]:
        number = len(self.written) + 1
        stem = self.place.stem if number == 1 else f"{self.place.stem}-{number}"
        self.written.append(self.place.with_stem(stem))
        self.size, self.part = 0, ""
        self.written[-1].touch(mode=0o600)  # it holds names and cases
        return self.written[-1].open("w", encoding="utf-8", newline="\n")

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.size += len(text.encode())


def export(
    place: Path, *, restricted: bool, progress: Callable[[int, int], object],
    carried: Carried | None = None,
) -> list[Path]:  # fmt: skip
    """The office is in the file ``place``, and those after it, in order of loading.

    Without ``restricted`` no restricted case is in them, nor what names one; without a folder in
    ``carried`` nothing that is a file. ``progress`` is told how many cases of how many are written.
    """
    names: Names = defaultdict(dict)
    leaving = Leaving(names, _secret(restricted=restricted), carried or Carried(None), restricted)
    people = db.session.execute(select(Person.id, Person.code))
    names["person"] = {key: code or f"P{key}" for key, code in people}
    files = _Files(place)
    try:
        for part, text in lists(names["person"]):
            files.put(part, text)
        for row in _records(leaving):
            files.put("records", f"  - {flow(row)}\n")
        _cases(files, leaving, _wanted(restricted=restricted), progress)
    finally:
        files.out.close()
    return files.written


def left_out() -> int:
    """How many restricted cases there are."""
    query = select(func.count()).select_from(Case).where(Case.restricted.is_(True))
    return db.session.scalar(query) or 0


def _wanted(*, restricted: bool) -> Select[Any]:
    query = select(Case)
    return query if restricted else query.where(Case.restricted.is_(False))


def _secret(*, restricted: bool) -> Collection[str]:
    """The references that may not be named."""
    query = select(Case.reference).where(Case.restricted.is_(True))
    return frozenset() if restricted else frozenset(db.session.scalars(query))


def _records(leaving: Leaving) -> Iterator[Row]:
    """Every row, numbered within its table where others refer to it by its number."""
    names = leaving.names
    for name, model in RECORDS.items():
        number = 0
        for row in _rows(model):
            instead = leaving.instead(row)
            if instead is None:
                continue
            number += 1
            if hasattr(row, "id"):
                names[name][row.id] = number
            yield {"table": name, **told(row, names, **instead)}


def _rows(model: type[Base]) -> Iterator[Any]:
    query = select(model).order_by(*model.__table__.primary_key)
    if model is Event:
        about = or_(*(Event.subject.startswith(start) for start in HISTORY))
        query = query.where(Event.case_id.is_(None), Event.subject != "", about)
    yield from db.session.scalars(query.execution_options(yield_per=BATCH))


def _cases(
    files: _Files, leaving: Leaving, wanted: Select[Any], progress: Callable[[int, int], object]
) -> None:
    """Every case with what hangs on it, a batch at a time, then what ties them to one another."""
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    done, last = 0, 0
    while batch := _batch(wanted, last):
        for row in _whole(batch, leaving):
            files.put(KEPT, f"  - {flow(row)}\n")
        for name in NAMED:
            leaving.names[name].clear()
        done, last = done + len(batch), batch[-1].id
        progress(done, total)
        db.session.expunge_all()
    for row in _ties(wanted, leaving.names):
        files.put("case_ties", f"  - {flow(row)}\n")


def _batch(wanted: Select[Any], last: int) -> Sequence[Case]:
    return db.session.scalars(wanted.where(Case.id > last).order_by(Case.id).limit(BATCH)).all()


def _whole(batch: Sequence[Case], leaving: Leaving) -> Iterator[Row]:
    names = leaving.names
    keys = [case.id for case in batch]
    hanging: dict[int, Row] = defaultdict(lambda: defaultdict(list))
    for name, model in HANGING.items():
        own = model.__table__.c.case_id
        query = select(model).where(own.in_(keys)).order_by(*model.__table__.primary_key)
        for row in db.session.scalars(query):
            instead = leaving.instead(row)
            if instead is None:
                continue
            here = hanging[row.case_id][name]  # type: ignore[attr-defined]
            here.append(told(row, names, **instead))
            if name in NAMED:
                names[name][row.id] = len(here)  # type: ignore[attr-defined]
    people = select(Correspondent).where(
        Correspondent.id.in_([case.correspondent_id for case in batch if case.correspondent_id])
    )
    brought = {one.id: told(one, names) for one in db.session.scalars(people)}
    for case in batch:
        values = told(case, names, ELSEWHERE)
        if case.correspondent_id in brought:
            values["correspondent"] = brought[case.correspondent_id]
        yield values | hanging[case.id]


def _ties(wanted: Select[Any], names: Names) -> Iterator[Row]:
    """Duplicates, appeals and links between cases that are both in the files."""
    tied = wanted.where(or_(Case.duplicate_of_id.is_not(None), Case.appeal_of_id.is_not(None)))
    here = set(db.session.scalars(wanted.with_only_columns(Case.id)))
    links = db.session.scalars(select(CaseLink).order_by(CaseLink.id)).all()
    cases = db.session.scalars(tied.order_by(Case.id)).all()
    ends = {end for link in links for end in (link.case_id, link.other_id)}
    ends |= {end for c in cases for end in (c.id, c.duplicate_of_id, c.appeal_of_id) if end}
    chosen = select(Case.id, Case.reference).where(Case.id.in_(ends & here))
    names["case"] = {row.id: row.reference for row in db.session.execute(chosen)}
    for case in cases:
        pointed = {
            "duplicate_of": names["case"].get(case.duplicate_of_id),
            "appeal_of": names["case"].get(case.appeal_of_id),
        }
        if any(pointed.values()):
            yield {"case": case.reference, **{k: v for k, v in pointed.items() if v}}
    for link in links:
        if {link.case_id, link.other_id} <= here:
            case = names["case"][link.case_id]
            yield {"case": case, "link": told(link, names)}
    yield from _taken_up(here)


def _taken_up(here: Collection[int]) -> Iterator[Row]:
    """The answers of surveys that became cases."""
    query = (
        select(Case.id, Case.reference, SurveyResponse.source_key, SurveyItem.position)
        .join(SurveyAnswer, SurveyAnswer.case_id == Case.id)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .join(SurveyItem, SurveyItem.id == SurveyAnswer.item_id)
    )
    for key, reference, source, position in db.session.execute(query.order_by(SurveyAnswer.id)):
        if key in here:
            yield {"case": reference, "answer": {"response": source, "position": position}}

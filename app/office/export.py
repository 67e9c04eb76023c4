"""Writes the whole office as office files, row by row: no more of it is in memory than a batch."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Select, func, or_, select

from app.database import db
from app.models import Base, Case, CaseLink, Correspondent, Improvement, Letter, Person, ReportState
from app.office.export_lists import lists
from app.office.record_tables import ELSEWHERE, HANGING, RECORDS, SENT_NEVER
from app.office.records import told
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
        return self.written[-1].open("w", encoding="utf-8", newline="\n")

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.size += len(text.encode())


def export(place: Path, *, restricted: bool, progress: Callable[[int, int], object]) -> list[Path]:
    """The office is in the file ``place``, and those after it, in order of loading.

    Without ``restricted`` no restricted case is in them, nor what names one. ``progress`` is told
    how many cases of how many are written.
    """
    names: Names = defaultdict(dict)
    people = db.session.execute(select(Person.id, Person.code))
    names["person"] = {key: code or f"P{key}" for key, code in people}
    files = _Files(place)
    try:
        for part, text in lists(names["person"]):
            files.put(part, text)
        for row in _records(names, _secret(restricted=restricted)):
            files.put("records", f"  - {flow(row)}\n")
        _cases(files, names, _wanted(restricted=restricted), progress)
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


def _records(names: Names, secret: Collection[str]) -> Iterator[Row]:
    """Every row, numbered within its table where others refer to it by its number."""
    for name, model in RECORDS.items():
        for number, row in enumerate(_rows(model), start=1):
            if hasattr(row, "id"):
                names[name][row.id] = number
            yield {"table": name, **told(row, names, **_instead(row, secret))}


def _instead(row: Any, secret: Collection[str]) -> Row:
    """What is told otherwise than it stands here."""
    if isinstance(row, Improvement):
        return {"sources": [source for source in row.sources if source not in secret]}
    if isinstance(row, ReportState) and row.status == "submitted":
        return {"status": "draft"}  # what was handed in, with its files, stays in its office
    if isinstance(row, Letter) and row.status in SENT_NEVER:
        return {"status": "recorded"}
    return {}


def _rows(model: type[Base]) -> Iterator[Any]:
    query = select(model).order_by(*model.__table__.primary_key)
    yield from db.session.scalars(query.execution_options(yield_per=BATCH))


def _cases(
    files: _Files, names: Names, wanted: Select[Any], progress: Callable[[int, int], object]
) -> None:
    """Every case with what hangs on it, a batch at a time, then what ties them to one another."""
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    done, last = 0, 0
    while batch := _batch(wanted, last):
        for row in _whole(batch, names):
            files.put(KEPT, f"  - {flow(row)}\n")
        done, last = done + len(batch), batch[-1].id
        progress(done, total)
        db.session.expunge_all()
    for row in _ties(wanted, names):
        files.put("case_ties", f"  - {flow(row)}\n")


def _batch(wanted: Select[Any], last: int) -> Sequence[Case]:
    return db.session.scalars(wanted.where(Case.id > last).order_by(Case.id).limit(BATCH)).all()


def _whole(batch: Sequence[Case], names: Names) -> Iterator[Row]:
    keys = [case.id for case in batch]
    hanging: dict[int, Row] = defaultdict(lambda: defaultdict(list))
    for name, model in HANGING.items():
        own = model.__table__.c.case_id
        query = select(model).where(own.in_(keys)).order_by(*model.__table__.primary_key)
        for row in db.session.scalars(query):
            hanging[row.case_id][name].append(told(row, names, **_instead(row, ())))  # type: ignore[attr-defined]
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

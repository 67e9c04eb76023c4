"""Invented cases by the thousand: the same seed and day make the same, in any office."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import islice
from random import Random

from sqlalchemy import select

from app.actions.roll_up import mark_day
from app.database import db, transaction
from app.models import Case, CaseText, Correspondent, Event, Office, ReferenceCounter, Referral
from app.office.bulk import put, reserve
from app.office.demo_case import Made, make
from app.office.demo_place import Place
from app.queries import cases
from workflows.dates import local_day
from workflows.fiscal import fiscal_days, fiscal_year

BATCH = 2000


class AlreadyLoaded(Exception):
    """The cases of this seed are here."""


class NobodyHere(Exception):
    """The office lacks what cases need: units, topics, and somebody to own them."""


def load_cases(number: int, seed: int, now: datetime, progress: Callable[[int], object]) -> None:
    """``number`` cases of this and the last fiscal year are here, with events and correspondents.

    Their days are stale until rolled up. ``progress`` is told how many were added each time.
    """
    if cases.by_source(_source_key(seed, 1)) is not None:
        raise AlreadyLoaded(f"the cases of seed {seed} are here: choose another seed")
    first = fiscal_days(fiscal_year(local_day(now)) - 1)[0]
    place = Place.of_this_office(first, now)
    if not (place.units and place.topics and place.owners):
        raise NobodyHere(
            "first the office: it needs units, topics and officers (flask office load)"
        )
    rng = Random(seed)  # nosec B311 - invented cases, no secrets
    moments = iter(sorted(rng.random() for _ in range(number)))
    for start in range(1, number + 1, BATCH):
        made = [make(rng, place, moment) for moment in islice(moments, BATCH)]
        with transaction():
            _keep(made, seed, start, now)
        progress(len(made))


def _keep(made: Sequence[Made], seed: int, start: int, now: datetime) -> None:
    """One batch in its tables; each table's rows at once."""
    _number(made, seed, start)
    for m in made:
        m.seal()
    put(Correspondent, [m.correspondent for m in made if m.correspondent])
    put(Case, [m.case for m in made])
    put(CaseText, [{"case_id": m.case["id"], "text": m.indexed()} for m in made])
    put(Referral, [m.referral for m in made if m.referral])
    put(Event, [event for m in made for event in m.events])
    for day in sorted({m.case["official_on"] for m in made if m.case["resolved_at"]}):
        mark_day(day, now)


def _number(made: Sequence[Made], seed: int, start: int) -> None:
    """Keys, references and all that hangs on them."""
    tables = Case.metadata.tables
    keys = reserve(tables["case"], len(made))
    people = [m for m in made if m.correspondent]
    for m, key in zip(people, reserve(tables["correspondent"], len(people)), strict=True):
        m.correspondent["id"] = m.case["correspondent_id"] = key
    references = _references([m.case["official_on"] for m in made])
    for offset, (m, key, reference) in enumerate(zip(made, keys, references, strict=True)):
        m.case |= {
            "id": key, "reference": reference, "source_key": _source_key(seed, start + offset),
        }  # fmt: skip
        for row in (*m.events, *([m.referral] if m.referral else [])):
            row["case_id"] = key


def _references(days: Sequence[date]) -> list[str]:
    """The next numbers of each fiscal year, whose counters are held until the commit."""
    code = db.session.scalars(select(Office.code)).one()
    counters: dict[int, ReferenceCounter] = {}
    given = []
    for day in days:
        year = fiscal_year(day)
        if year not in counters:
            query = select(ReferenceCounter).where(ReferenceCounter.fiscal_year == year)
            there = db.session.scalar(query.with_for_update())
            counters[year] = there or ReferenceCounter(fiscal_year=year, last=0)
        counters[year].last += 1
        given.append(f"{code}-{year}-{counters[year].last:04d}")
    db.session.add_all(counters.values())
    db.session.flush()
    return given


def _source_key(seed: int, number: int) -> str:
    return f"demo:{seed}:{number}"

"""Questions about improvements: the cases behind them, who is told, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, not_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Case, Improvement, Letter, Person
from app.queries import people, representatives
from app.queries.cases import today
from app.queries.rights import visible
from workflows.errors import UnknownReference
from workflows.roles import Role

SOON = timedelta(days=7)  # the owner is reminded so long before the due date
NAMED = 100  # cases that an improvement begun from a cause names at first, the newest
LETTERS = {"soon": "improvement_due", "over": "improvement_overdue"}
LISTED = 500
Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class Hearers:
    """The cases an improvement names, by how their correspondents are told of it."""

    by_mail: Sequence[Case]
    on_track: Sequence[Case]
    left_out: int  # restricted: nothing of them is written anywhere


def find(key: int) -> Improvement:
    """The improvement of that key; UnknownReference if there is none."""
    found = db.session.get(Improvement, key)
    if found is None:
        raise UnknownReference(str(key))
    return found


def listed() -> Sequence[Improvement]:
    """Those in use: what is to be done as it is due, then what was done, the latest first."""
    query = select(Improvement).where(Improvement.retired.is_(False))
    order = (
        Improvement.done_on.is_not(None), Improvement.done_on.desc(),
        Improvement.due_on.is_(None), Improvement.due_on, Improvement.code,
    )  # fmt: skip
    return db.session.scalars(query.order_by(*order).limit(LISTED)).all()


def overdue(day: date) -> int:
    """How many are not done though their date has passed."""
    query = select(func.count()).where(*_open(), Improvement.due_on < day)
    return db.session.scalars(query).one()


def hearers(improvement: Improvement) -> Hearers:
    """Named people with an address hear by mail, all others on /track, restricted cases nothing."""
    query = select(Case).where(Case.reference.in_(improvement.sources)).order_by(Case.id)
    query = query.options(joinedload(Case.correspondent), selectinload(Case.representatives))
    found = db.session.scalars(query).all()
    told = [case for case in found if not case.restricted]
    by_mail = [case for case in told if _has_name(case) and representatives.address(case)]
    on_track = [case for case in told if case not in by_mail]
    return Hearers(by_mail, on_track, len(found) - len(told))


def _has_name(case: Case) -> bool:
    return not (case.anonymous or case.identity_hidden)


def to_remind(now: datetime) -> list[tuple[int, str]]:
    """Improvements near their date or past it, of which nobody has the letter yet."""
    day = today(now)
    return [*_unreminded("soon", day), *_unreminded("over", day)]


def occasion(improvement: Improvement) -> str:
    """What a reminder is about: another date is another reminder."""
    return f"{improvement.code}:{improvement.due_on}"


def _unreminded(step: str, day: date) -> list[tuple[int, str]]:
    late = Improvement.due_on < day
    near = Improvement.due_on.between(day, day + SOON)
    query = select(Improvement).where(*_open(), near if step == "soon" else late)
    rows = db.session.scalars(query.order_by(Improvement.due_on, Improvement.id)).all()
    return [(row.id, step) for row in rows if not _told(LETTERS[step], occasion(row))]


def _told(name: str, about: str) -> bool:
    written = exists().where(
        Letter.case_id.is_(None), Letter.name == name, Letter.occasion == about
    )
    return bool(db.session.scalar(select(written)))


def _open() -> tuple:
    return Improvement.retired.is_(False), Improvement.done_on.is_(None)


def keepers(improvement: Improvement) -> Sequence[Person]:
    """Who is told about it: its owner, or every manager when it has none who works here."""
    owner = db.session.get(Person, improvement.owner_id) if improvement.owner_id else None
    if owner and owner.active:
        return [owner]
    return [person for person in people.active() if person.has(Role.MANAGER)]


def next_code(year: int) -> str:
    """The code of the next improvement begun here in that fiscal year."""
    prefix = f"IMP-{year}-"
    used = db.session.scalars(
        select(Improvement.code).where(Improvement.code.startswith(prefix, autoescape=True))
    )
    numbers = [int(rest) for code in used if (rest := code.removeprefix(prefix)).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:02}"


def unknown_sources(references: Sequence[str], person: Person) -> list[str]:
    """Those that are no unrestricted case which ``person`` may see."""
    query = select(Case.reference).where(
        Case.reference.in_(references), not_(Case.restricted), visible(person)
    )
    there = set(db.session.scalars(query))
    return [reference for reference in references if reference not in there]


def seen_sources(improvement: Improvement, person: Person) -> list[str]:
    """The cases it names that ``person`` may see, and its surveys, as they are written there."""
    there = select(Case.reference, visible(person)).where(Case.reference.in_(improvement.sources))
    seen = {reference: bool(may) for reference, may in db.session.execute(there)}
    return [source for source in improvement.sources if seen.get(source, True)]


def newest_of(cause: str, conditions: Conditions, person: Person) -> list[str]:
    """The newest unrestricted cases of a cause that ``person`` may see, by their references."""
    query = select(Case.reference).where(
        Case.root_cause == cause, Case.root_cause != "", *conditions, not_(Case.restricted),
        visible(person),
    )  # fmt: skip
    newest = query.order_by(Case.official_on.desc(), Case.id.desc()).limit(NAMED)
    return list(db.session.scalars(newest))

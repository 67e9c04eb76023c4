"""Lists of cases: a queue, a search, and how many each queue holds; scoped by rights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Subquery,
    and_,
    case,
    false,
    func,
    select,
    true,
    tuple_,
    union,
    union_all,
)

from app.database import db
from app.models import Case, Person
from app.queries import search
from app.queries.cases import today, with_people
from app.queries.rights import in_unit, own, ways
from app.queries.search import Search
from workflows import State

PAGE = 50
COUNTED = 1000  # a queue is counted up to here; more reads "999+"
QUEUES = ("mine", "unit", "unassigned", "overdue", "waiting", "all")
OPEN = "open"  # beside the states: whatever is not resolved
# A list is read in three parts; a key says in which one it stands.
_UNDATED, _CLOSED = date(9999, 12, 30), date(9999, 12, 31)
_IS_OPEN, _IS_CLOSED = Case.state != State.RESOLVED, Case.state == State.RESOLVED
# The place of a case in every list: open ones as they are due, then the resolved, newest first.
_DAY = case((_IS_CLOSED, _CLOSED), else_=func.coalesce(Case.next_due_on, _UNDATED))
_TURN = case((_IS_CLOSED, -Case.id), else_=Case.id)

Key = tuple[date, int]
Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Asked:
    """What a list was asked for; ``after`` is the key of the last row seen."""

    queue: str = "mine"
    state: str = ""
    kind: str = ""
    topic: str = ""
    channel: str = ""
    owner: str = ""  # the key of a person
    q: str = ""
    until: date | None = None  # due on that day at the latest
    size: int = PAGE
    after: Key | None = None


@dataclass(frozen=True)
class Found:
    """One page of cases, the key of the next page, None at the end, and how it was searched."""

    cases: Sequence[Case]
    next: Key | None
    search: Search | None = None


@dataclass(frozen=True)
class _Part:
    """A stretch of a list that one index holds in its order."""

    within: tuple[ColumnElement[bool], ...]
    order: tuple[ColumnExpressionArgument, ...]


_NOTHING = _Part((false(),), (Case.id,))


def page(asked: Asked, person: Person, now: datetime) -> Found:
    """One page of a queue, read from its indexes from where the last page ended."""
    if asked.q.strip():
        return _searched(asked, person, now)
    chosen, seen = _chosen(asked, person, now), _ways(asked, person)
    walks = [_walk(part, chosen, seen, asked.size + 1) for part in _parts(asked)]
    found = union_all(*(select(walk.c.id) for walk in walks)).subquery()
    query = with_people(select(Case)).where(Case.id.in_(select(found.c.id)))
    listed = db.session.scalars(query.order_by(_DAY, _TURN).limit(asked.size + 1)).all()
    shown, more = listed[: asked.size], len(listed) > asked.size
    return Found(shown, _key(shown[-1]) if more else None)


def _searched(asked: Asked, person: Person, now: datetime) -> Found:
    """What a search finds in the queue, the best first."""
    chosen = _chosen(replace(asked, q=""), person, now)
    scope = search.Scope(person, chosen, _ways(asked, person, apart=True))
    ids, following, done = search.page(asked.q, scope, asked.size, asked.after)
    read = db.session.scalars(with_people(select(Case)).where(Case.id.in_(ids)))
    return Found(sorted(read, key=lambda case: ids.index(case.id)), following, done)


def counts(person: Person, now: datetime, more: Mapping[str, Asked] = {}) -> dict[str, int]:
    """How many each queue and list of ``more`` holds, up to COUNTED, all in one question."""
    lists = {**{queue: Asked(queue) for queue in QUEUES}, **more}
    numbers = [_number(asked, person, now).label(name) for name, asked in lists.items()]
    row = db.session.execute(select(*numbers)).one()
    return {queue: min(number, COUNTED) for queue, number in row._mapping.items()}


def references(asked: Asked, person: Person, now: datetime) -> Sequence[str]:
    """The first of a list in its order, by reference alone: to go from one to the next."""
    if asked.q.strip():
        return [case.reference for case in _searched(asked, person, now).cases]
    chosen, seen = _chosen(asked, person, now), _ways(asked, person)
    walks = [_walk(part, chosen, seen, asked.size) for part in _parts(asked)]
    found = union_all(*(select(walk.c.id) for walk in walks)).subquery()
    query = select(Case.reference).where(Case.id.in_(select(found.c.id)))
    return db.session.scalars(query.order_by(_DAY, _TURN).limit(asked.size)).all()


def _number(asked: Asked, person: Person, now: datetime) -> ColumnElement[int]:
    """The resolved are not even looked at where the open ones are enough."""
    chosen, seen = _chosen(asked, person, now), _ways(asked, person)
    parts = []
    if _has_open(asked):
        parts.append(_Part((_IS_OPEN,), (Case.next_due_on, Case.id)))
    if _has_closed(asked):
        parts.append(_Part((_IS_CLOSED,), (Case.id.desc(),)))
    walks = [_walk(part, chosen, seen, COUNTED) for part in parts or [_NOTHING]]
    found = union_all(*(select(walk.c.id) for walk in walks)).limit(COUNTED).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


def _key(last: Case) -> Key:
    if last.state is State.RESOLVED:
        return _CLOSED, last.id
    return last.next_due_on or _UNDATED, last.id


def _parts(asked: Asked) -> list[_Part]:
    """What is left of the list after the key, part by part."""
    day, number = asked.after or (date.min, 0)
    due, parts = (Case.next_due_on, Case.id), []
    if _has_open(asked) and day < _UNDATED:
        dated = (_IS_OPEN, Case.next_due_on.is_not(None), tuple_(*due) > (day, number))
        parts.append(_Part(dated, due))
    if _has_open(asked) and day < _CLOSED:
        beyond = Case.id > (number if day == _UNDATED else 0)
        parts.append(_Part((_IS_OPEN, Case.next_due_on.is_(None), beyond), due))
    if _has_closed(asked):
        closed = (_IS_CLOSED, Case.id < number) if day == _CLOSED else (_IS_CLOSED,)
        parts.append(_Part(closed, (Case.id.desc(),)))
    return parts or [_NOTHING]


def _has_open(asked: Asked) -> bool:
    return asked.state != State.RESOLVED


def _has_closed(asked: Asked) -> bool:
    return asked.queue == "all" and asked.state in ("", State.RESOLVED)


def _ways(asked: Asked, person: Person, *, apart: bool = False) -> Conditions:
    """Of two ways to see a case, only the one that holds the whole queue."""
    if asked.queue == "mine":
        return own(person) or [false()]
    return ways(person, own=asked.queue not in ("unit", "unassigned"), apart=apart) or [false()]


def _walk(part: _Part, chosen: Conditions, seen: Conditions, limit: int) -> Subquery:
    """The keys of the first cases of a part: one index is read for each way of seeing them.

    One condition with OR would make the database read and sort everything there is.
    """
    walks = [
        select(Case.id).where(way, *chosen, *part.within).order_by(*part.order).limit(limit)
        .subquery() for way in seen
    ]  # fmt: skip
    if len(walks) == 1:
        return walks[0]
    return union(*(select(walk.c.id) for walk in walks)).subquery()


def _chosen(asked: Asked, person: Person, now: datetime) -> Conditions:
    chosen = [{
        "mine": _IS_OPEN,
        "unit": and_(_IS_OPEN, in_unit(person)),
        "unassigned": Case.state == State.RECEIVED,
        "waiting": and_(_IS_OPEN, Case.stopped_on.is_not(None)),
        "overdue": and_(_IS_OPEN, Case.next_due_on < today(now)),
        "all": true(),
    }[asked.queue]]  # fmt: skip
    if asked.state:
        chosen.append(_IS_OPEN if asked.state == OPEN else Case.state == asked.state)
    for column, value in (
        (Case.kind, asked.kind), (Case.topic_code, asked.topic), (Case.channel, asked.channel),
    ):  # fmt: skip
        if value:
            chosen.append(column == value)
    if asked.owner:
        chosen.append(Case.owner_id == int(asked.owner))
    if asked.until:
        chosen.append(and_(_IS_OPEN, Case.next_due_on <= asked.until))
    if asked.q.strip():
        chosen.append(search.matching(asked.q, person, chosen[:]))
    return chosen

"""Cases that say nearly the same as another, by the three-letter pieces their words share.

The database's own trigrams are not asked: they are only there on PostgreSQL, and the text kept for
searching holds the correspondent's name, which must not draw two cases together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import not_, select

from app.database import db
from app.models import Case, Person
from app.queries.cases import with_people
from app.queries.rights import visible
from workflows.text import normalise

SHOWN, COMPARED = 5, 500  # the newest of the same topic
READ = 500  # letters of each: how a letter begins says what it is about
ALIKE = 0.15  # below that two texts of one topic share no more than its usual words


@dataclass(frozen=True)
class Similar:
    """Another case, and how much of its words are the same: 0 to 1."""

    case: Case
    share: float


def to(case: Case, person: Person) -> list[Similar]:
    """The most similar of the cases that ``person`` sees; restricted ones are never compared."""
    if case.restricted:
        return []
    query = select(Case.id, Case.subject, Case.body).where(
        Case.topic_code == case.topic_code, not_(Case.restricted), Case.id != case.id
    )
    newest = query.where(visible(person)).order_by(Case.id.desc()).limit(COMPARED)
    own = pieces(case.subject, case.body)
    shares = {
        row.id: _share(own, pieces(row.subject, row.body)) for row in db.session.execute(newest)
    }
    best = sorted((key for key in shares if shares[key] >= ALIKE), key=lambda key: -shares[key])
    there = _cases(best[:SHOWN])
    return [Similar(there[key], shares[key]) for key in best[:SHOWN]]


def pieces(*texts: str) -> frozenset[str]:
    """Every run of three signs of how the texts begin, however they are spaced and written."""
    words = (normalise(text[:READ]) for text in texts)
    return frozenset(one[i : i + 3] for one in words for i in range(len(one) - 2))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _cases(keys: Sequence[int]) -> dict[int, Case]:
    query = with_people(select(Case)).where(Case.id.in_(keys))
    return {case.id: case for case in db.session.scalars(query)}

"""Which cases belong together: merged, split, appealed, or the same matter twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal, or_, select, union_all

from app.database import db
from app.models import Case, CaseLink, Person
from app.queries.rights import visible

MERGE, SPLIT, APPEAL = "merge", "split", "appeal"


class Tie(StrEnum):
    """What another case is to this one."""

    MERGED_INTO = "merged_into"
    FOLLOWED_BY = "followed_by"
    PART_OF = "part_of"
    PART = "part"
    APPEAL_OF = "appeal_of"
    APPEAL = "appeal"
    DUPLICATE_OF = "duplicate_of"


Ties = list[tuple[Tie, int]]


@dataclass(frozen=True)
class Related:
    """Another case, and what it is to this one."""

    tie: Tie
    case: Case


# The tie as the case that follows or was cut off has it, and as the other one has it.
_SIDES = {
    MERGE: (Tie.MERGED_INTO, Tie.FOLLOWED_BY),
    SPLIT: (Tie.PART_OF, Tie.PART),
    APPEAL: (Tie.APPEAL_OF, Tie.APPEAL),
}
_OWN = (Tie.PART_OF, Tie.PART, Tie.APPEAL_OF, Tie.APPEAL)  # of one and the same correspondent


def merge_of(case: Case) -> CaseLink | None:
    """The link by which the case follows another one now."""
    return db.session.scalars(_standing(MERGE).where(CaseLink.case_id == case.id)).first()


def origin(case: Case) -> CaseLink | None:
    """The link to the case from which this one was cut."""
    return db.session.scalars(_standing(SPLIT).where(CaseLink.case_id == case.id)).first()


def parts(case: Case) -> Sequence[CaseLink]:
    """The links of the cases that were cut from this one."""
    return db.session.scalars(_standing(SPLIT).where(CaseLink.other_id == case.id)).all()


def followers(case: Case) -> Sequence[CaseLink]:
    """The links of the cases that follow this one, oldest first."""
    return db.session.scalars(_standing(MERGE).where(CaseLink.other_id == case.id)).all()


def appeal_of(case: Case) -> Case | None:
    """The appeal that was lodged against the decision on this case."""
    return db.session.scalar(select(Case).where(Case.appeal_of_id == case.id))


def ties(case: Case) -> Ties:
    """What the case is tied to, by the keys of the other cases."""
    here = or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id)
    linked = select(CaseLink.case_id, CaseLink.other_id, CaseLink.what)
    appeals = select(Case.id, Case.appeal_of_id, literal(APPEAL)).where(
        Case.appeal_of_id == case.id
    )
    rows: CompoundSelect = union_all(linked.where(here, CaseLink.undone_at.is_(None)), appeals)
    found = [
        (_SIDES[what][0], other) if key == case.id else (_SIDES[what][1], key)
        for key, other, what in sorted(db.session.execute(rows))
    ]
    own = ((Tie.APPEAL_OF, case.appeal_of_id), (Tie.DUPLICATE_OF, case.duplicate_of_id))
    return [*found, *((tie, key) for tie, key in own if key)]


def related(case: Case, person: Person, known: Ties | None = None) -> list[Related]:
    """Every case that belongs to this one and that ``person`` may see.

    ``known`` are its ties, where somebody has asked for them.
    """
    return _found(ties(case) if known is None else known, visible(person))


def of_correspondent(case: Case) -> list[Related]:
    """The cases that the same correspondent has beside this one: its parts and its appeal."""
    return _found([(tie, key) for tie, key in ties(case) if tie in _OWN])


def mains(keys: Collection[int], person: Person) -> dict[int, str]:
    """Of these cases those that follow another one, with its reference if ``person`` sees it."""
    query = (
        select(CaseLink.case_id, Case.reference).join(Case, Case.id == CaseLink.other_id)
        .where(CaseLink.what == MERGE, CaseLink.undone_at.is_(None), CaseLink.case_id.in_(keys),
               visible(person))
    )  # fmt: skip
    return {row.case_id: row.reference for row in db.session.execute(query)}


def _standing(what: str) -> Select[CaseLink]:
    query = select(CaseLink).where(CaseLink.what == what, CaseLink.undone_at.is_(None))
    return query.order_by(CaseLink.id)


def _found(known: Ties, *conditions: ColumnElement[bool]) -> list[Related]:
    if not known:
        return []
    query = select(Case).where(Case.id.in_([key for _, key in known]), *conditions)
    there = {case.id: case for case in db.session.scalars(query)}
    return [Related(tie, there[key]) for tie, key in known if key in there]

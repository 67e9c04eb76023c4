"""Looks up words in the texts of the cases, by the trigram index of either engine."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    union,
)

from app.database import db
from app.models import Case, CaseText
from app.models.base import Sealed
from workflows.sought import INDEXED, Sought

_WORDS = table("case_words", column("rowid"), column("text"))  # SQLite: migration 0010
# The index is read first, and what it finds is looked at: never the other way round.
_OF_WORDS: ColumnElement[int] = literal_column("+case_words.rowid")
_OF_TEXT: ColumnElement[int] = literal_column("+case_text.case_id")
Group = Sequence[str]  # any one of them
Conditions = Sequence[ColumnElement[bool]]


def newest(
    sought: Sought, seen: Conditions, chosen: Conditions, limit: int
) -> Select[int] | CompoundSelect[int]:
    """The keys of the newest cases whose open words are those looked for.

    Read for each way of seeing them: a unit's cases have an index, those of one way or another
    have none. But SQLite would look words up in its index once for each.
    """
    looked_up = _is_sqlite() and any(map(_is_indexed, _groups(sought)))
    if looked_up or len(seen) == 1:
        return saying(sought).where(or_(*seen), *chosen).limit(limit)
    plain = not_(Case.restricted)  # the words of others are in no index
    said = saying(sought, by_case=True).where(plain, *chosen)
    walks = [said.where(way).limit(limit).subquery() for way in seen]
    return union(*(select(walk.c.id) for walk in walks))


def saying(sought: Sought, *, by_case: bool = False) -> Select[int]:
    """The keys of cases whose open words are those looked for, to be narrowed; newest first.

    Without an index of the words all texts are read, or ``by_case`` those of the narrowed cases.
    """
    query = _from_groups(_groups(sought), by_case).where(not_(Sealed.is_sealed(CaseText.text)))
    return query.where(*(not_(_stands(term.forms)) for term in sought.without))


def holding(ways: Sequence[Group], limit: int) -> Select[int]:
    """The keys of cases whose open words hold all the pieces of one of the ways.

    The newest on SQLite. PostgreSQL, asked for the newest or for few, would read all texts rather
    than its index: its own part plans for all of them, and is left when there are enough.
    """
    if not _is_sqlite():
        said = or_(*(and_(*map(_contains, way)) for way in ways))
        query = select(CaseText.case_id.label("id")).where(said)
        held = query.where(not_(Sealed.is_sealed(CaseText.text))).cte("held")
        return select(held.prefix_with("MATERIALIZED").c.id).limit(limit)
    match = " OR ".join(f"({' AND '.join(map(_quoted, way))})" for way in ways)
    query = select(_WORDS.c.rowid.label("id")).where(_match(match))
    return query.order_by(_WORDS.c.rowid.desc()).limit(limit)


def _groups(sought: Sought) -> list[Group]:
    return [(*term.forms, *term.near) for term in sought.terms]


def _is_indexed(group: Group) -> bool:
    return min(map(len, group)) >= INDEXED


def _from_groups(groups: Sequence[Group], by_case: bool) -> Select[int]:
    if not _is_sqlite():
        return _newest(by_case=True).where(*map(_stands, groups))
    held = list(filter(_is_indexed, groups))
    short = [_stands(group) for group in groups if group not in held]
    any_of_each = [f"({' OR '.join(map(_quoted, group))})" for group in held]
    query = _matching(" AND ".join(any_of_each)) if held else _newest(by_case)
    return query.where(*short)


def _newest(by_case: bool) -> Select[int]:
    of_text = CaseText.case_id if by_case else _OF_TEXT
    query = select(Case.id).select_from(CaseText).join(Case, Case.id == of_text)
    return query.order_by((Case.id if by_case else CaseText.case_id).desc())


def _matching(match: str) -> Select[int]:
    query = select(Case.id).select_from(_WORDS).join(Case, Case.id == _OF_WORDS)
    query = query.join(CaseText, CaseText.case_id == Case.id)
    return query.where(_match(match)).order_by(_WORDS.c.rowid.desc())


def _match(match: str) -> ColumnElement[bool]:
    return literal_column("case_words").op("MATCH")(bindparam(None, match, String))


def _stands(group: Group) -> ColumnElement[bool]:
    return or_(*map(_contains, group))


def _contains(form: str) -> ColumnElement[bool]:
    if _is_sqlite():  # LIKE would fold letters, slowly
        return func.instr(CaseText.text, bindparam(None, form, String)) > 0
    if len(form) < INDEXED:  # no index helps: the quicker way to read every text
        return func.strpos(CaseText.text, bindparam(None, form, String)) > 0
    return CaseText.text.contains(form, autoescape=True)


def _quoted(form: str) -> str:
    return '"' + form.replace('"', '""') + '"'


def _is_sqlite() -> bool:
    return db.session.get_bind().dialect.name == "sqlite"

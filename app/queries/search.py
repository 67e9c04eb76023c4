"""Searches the cases: by exact words first, by near ones where few are found; scoped by rights.

(docs/decisions/0025-search.md)
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select

from app.database import db
from app.models import Case, CaseText, Person
from app.queries import indexed
from app.queries.rights import visible
from workflows.roles import Role
from workflows.sought import (
    INDEXED,
    Sought,
    Term,
    halves,
    may_be_meant,
    may_be_misspelt,
    misspelt,
    pieces,
    read,
    readable,
    squeezed,
    untitled,
    whole,
)
from workflows.text import normalise

COUNTED = 1000  # hits are counted up to here
_RANKED = 500  # of the newest hits the best come first; older ones follow by age
_FEW = 3  # with fewer hits near words are looked for
_LOOKED_AT = 60  # texts read for words near a term
_SIFTED = 800  # cases among which those texts are sought
_BACK = 2  # letters by which a cut may lie before the end of what stands somewhere
_NEAR = 3  # near forms of a term
READ_OPENED = 2000  # restricted cases whose words a search opens one by one
_NUMBER, _PHRASE, _SUBJECT, _WORDS, _SPELT, _OLDER = range(6)

Key = tuple[date, int]  # the rank as days since the first day there is, and the case
Conditions = Sequence[ColumnElement[bool]]
Opened = Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Scope:
    """Whose search it is, what the list is narrowed to, and which cases they see in it."""

    person: Person
    chosen: Conditions
    seen: Conditions  # the ways in which they see one, any of which is enough


@dataclass(frozen=True)
class Search:
    """What was done: the terms as they were used, if one was cut, and how many cases it found.

    ``short_of`` tells that there are more restricted cases than were looked at.
    """

    sought: Sought
    number: int
    parted: bool = False
    short_of: bool = False


def page(
    q: str, scope: Scope, size: int, after: Key | None
) -> tuple[list[int], Key | None, Search]:
    """The keys of one page of hits in order, the key of the next page, and what was done."""
    opened = _opened(scope.person, scope.chosen)
    done, ids, exact = _search(read(q), scope, opened)
    done = replace(done, short_of=len(opened) == READ_OPENED)
    rank, last = ((after[0] - date.min).days, after[1]) if after else (-1, 0)
    if rank >= _OLDER:
        older = _walk(done.sought, scope, opened, size + 1, below=last)
        placed = [(_OLDER, key) for key in older]
    else:
        ranks = _ranks(done.sought, ids[:_RANKED], exact)
        placed = sorted((ranks.get(key, _OLDER), -key) for key in ids)
        placed = [(place, -key) for place, key in placed if (place, key) > (rank, -last)]
    shown, more = placed[:size], len(placed) > size or (rank < _OLDER and len(ids) >= COUNTED)
    following = (date.min + timedelta(shown[-1][0]), shown[-1][1]) if shown and more else None
    return [key for _, key in shown], following, done


def matching(q: str, person: Person, chosen: Conditions) -> ColumnElement[bool]:
    """The condition on ``Case`` that it says every word of ``q`` exactly."""
    sought = read(q)
    plain = Case.id.in_(indexed.saying(sought).order_by(None))
    found = _of_opened(sought, _opened(person, chosen))
    return plain | Case.id.in_(found) if found else plain


def _search(sought: Sought, scope: Scope, opened: Opened) -> tuple[Search, list[int], set[int]]:
    """What was done, the newest hits, and which of them need no near word."""
    ids = _walk(sought, scope, opened, COUNTED)
    if len(ids) >= _FEW or not sought.terms:
        return Search(sought, len(ids)), ids, set(ids)
    wide = replace(sought, terms=tuple(_with_near(term, scope, opened) for term in sought.terms))
    found = _walk(wide, scope, opened, COUNTED) if wide.wide else ids
    if found:
        return Search(wide, len(found)), found, set(ids)
    parted = replace(sought, terms=tuple(_parted(sought.terms, scope, opened)))
    if parted != sought:
        found = _walk(parted, scope, opened, COUNTED)
    return Search(parted, len(found), parted=parted != sought), found, set()


def _walk(
    sought: Sought, scope: Scope, opened: Opened, limit: int, *, below: int | None = None
) -> list[int]:
    """The newest hits: of the index, and of the words that had to be opened."""
    within = [*scope.chosen, *([] if below is None else [Case.id < below])]
    ids = set(db.session.scalars(indexed.newest(sought, scope.seen, within, limit)))
    if found := _of_opened(sought, opened):
        mine = select(Case.id).where(Case.id.in_(found), or_(*scope.seen), *within)
        ids |= set(db.session.scalars(mine))
    return sorted(ids, reverse=True)[:limit]


def _ranks(sought: Sought, ids: Sequence[int], exact: set[int]) -> dict[int, int]:
    query = select(
        Case.id, Case.reference, Case.registry_number, Case.letter_number, Case.subject
    ).where(Case.id.in_(ids))
    phrase = "".join(normalise(term.said) for term in sought.terms)
    numbers = {squeezed(phrase), *(squeezed(term.said) for term in sought.terms)}

    def rank(key: int, subject: str, own: Sequence[str]) -> int:
        if numbers.intersection(squeezed(number) for number in own if number):
            return _NUMBER
        if key not in exact:
            return _SPELT
        if phrase in subject:
            return _PHRASE
        return _SUBJECT if all(term.within(subject) for term in sought.terms) else _WORDS

    return {
        key: rank(key, normalise(subject), own) for key, *own, subject in db.session.execute(query)
    }


# ---- near words, out of cases that the person may see


def _with_near(term: Term, scope: Scope, opened: Opened) -> Term:
    form = term.forms[0]
    if not may_be_misspelt(form):
        return term
    found: Counter[str] = Counter()
    spelt = misspelt(form)
    texts = _texts(pieces(form), scope.person, opened)
    for text in texts:
        hits = {hit for hit in spelt.findall(text) if form not in hit and readable(hit)}
        found.update(hit for hit in hits if may_be_meant(hit, form))
    near = (whole(hit, texts) if hit == form[:-1] else hit for hit, _ in found.most_common(_NEAR))
    return replace(term, near=tuple(dict.fromkeys(filter(None, (untitled(form), *near)))))


def _parted(terms: Sequence[Term], scope: Scope, opened: Opened) -> Iterator[Term]:
    """A term that stands nowhere as it is, cut in the two that stand together most often."""
    for term in terms:
        ways = _ways_to_cut(term.forms[0])
        found: Counter[tuple[str, str]] = Counter()
        texts = _texts(ways, scope.person, opened) if ways else []
        for text in texts:
            found.update(way for way in ways if way[0] in text and way[1] in text)
        if found and not any(term.within(text) for text in texts):
            yield from (Term(half, (half,)) for half in found.most_common(1)[0][0])
        else:
            yield term


def _ways_to_cut(form: str) -> list[tuple[str, str]]:
    """Those about the end of the longest beginning that stands anywhere."""
    low, high = INDEXED - 1, len(form)
    middle = high  # most words stand somewhere whole
    while low < high:
        stands = db.session.scalar(indexed.holding([(form[:middle],)], 1)) is not None
        low, high = (middle, high) if stands else (low, middle - 1)
        middle = (low + high + 1) // 2
    return [way for way in halves(form) if low - _BACK <= len(way[0]) <= low]


def _texts(ways_of_it: Sequence[Sequence[str]], person: Person, opened: Opened) -> list[str]:
    """Some texts that hold the pieces, of cases the person may see; the newest of those first."""
    texts = [text for _, text in opened if any(all(p in text for p in w) for w in ways_of_it)]
    newest = indexed.holding(ways_of_it, _SIFTED).subquery()
    mine = select(CaseText.text).join(Case, Case.id == CaseText.case_id).where(visible(person))
    sifted = mine.where(Case.id.in_(select(newest.c.id))).order_by(Case.id.desc())
    return [*texts, *db.session.scalars(sifted.limit(_LOOKED_AT))]


# ---- restricted cases: their words can only be read opened


def _opened(person: Person, chosen: Conditions) -> Opened:
    """The words of the newest restricted cases of the list, for those who may see such."""
    if not person.has(Role.CONFIDENTIAL):
        return ()
    seen = select(CaseText.case_id, CaseText.text).join(Case, Case.id == CaseText.case_id)
    mine = seen.where(Case.restricted.is_(True), visible(person), *chosen)
    newest = mine.order_by(Case.id.desc()).limit(READ_OPENED)
    return [(row.case_id, row.text) for row in db.session.execute(newest)]


def _of_opened(sought: Sought, opened: Opened) -> list[int]:
    return [key for key, text in opened if sought.within(text)]

"""Where the words looked for stand in a text as it was written, and the stretch around them."""

from collections.abc import Sequence
from functools import lru_cache

from workflows.text import may_part, normalise

AROUND = 60  # letters shown before the first word found, and after it
Marked = list[tuple[str, bool]]  # stretches of a text; True: a word looked for


def marked(text: str, forms: Sequence[str]) -> Marked:
    """``text`` in stretches, the words found apart; whole letters, none cut from its marks."""
    spans, at, found = _spans(text, forms), 0, Marked()
    for start, end in spans:
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [stretch for stretch in (*found, (text[at:], False)) if stretch[0]]


def excerpt(text: str, forms: Sequence[str]) -> Marked:
    """The stretch of ``text`` around the first word found, marked; nothing where none is."""
    spans = _spans(text, forms)
    if not spans:
        return []
    start = _edge(text, max(spans[0][0] - AROUND, 0), -1)
    end = _edge(text, min(spans[0][1] + 2 * AROUND, len(text)), 1)
    shown = marked(text[start:end], forms)
    before, after = [("… ", False)] * (start > 0), [(" …", False)] * (end < len(text))
    return [*before, *shown, *after]


def _edge(text: str, place: int, way: int) -> int:
    while 0 < place < len(text) and not may_part(text[place - 1], text[place]):
        place += way
    return place


def _spans(text: str, forms: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the forms in the text as written, in order, those that touch made one.

    A text that normalises otherwise as a whole than letter by letter has none: better no mark
    than a wrong one.
    """
    letters = _letters(text)
    plain = [_plain(text[start:end]) for start, end in letters]
    whole = "".join(plain)
    if whole != normalise(text):
        return []
    owner = [place for place, letter in enumerate(plain) for _ in letter]
    hits: set[int] = set()
    for form in forms:
        at = whole.find(form)
        while at >= 0:
            hits.update(range(owner[at], owner[at + len(form) - 1] + 1))
            at = whole.find(form, at + len(form))
    return _joined([letters[place] for place in sorted(hits)])


@lru_cache(4096)  # a text of a thousand letters has some two hundred different ones
def _plain(letter: str) -> str:
    return normalise(letter)


def _letters(text: str) -> list[tuple[int, int]]:
    edges = [at for at in range(1, len(text)) if may_part(text[at - 1], text[at])]
    return list(zip([0, *edges], [*edges, len(text)], strict=True)) if text else []


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            start = found.pop()[0]
        found.append((start, end))
    return found

"""What somebody looks for: their words cut into terms, each with the forms that count as found."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workflows.text import LEADING_VOWELS, may_part, normalise

ASKED = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”„](?P<phrase>[^"“”„]+)["“”„]|(?P<word>[^\s"“”„]+))')
DIVIDERS = dict.fromkeys(map(ord, "-–/.()_"))
ABROAD = "+66"
INDEXED = 3  # a trigram index finds nothing shorter
NEARLY_ALWAYS = 0.8
FUZZY = 5  # a term is taken for misspelt from so many letters on
TONED = 4  # one that lacks no more than a mark above its letters, from so many
TITLES = ("นางสาว", "นาย", "นาง", "คุณ", "น.ส.", "ดร.")
MARKS = dict.fromkeys(map(ord, "\N{THAI CHARACTER MAITAIKHU}่้๊๋์"))


@dataclass(frozen=True)
class Term:
    """One word or phrase as it was typed, the forms that are it, and those that are near it."""

    said: str
    forms: tuple[str, ...]
    near: tuple[str, ...] = ()

    def within(self, text: str, *, wide: bool = False) -> bool:
        """Whether one of its forms stands in a normalised text."""
        return any(form in text for form in self.forms + (self.near if wide else ()))


@dataclass(frozen=True)
class Sought:
    """All terms must be there, and none of ``without``."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether near forms count too."""
        return any(term.near for term in self.terms)

    @property
    def exact(self) -> "Sought":
        """The same without near forms."""
        return Sought(tuple(replace(term, near=()) for term in self.terms), self.without)

    def within(self, text: str) -> bool:
        """Whether a normalised text is one of those looked for."""
        found = all(term.within(text, wide=True) for term in self.terms)
        return found and not any(term.within(text) for term in self.without)

    def every_form(self) -> list[str]:
        """What may be marked where it is found."""
        return [form for term in self.terms for form in (*term.forms, *term.near)]


def read(q: str) -> Sought:
    """The terms of what was typed: words between blanks, "phrases", and -words that may not be."""
    terms: tuple[list[Term], list[Term]] = ([], [])
    for asked in ASKED.finditer(q):
        said = asked["phrase"] or asked["word"]
        if form := normalise(said):
            terms[bool(asked["minus"])].append(Term(said.strip(), _forms(form)))
    return Sought(tuple(terms[0]), tuple(terms[1]))


def squeezed(text: str) -> str:
    """A number as it is typed in haste: normalised, without dashes, strokes and dots."""
    short = normalise(text).translate(DIVIDERS)
    return "0" + short.removeprefix(ABROAD) if short.startswith(ABROAD) else short


def _forms(form: str) -> tuple[str, ...]:
    short = squeezed(form)
    numbered = any(c.isdigit() for c in short) and len(short) >= INDEXED
    return (form, short) if numbered and short != form else (form,)


# ---- what is near a term that was not found


def pieces(term: str) -> list[tuple[str, ...]]:
    """What is left of a term misspelt in one place: all pieces of one of these stand in the text.

    In a long term two letters side by side may be wrong.
    """
    kept = (
        tuple(piece for piece in (term[:place], term[place + gap :]) if len(piece) >= INDEXED)
        for place, gap in _gaps(term)
    )
    return list(dict.fromkeys(found for found in kept if found))


def misspelt(term: str) -> re.Pattern[str]:
    """Finds in a normalised text what differs from ``term`` in one place."""
    first, *others = _gaps(term)
    ways = [f"(?:.{re.escape(term[first[1] :])})"]
    for place, gap in others:
        left, right = re.escape(term[:place]), re.escape(term[place + gap :])
        ways.append(f"(?:{left}.{{0,{gap + 1}}}?{right})" if right else f"(?:{left})")
    return re.compile("|".join(ways))


def untitled(term: str) -> str:
    """A name without what stands before it: ``คุณวีระ`` may be ``นายวีระ``; empty if nothing does."""
    title = next((title for title in TITLES if term.startswith(title)), "")
    name = term.removeprefix(title)
    return name if title and len(name) > INDEXED else ""


def may_be_misspelt(term: str) -> bool:
    """Whether near forms are looked for: not of a number, of which each sign counts."""
    return len(term) >= TONED and 2 * sum(map(str.isdigit, term)) < len(term)


def may_be_meant(form: str, term: str) -> bool:
    """Whether ``form``, found near a term, is it: of a short one only the marks differ."""
    return len(term) >= FUZZY or form.translate(MARKS) == term.translate(MARKS)


def _gaps(term: str) -> list[tuple[int, int]]:
    gap = 1 if len(term) < 2 * FUZZY else 2
    return [(place, gap) for place in range(0, len(term), gap)]


def halves(term: str) -> list[tuple[str, str]]:
    """A term written without a blank, cut in two wherever a reader may cut it."""
    places = range(INDEXED, len(term) - INDEXED + 1)
    return [
        (term[:place], term[place:]) for place in places if may_part(term[place - 1], term[place])
    ]


def readable(form: str) -> bool:
    """Whether a form found in a text can be shown and looked for by itself."""
    whole = may_part(" ", form[0]) and form[-1] not in LEADING_VOWELS
    return whole and "\n" not in form


def whole(form: str, texts: Iterable[str]) -> str:
    """``form`` with the letter that nearly always follows it: a word that lost its last one."""
    after = Counter(
        text[place] for text in texts if (place := text.find(form) + len(form)) < len(text)
        and form in text
    )  # fmt: skip
    if not after:
        return form
    letter, times = after.most_common(1)[0]
    always = times >= NEARLY_ALWAYS * after.total()
    return form + letter if always and readable(form + letter) else form

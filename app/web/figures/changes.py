"""What differs between two texts, letter by letter as a reader sees letters."""

import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of text: ``same``, ``new``, or ``gone``."""

    how: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """The pieces from which ``before`` became ``after``, in reading order."""
    old, new = _letters(before), _letters(after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        pieces += [Piece("gone", "".join(old[i:j]))] if i < j else []
        pieces += [Piece("new", "".join(new[k:m]))] if k < m else []
    return pieces


def _letters(text: str) -> list[str]:
    """Consonants keep the marks above and below them."""
    letters: list[str] = []
    for character in text:
        if letters and (unicodedata.category(character) == "Mn" or character == "\u0e33"):
            letters[-1] += character
        else:
            letters.append(character)
    return letters

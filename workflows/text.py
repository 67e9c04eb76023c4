"""What every stored or searched text goes through: cleaned, cut, or made comparable.

The Thai letters below are combining marks; the rulebook keeps them here so that what comes in and
what is searched for are always brought to the same form.
"""

import re
import unicodedata
from functools import lru_cache

CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0xFEFF)
LINE_ENDS = "\n\x0b\x0c\x85\u2028\u2029"
CLEANED: dict[int, str | None] = dict.fromkeys(CONTROLS)
CLEANED |= {ord(c): "\n" for c in LINE_ENDS} | {ord("\t"): "\t"}
UNCLEAN = re.compile(f"[{re.escape(''.join(map(chr, CLEANED.keys() - {9, 10})))}]")

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
LEADING_VOWELS = "เแโใไ"
# Below, above, tone, killer, sara am: the order in which a careful writer types them.
MARKS = (
    "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d"
    "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e\u0e33"
)
# One mark alone is in order, but for the nikhahit that a sara am is typed with.
RUN_OF_MARKS = re.compile(f"[{MARKS}]{{2,}}{SARA_AA}?|{NIKHAHIT}{SARA_AA}")
ZERO_WIDTH_JOINER = "\u200d"
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))  # what programs make of a hyphen


def clean(text: str) -> str:
    """``text`` in NFC with plain line ends, without control characters and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if UNCLEAN.search(text):  # seldom, and going through every sign takes long
        text = text.translate(CLEANED)
    return unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())


def normalise(text: str) -> str:
    """The form in which texts are compared: one spelling, no blanks, small letters, 0-9.

    NFC and never NFKC, which would take sara am apart.
    """
    text = "".join(clean(text).split())
    unseen = {ord(c): None for c in set(text) if unicodedata.category(c) == "Cf"}
    if changed := unseen | {digit: DIGITS[digit] for digit in DIGITS if chr(digit) in text}:
        text = text.translate(changed)
    text = unicodedata.normalize("NFC", text.lower()).replace("เเ", "แ")
    for _ in range(2):  # a sara am put together by the first round may have marks after it
        text = RUN_OF_MARKS.sub(lambda run: _in_order(run[0]), text)
    return unicodedata.normalize("NFC", text)


def plain_reference(typed: str) -> str:
    """A reference as we write it, however it was typed or pasted."""
    return normalise(typed).translate(DASHES).upper()


def cut(text: str, length: int) -> str:
    """The first ``length`` code points at most, ending where a reader sees a letter end."""
    if len(text) <= length:
        return text
    edge = length
    while edge > 0 and not may_part(text[edge - 1], text[edge]):
        edge -= 1
    return text[: edge or length]


@lru_cache(maxsize=1000)  # nearly every run is one of few
def _in_order(run: str) -> str:
    marks, tail = run.removesuffix(SARA_AA), run[-1:]
    tail = tail if tail == SARA_AA else ""
    if tail and NIKHAHIT in marks:
        marks, tail = marks.replace(NIKHAHIT, "") + SARA_AM, ""
    return "".join(sorted(set(marks), key=MARKS.index)) + tail


def may_part(before: str, after: str) -> bool:
    """Whether a reader sees one letter end and another begin between two code points."""
    joined = after in (SARA_AM, ZERO_WIDTH_JOINER) or unicodedata.category(after).startswith("M")
    skin_tone = "\U0001f3fb" <= after <= "\U0001f3ff"
    return not (joined or skin_tone or before == ZERO_WIDTH_JOINER or before in LEADING_VOWELS)

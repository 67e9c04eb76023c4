"""Strangers' HTML to plain text, in linear time and without losing words."""

import re
from contextlib import suppress
from html import unescape

from inscriptis import get_text

from workflows.text import clean

# Comments, scripts and styles, tags: each read once, since real HTML readers choke on deep nests.
MARKUP = re.compile(
    r"<!--[^-]*(?:-(?!->)[^-]*)*(?:-->)?|<(?:script|style|title)\b[^<]*(?:<(?!/)[^<]*)*|<[a-z/!?][^<>]*>?",
    re.IGNORECASE,
)
BLOCK = re.compile(r"</?(?:p|div|br|tr|td|li|h\d)\b", re.IGNORECASE)
# Beyond this many tables, rows and cells the layout is not worth the time it takes.
MOST_CELLS = 5000
# A page nested too deep loses text on the way; less than this share of its words is a loss.
WORDS_KEPT = 0.9
BULLETS = "*+o-"
NEVER_SHOWN = {"<!--": "-->", "<script": "</script", "<style": "</style", "<title": "</title"}


def plain_text(html: str, longest: int) -> str:
    """The words of ``html`` laid out as a reader saw them, or just the words if it is too wild."""
    html = _ended(html)
    bare = _bare_words(html)
    if len(html) > longest or html.lower().count("<t") > MOST_CELLS:
        return bare
    try:
        lines = get_text(html).splitlines()
    # Whatever trips the careful reader of strange markup, the bare words still count.
    except Exception:
        return bare
    text = clean(re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)))
    return text if _ink(text) >= WORDS_KEPT * _ink(bare) else bare


def _ended(html: str) -> str:
    """A comment, script or style without end would swallow the words that follow it."""
    for begin, end in NEVER_SHOWN.items():
        last = html.lower().rfind(end)
        if begin in html[last + 1 :].lower():
            html = html[: last + 1] + re.sub(f"{begin}[^<>]*>?", "", html[last + 1 :], flags=re.I)
    return html


def _ink(text: str) -> int:
    return sum(not c.isspace() and c not in BULLETS for c in text)


def _bare_words(html: str) -> str:
    words = MARKUP.sub(lambda tag: "\n" if BLOCK.match(tag[0]) else "", html)
    with suppress(ValueError):  # a character reference of thousands of digits
        words = unescape(words)
    return clean(words)

"""The links of an answer letter by which it is rated: one for each answer, put in at sending.

A letter's text holds marks on lines of their own; where no link goes out, the lines are left out.
"""

import re

from workflows.ratings import VALUES

MARK = re.compile(r"\[rate ([1-5])\]")
_ASKED = ("ให้คะแนนการทำงานของเรา", "Rate our work")  # how the line above the marks begins


def links(language: str, link: str) -> dict[str, tuple[str, str]]:
    """Each mark with its words and its address; none without a link of the letter's own."""
    if not link:
        return {}
    rate = link.replace("/track/open/", "/track/rate/")
    return {
        f"[rate {value}]": (words.say(language), f"{rate}?handling={value}")
        for value, words in VALUES.items()
    }


def as_text(text: str, language: str, link: str) -> str:
    """The text with the addresses, each beside its words."""
    for mark, (words, address) in links(language, link).items():
        text = text.replace(mark, f"{words}: {address}")
    return text


def without(text: str) -> str:
    """The text as it is shown where nobody rates by a link."""
    if not MARK.search(text):
        return text
    lines = text.splitlines()
    kept = [line for line in lines if not MARK.fullmatch(line) and not line.startswith(_ASKED)]
    return "\n".join(kept)

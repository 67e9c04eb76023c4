"""A signed letter as its reader sees it: the outgoing number stands above its words."""

from typing import TYPE_CHECKING

from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Letter

NO = Words("ที่", "Our letter No.")


def numbered(letter: "Letter") -> str:
    """Its words, under its number if it has one; paper has a place of its own for that."""
    if not letter.number:
        return letter.text
    return f"{NO.say(letter.language)} {letter.number}\n\n{letter.text}"

"""A first look at raw mail: headers and beginning as plain text, whatever its state."""

from dataclasses import dataclass

from workflows.text import clean

SHOWN = ("from", "to", "cc", "date", "subject", "message-id", "content-type", "auto-submitted")
LENGTH = 4000
LONGEST_HEADER = 500


@dataclass(frozen=True)
class Peek:
    """What an officer sees of a mail without opening it."""

    headers: tuple[tuple[str, str], ...]
    beginning: str


def peek(raw: bytes) -> Peek:
    """The known headers, undecoded, and the first part of the mail with every odd byte replaced."""
    text = clean(raw[: LENGTH * 4].decode("utf-8", "replace"))
    head, _, body = text.partition("\n\n")
    lines = head.replace("\n ", " ").replace("\n\t", " ").split("\n")
    pairs = (line.partition(":") for line in lines)
    shown = tuple(
        (name.strip(), value.strip()[:LONGEST_HEADER])
        for name, colon, value in pairs
        if colon and name.strip().lower() in SHOWN
    )
    return Peek(shown, (body or head)[:LENGTH])

"""500 broken mails, made here and copied from nowhere: by family, always the same bytes."""

from functools import cache
from typing import NamedTuple

from tests.intake.corpus import charsets, content, headers, people, structure

COUNTS = {
    "structure": 90, "lines": 40, "headers": 110, "charset": 80, "coding": 40, "html": 50,
    "attachments": 50, "senders": 20, "machines": 20,
}  # fmt: skip


class Broken(NamedTuple):
    """One mail of the corpus; ``name`` says what is wrong with it."""

    family: str
    name: str
    raw: bytes


@cache
def corpus() -> tuple[Broken, ...]:
    """All of them."""
    made = {
        "structure": structure.structure(), "lines": structure.lines(),
        "headers": headers.headers(), "charset": charsets.charsets(),
        "coding": content.codings(), "html": content.pages(),
        "attachments": content.attachments(), "senders": people.senders(),
        "machines": people.machines(),
    }  # fmt: skip
    return tuple(
        Broken(family, name, raw) for family, mails in made.items() for name, raw in mails.items()
    )

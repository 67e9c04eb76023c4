"""The editions of Form 2.3 that ship with the product, and how one is read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from app.database import db
from app.models import Edition

SHIPPED = 2553
RESULTS = {"complete": "ดำเนินการครบถ้วน", "in_progress": "อยู่ระหว่างดำเนินการ"}  # on the boxes
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Line:
    """One printed line; ``claim`` numbers the claim it belongs to within its section."""

    section: str | None
    kind: str
    text: str
    repeat: str | None = None
    claim: int | None = None
    rule: str | None = None  # whose data carry it, as CS4.3; None: of its own number; "": nobody's


@dataclass(frozen=True)
class Form:
    """An edition: the fiscal year it is of, its lines from first to last, its boxes' labels.

    ``number`` counts its changes; 0 is what ships.
    """

    fiscal_year: int
    lines: tuple[Line, ...] = field(repr=False)
    name: str = ""
    results: dict[str, str] = field(default_factory=lambda: dict(RESULTS))
    number: int = 0

    def of(self, section: str) -> list[Line]:
        """The lines of one criterion."""
        return [line for line in self.lines if line.section == section]

    @property
    def sections(self) -> list[str]:
        """The criteria, in printed order."""
        return list(dict.fromkeys(line.section for line in self.lines if line.section))


def edition(year: int) -> Form:
    """The edition of ``year``; the one that ships for a year that has none of its own."""
    own = db.session.get(Edition, year)
    return as_form(own) if own else shipped()


def lines_of(year: int) -> list[dict[str, Any]]:
    """The lines of the year's edition in the shape of an office file."""
    own = db.session.get(Edition, year)
    return list(own.lines) if own else shipped_lines()


def edition_of(year: int) -> Form:
    """The same as the form of ``year`` itself: without one of its own, what ships, as its 0."""
    form = edition(year)
    return form if form.fiscal_year == year else replace(form, fiscal_year=year)


def as_form(own: Edition) -> Form:
    """The stored edition as it is read."""
    labels = RESULTS | (own.results or {})
    return Form(own.fiscal_year, tuple(read(own.lines)), own.name, labels, own.number)


@cache
def shipped() -> Form:
    """The edition that comes with the product."""
    return Form(SHIPPED, tuple(read(shipped_lines())))


def shipped_lines() -> list[dict[str, Any]]:
    """Its lines in the shape of an office file."""
    parsed = YAML(typ="safe").load(HERE / f"{SHIPPED}.yaml")
    lines: list[dict[str, Any]] = parsed["lines"]
    return lines


def read(rows: Sequence[dict[str, Any]]) -> Iterator[Line]:
    """The lines with the claim each belongs to.

    Under one heading of evidence it shows the whole criterion; under several, each its claim.
    """
    headings = Counter(row.get("section") for row in rows if row["kind"] == "evidence_label")
    claims: Counter[str | None] = Counter()
    for row in rows:
        section, kind = row.get("section"), row["kind"]
        claims[section] += kind == "claim"
        by_claim = kind.startswith("evidence") and headings[section] > 1
        belongs = kind in ("claim", "item") or by_claim
        yield Line(
            section, kind, row["text"], row.get("repeat"), claims[section] if belongs else None,
            row.get("rule"),
        )  # fmt: skip

"""Form 2.3 as plain text, line by line as the paper form had it."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from app.documents.digits import in_thai_digits
from app.documents.form23_annex import NO_VALUE
from app.documents.form23_sheet import Wanted
from app.documents.plain import write_plain

if TYPE_CHECKING:
    from app.reports.form23 import Claim, Criterion, Form23, PrintedLine

TICK = "☑ "
ORDER = ("complete", "in_progress")  # of the two status lines under each criterion
PLAIN = Wanted()


def write_text(form: "Form23", wanted: Wanted = PLAIN) -> str:
    """The form; a claim that nothing and nobody stands for is left out with its evidence."""
    criteria = {criterion.code: criterion for criterion in form.criteria}
    lines: list[str] = []
    for section, own in groupby(form.lines, key=lambda line: line.section):
        if section is None:
            lines += [line.text for line in own]
        else:
            lines += _section(criteria[section], list(own))
    text = "\n".join([*lines, *_annexes(wanted)])
    return in_thai_digits(text) if wanted.thai_digits else text


def _annexes(wanted: Wanted) -> Iterator[str]:
    """Each below a blank line, its columns straight."""
    for annex in wanted.annexes:
        table = write_plain(annex.heads, annex.rows, NO_VALUE)
        yield from ("", annex.title, annex.note, "", table)


def _section(criterion: "Criterion", lines: list["PrintedLine"]) -> Iterator[str]:
    claims = {claim.number: claim for claim in criterion.claims if claim.is_printed}
    boxes = iter(ORDER)
    for (kind, number), own in groupby(lines, key=lambda line: (_block(line), line.claim)):
        block = list(own)
        if kind == "status":
            yield from (_box(line.text, next(boxes, None) == criterion.result) for line in block)
        elif number is not None and number not in claims:
            continue
        elif kind == "claim" and number is not None:
            yield from _worded(claims[number], block)
        elif kind != "evidence" or claims:
            yield from (line.text for line in block)


def _block(line: "PrintedLine") -> str:
    """What is printed or left out together: a claim with its items, a heading with its evidence."""
    return {"item": "claim", "evidence_label": "evidence"}.get(line.kind, line.kind)


def _worded(claim: "Claim", block: list["PrintedLine"]) -> list[str]:
    """The final wording between the blanks that the form has around it."""
    text = "\n".join(line.text for line in block)
    if claim.text == claim.draft:
        return text.split("\n")
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{claim.text}{after}".split("\n")


def _box(text: str, ticked: bool) -> str:
    """The box glyph of the paper form is lost; blanks stand in its place until one is ticked."""
    if not ticked:
        return text
    label = text.lstrip()
    blanks = len(text) - len(label) - len(TICK)
    return f"{' ' * max(blanks, 0)}{TICK}{label}"

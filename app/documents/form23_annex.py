"""The annex of Form 2.3 on paper: every figure behind the claims, with its source."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.reports.criteria.finding import Value
    from app.reports.form23 import Form23

ANNEX = "ภาคผนวก ตัวเลขจากข้อมูลของสำนักงานและที่มา"
ANNEX_HEADS = ("ตัวเลข", "ค่า", "ที่มา")

Line = tuple[list[str], list[str], list[str]]


def annex(form: "Form23") -> Iterable[Line]:
    """Each figure once, in three cells of lines: what it is, its value, its source."""
    claims = (claim for criterion in form.criteria for claim in criterion.claims)
    for name, figure in {f.name: f for claim in claims for f in claim.figures}.items():
        yield [figure.definition.th, name], [_number(figure.value)], [figure.source.th]


def _number(value: "Value") -> str:
    if value is None:
        return "ไม่มีค่า"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else value

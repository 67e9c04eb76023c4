"""A case at a glance: what stands beside the list on a wide screen."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import url_for

from app.queries import cases
from app.web.desk.act_table import worn
from app.web.desk.way_back import case_again
from app.web.promise import chip, marks
from workflows import allowed

if TYPE_CHECKING:
    from app.models import Case

MAIN = ("assign", "analyse", "resolve", "reopen")  # the way through; the rest are side roads


def glance(case: "Case | None", now: datetime) -> dict[str, Any] | None:
    """Main facts, the last words and the next steps; None for no case."""
    if case is None:
        return None
    today = cases.today(now)
    rows = sorted(allowed(case, worn(case)), key=lambda row: row.trigger not in MAIN)
    return {
        "case": case, "chip": chip(case, today), "marks": marks(case, today),
        "last": cases.last_message(case),
        "url": case_again(case.reference),
        "steps": [(row.label, url_for("desk.step", reference=case.reference, step=row.trigger))
                  for row in rows if row.trigger in MAIN],
    }  # fmt: skip

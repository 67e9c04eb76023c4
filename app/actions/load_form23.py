"""Keeps an edition of Form 2.3 from an office file: its lines, its ticks, and the office's word."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.actions.keep_edition import check_lines, put_edition
from app.actions.keep_form23 import open_again, refuse_frozen
from app.database import db
from app.models import Edition, Office, ReportState
from app.reports.editions import read

KEPT = ("line", "section", "kind", "text", "repeat", "rule")
RESULTS = ("complete", "in_progress")


def load_edition(year: int, part: Mapping[str, Any], now: datetime) -> None:
    """The year has these lines, and the office stands for each of its claims since ``now``.

    What people decided about a claim meanwhile stays. Invalid for a line that cannot be filled.
    """
    lines = [{name: line[name] for name in KEPT if name in line} for line in part["lines"]]
    check_lines(lines)
    results = {key: str(label) for key, label in (part.get("status_labels") or {}).items()}
    edition = db.session.get(Edition, year)
    if edition is None or edition.lines != lines:
        refuse_frozen(year)
    put_edition(year, lines, name=part.get("name") or "", results=results)
    _confirm(year, lines, part.get("status") or {}, now)


def _confirm(
    year: int, lines: list[dict[str, Any]], status: Mapping[str, Any], now: datetime
) -> None:
    state = db.session.get(ReportState, year)
    if state is None:
        state = ReportState(fiscal_year=year, results={}, claims={}, status="draft")
        db.session.add(state)
    by = db.session.scalars(select(Office.name_th)).first() or ""
    claims = {key: dict(decided) for key, decided in state.claims.items()}
    for line in read(lines):
        if line.kind == "claim":
            decided = claims.setdefault(f"{line.section}.{line.claim}", {})
            if not decided.get("confirmed_by"):
                decided |= {"confirmed_by": by, "confirmed_at": now.isoformat()}
    codes = {line.get("section") for line in lines}
    ticked = {code: word for code, word in status.items() if word in RESULTS and code in codes}
    if claims == state.claims and state.results | ticked == state.results:
        return
    open_again(state)
    state.claims, state.results = claims, state.results | ticked

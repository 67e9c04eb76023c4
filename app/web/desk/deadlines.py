"""The days of each deadline of a case, counted or not, and why."""

from datetime import UTC, datetime

from flask import render_template

from app.queries import cases
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.ledgers import ledgers


@blueprint.get("/cases/<reference>/deadlines")
@blueprint.get("/cases/<reference>/deadlines/<milestone>")
def deadlines(reference: str, milestone: str | None = None) -> str:
    """The ledger, for whoever sees the case."""
    case = cases.find(reference, actor())
    today = cases.today(datetime.now(UTC))
    return render_template("desk/deadlines.html", case=case, **ledgers(case, today, milestone))

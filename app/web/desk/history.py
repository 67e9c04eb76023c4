"""Cases beside a case, on demand: similar ones, and the others of the same correspondent."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from app.actions.merge import unfit
from app.queries import cases, similar
from app.queries import history as past
from app.web.access import actor, opens
from app.web.desk._blueprint import blueprint
from app.web.desk.acts_links import ACTS
from app.web.desk.queue_row import line
from app.web.desk.way_back import case_again
from workflows.errors import UnknownReference

if TYPE_CHECKING:
    from app.models import Case


@blueprint.get("/cases/<reference>/similar", endpoint="similar")
def similar_to(reference: str) -> str:
    """Cases that say nearly the same."""
    case, day = cases.find(reference, actor()), cases.today(datetime.now(UTC))
    rows = [
        {**line(one.case, day), "share": one.share, "merge": _merging(case, one.case)}
        for one in similar.to(case, actor())
    ]
    return render_template(
        "desk/similar.html", case=case, rows=rows, **links(case), back=case_again(reference)
    )


@blueprint.get("/cases/<reference>/history")
def history(reference: str) -> str:
    """Their other cases with their ratings; nothing here for those who do not say who they are."""
    case, day = cases.find(reference, actor()), cases.today(datetime.now(UTC))
    if not past.is_told(case):
        raise UnknownReference(reference)
    rows = [{**line(one, day), "rating": rating} for one, rating in past.others(case, actor())]
    return render_template("desk/history.html", case=case, rows=rows, back=case_again(reference))


def _merging(case: "Case", main: "Case") -> str | None:
    """The address of the form that merges them; None where the one cannot follow the other."""
    if unfit(case, main) or not ACTS["merge"].may(case):
        return None
    return url_for("desk.act", reference=case.reference, act="merge", into=main.reference)


def links(case: "Case") -> dict[str, Any]:
    """``may_see_history``, for the pages that lead there."""
    return {"may_see_history": past.is_told(case) and opens("desk.history", actor())}

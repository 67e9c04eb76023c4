"""Rating by a link of the answer letter: the link shows a page, and only its button rates.

Programs that open every link of a mail answer nothing.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.queries import asked_to_rate, cases
from app.web.public._blueprint import blueprint
from app.web.public.rating_form import rating_form
from app.web.public.track import open_case, opened
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


@blueprint.get("/track/rate/<token>")
def rate_by_link(token: str) -> Response:
    """The case is open in this browser, and the chosen answer stands in the form."""
    open_case(cases.find_by_link(token))
    return redirect(url_for("public.rate", handling=_chosen()), 303)


@blueprint.get("/track/rate")
def rate() -> Response | str | tuple[str, int]:
    """The form with the answer that was chosen, to be sent by a person."""
    case_id = opened()
    if case_id is None:
        return redirect(url_for("public.track"), 303)
    case = cases.get(case_id)
    if case.state.is_open:
        return redirect(url_for("public.track_case"), 303)
    refused = asked_to_rate.refusal(case, cases.rating(case), datetime.now(UTC))
    if refused is not None:
        return gone(case, refused)
    form = rating_form(case, formdata=None, data={"handling": _chosen()})
    return render_template("public/rate.html", form=form, case=case)


def gone(case: "Case", why: Words) -> tuple[str, int]:
    """The page that says why the case is not rated any more."""
    return render_template("public/rate.html", form=None, case=case, why=why), 410


def _chosen() -> str | None:
    given = request.args.get("handling", "")
    return given if given in {str(value) for value in range(1, 6)} else None

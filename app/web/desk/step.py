"""One route for any step of the steps table."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import abort, url_for

from app.actions.draft_answer import DECIDES
from app.actions.take_step import FIELDS, take_step
from app.extensions import csrf
from app.queries import cases, office
from app.queries.rights import hats
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.doing import Answer, Doing, answer_to
from app.web.desk.step_form import given, step_form
from workflows import GUARDS, TABLES, NotAllowed, Step, allowed

if TYPE_CHECKING:
    from app.models import Case


@csrf.exempt  # the form asks for its own token, and an expired page loses no word
@blueprint.route("/cases/<reference>/steps/<step>", methods=["GET", "POST"])
def step(reference: str, step: str) -> Answer:
    """The form of a step; posted, the case has taken it."""
    if step not in FIELDS:
        abort(404)
    case = cases.find(reference, actor())
    doing = _doing(case, step)
    return answer_to(case, step, doing)


def _doing(case: "Case", step: str) -> Doing:
    row = next((r for r in TABLES[case.kind] if r.trigger == step), None)
    if row is None:  # a compliment is not analysed
        raise NotAllowed(step, case.state)
    form = step_form(case, step)

    def run(case: "Case", now: datetime) -> None:
        take_step(case, step, actor(), now, given(form, case))

    def check(case: "Case") -> None:
        possible(case, step)

    return Doing(
        title=row.label, button=row.label, form=form, run=run, check=check, needed=_needed(row),
        url=url_for("desk.step", reference=case.reference, step=step),
        told={"signs": step in DECIDES and office.office().signed_answers},
    )  # fmt: skip


def possible(case: "Case", step: str) -> Step:
    """The row of the table that the person may take now; NotAllowed otherwise."""
    rows = {row.trigger: row for row in allowed(case, hats(case, actor()))}
    if step in rows:
        return rows[step]
    there = any(row.trigger == step and row.source is case.state for row in TABLES[case.kind])
    raise NotAllowed(step, case.state, forbidden=there)


def _needed(row: Step) -> frozenset[str]:
    return frozenset(GUARDS[name].code for name in row.needs)

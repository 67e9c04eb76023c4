"""Words being typed: kept by the page's script, put back when the form opens again."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.actions.keep_draft import drop_draft, keep_draft
from app.actions.take_step import FIELDS
from app.database import transaction
from app.queries import cases
from app.queries.rights import may_write
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.act import ACTS
from app.web.desk.act_table import Group
from app.web.present import say, thai_time
from workflows import TABLES, NotAllowed
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Draft

# what belongs to the page, not to the person
NOT_KEPT = ("csrf_token", "version", "seen", "ready", "insert")


@blueprint.post("/cases/<reference>/drafts/<form>", endpoint="keep_draft")
def keep(reference: str, form: str) -> dict[str, str]:
    """What stands in the form now is kept; empty, nothing is."""
    now = datetime.now(UTC)
    typed = request.form.to_dict(flat=False)
    fields = {name: values for name, values in typed.items() if name not in NOT_KEPT}
    with transaction():
        kept = keep_draft(_writable(reference, form), actor(), form, fields, now)
    at = thai_time(now)
    words = Words(f"บันทึกร่างแล้วเมื่อ {at}", f"Draft saved at {at}")
    return {"words": say(words) if kept else ""}


@blueprint.post("/cases/<reference>/drafts/<form>/drop", endpoint="drop_draft")
def drop(reference: str, form: str) -> Response:
    """The draft is thrown away; back to the empty form."""
    with transaction():
        drop_draft(_writable(reference, form), actor(), form)
    return redirect(place(reference, form), 303)


def place(reference: str, form: str) -> str:
    """Where the form stands."""
    if form in FIELDS:
        return url_for("desk.step", reference=reference, step=form)
    if ACTS[form].group is Group.IN_PAGE:
        return url_for("desk.case", reference=reference)
    return url_for("desk.act", reference=reference, act=form)


def title(draft: "Draft") -> Words:
    """What the draft will become."""
    if draft.form in ACTS:
        return ACTS[draft.form].title
    rows = (row.label for row in TABLES[draft.case.kind] if row.trigger == draft.form)
    return next(rows, Words("ร่าง", "Draft"))


def _writable(reference: str, form: str) -> "Case":
    if form not in ACTS and form not in FIELDS:
        abort(404)
    case = cases.find(reference, actor())
    if not may_write(case, actor()):
        raise NotAllowed(form, case.state, forbidden=True)
    return case

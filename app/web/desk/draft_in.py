"""What a person had typed into a form about a case, put back into it."""

from typing import TYPE_CHECKING, Any

from flask import g, url_for
from werkzeug.datastructures import MultiDict

from app.queries import drafts
from app.web.access import actor

if TYPE_CHECKING:
    from app.models import Case, Draft
    from app.web.desk.doing import CaseForm


def mine(case: "Case") -> "dict[str, Draft]":
    """The person's drafts on the case by form, asked once a page."""
    known: dict[int, dict[str, Draft]] = g.setdefault("drafts", {})
    if case.id not in known:
        known[case.id] = drafts.of(case, actor())
    return known[case.id]


def restore(case: "Case", name: str, form: "CaseForm") -> dict[str, Any]:
    """The form holds what was kept of it; ``url`` for the script, and the draft's time if any."""
    draft = mine(case).get(name)
    if draft is not None:
        form.process(MultiDict(draft.fields))
    return {"url": draft_url(case, name), "at": draft.saved_at if draft else None}


def draft_url(case: "Case", name: str) -> str:
    """Where the script of a form keeps what is typed into it."""
    return url_for("desk.keep_draft", reference=case.reference, form=name)

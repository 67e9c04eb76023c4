"""The blueprint of the figures, apart from its pages so that they can hang themselves on it."""

from typing import Any

from flask import Blueprint

from app.web.access import opens, visitor

blueprint = Blueprint("figures", __name__, url_prefix="/figures")


@blueprint.context_processor
def _ways() -> dict[str, Any]:
    """Its pages name only those of one another that this person may open."""
    return {"may_open_page": lambda endpoint: opens(endpoint, visitor())}

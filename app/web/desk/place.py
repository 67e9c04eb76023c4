"""The place of a case in the queue one came from: which is before it and which after."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import request

from app.queries import queues
from app.web.access import actor
from app.web.desk.queue import FILTERS, asked_for, case_url, view_url

if TYPE_CHECKING:
    from app.models import Case

FAR = 200  # further down the list it is not said


def place(case: "Case", now: datetime) -> dict[str, Any] | None:
    """``{queue, number, total, previous, next}``; None for who came from none, or afar."""
    if "queue" not in request.args:
        return None
    args = {name: value for name, value in request.args.items() if name in ("queue", *FILTERS)}
    asked = asked_for({**args, "after": ""}, actor())
    found = queues.references(replace(asked, size=FAR), actor(), now)
    if case.reference not in found:
        return None
    at = found.index(case.reference)

    def there(index: int) -> str | None:
        if not 0 <= index < len(found):
            return None
        return case_url(found[index], args)

    return {
        "queue": view_url(args), "number": at + 1, "previous": there(at - 1),
        "next": there(at + 1), "total": len(found) if len(found) < FAR else None,
    }  # fmt: skip

"""The place of a case in the queue one came from: which is before it and which after."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import request

from app.queries import queues
from app.web.access import actor
from app.web.desk.queue import FILTERS, asked_for
from app.web.desk.way_back import case_url, next_after, remember, view_url

if TYPE_CHECKING:
    from app.models import Case

FAR = 200  # further down the list it is not said


def place(case: "Case", now: datetime) -> dict[str, Any] | None:
    """``{queue, number, total, previous, next}``; None for who came from no list.

    A case that has left the list, or lies afar, has no ``number``: the next is the one it had.
    """
    if "queue" not in request.args:
        return None
    args = {name: value for name, value in request.args.items() if name in ("queue", *FILTERS)}
    asked = asked_for({**args, "after": ""}, actor())
    found = queues.references(replace(asked, size=FAR), actor(), now)
    there = {"queue": view_url(args), "total": len(found) if len(found) < FAR else None}
    if case.reference not in found:
        after = next_after(case.reference)
        return {**there, "next": case_url(after, args) if after in found else None}
    remember(args, case.reference, found)
    at = found.index(case.reference)
    around = {"previous": found[at - 1] if at else "", "next": next_after(case.reference)}
    urls = {name: case_url(one, args) if one else None for name, one in around.items()}
    return {**there, "number": at + 1, **urls}

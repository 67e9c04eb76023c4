"""The person's own day: what is late, due, answered, newly given, half written, and asked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import render_template, session

from app.queries import asks, decisions, drafts, news, queues
from app.queries.cases import today as day_of
from app.queries.queues import Asked
from app.web.access import actor, opens
from app.web.desk._blueprint import blueprint
from app.web.desk.asks import row as ask_row
from app.web.desk.drafts import place, title
from app.web.desk.queue_row import late, line
from app.web.promise import SOON

if TYPE_CHECKING:
    from app.models import Case, Draft

SHOWN = 10  # of each list; the queue has the rest


@blueprint.get("/today")
def today() -> str:
    """What to do first, in short lists that lead to the cases."""
    now, person = datetime.now(UTC), actor()
    day = day_of(now)
    near = Asked("mine", until=day + timedelta(days=SOON), size=queues.PAGE)
    due = queues.page(near, person, now)
    counts = queues.counts(person, now, {"late": late(day)})
    session["late"] = counts["late"]
    if opens("desk.decisions", person):
        session["to_decide"] = len(decisions.waiting(person))
    fresh, waiting = news.mine(person), asks.page(person).asks
    return render_template(
        "desk/today.html", now=now, **_due(due.cases, day), late_count=counts["late"],
        answered=_lines(fresh[news.ANSWERED], day), given=_lines(fresh[news.NEW], day),
        drafts=[_draft(one) for one in drafts.left(person)],
        asks=[ask_row(ask, day) for ask in waiting[:SHOWN]], asks_count=len(waiting),
        unassigned=counts["unassigned"], mine=counts["mine"],
    )  # fmt: skip


def _due(found: "Sequence[Case]", day: date) -> dict[str, Any]:
    """``late``, ``due`` and ``soon``, each in the order of its dates."""
    dated = [(case.next_due_on, case) for case in found if case.next_due_on]
    return {
        "late": _lines([case for due, case in dated if due < day], day),
        "due": _lines([case for due, case in dated if due == day], day),
        "soon": _lines([case for due, case in dated if due > day], day),
    }


def _lines(found: "Sequence[Case]", day: date) -> list[dict[str, Any]]:
    return [line(case, day) for case in found[:SHOWN]]


def _draft(draft: "Draft") -> dict[str, Any]:
    reference = draft.case.reference
    url = place(reference, draft.form)
    return {"case": draft.case, "at": draft.saved_at, "url": url, "title": title(draft)}

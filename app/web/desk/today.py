"""The person's own day: what is late, due, answered, newly given, half written, and asked."""

from collections.abc import Collection, Sequence
from dataclasses import replace
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
from app.web.desk.queue_row import NEWS, late, line
from app.web.desk.way_back import case_url
from app.web.promise import SOON
from workflows.roles import Role

if TYPE_CHECKING:
    from app.models import Case, Draft, Person

    Lists = dict[str, Sequence[Case]]

SHOWN = 10  # of each list; the queue has the rest


@blueprint.get("/today")
def today() -> str:
    """What to do first, in short lists that lead to the cases."""
    now, person = datetime.now(UTC), actor()
    day = day_of(now)
    counts = queues.counts(person, now, {"late": late(day)})
    session["late"] = counts["late"]
    if opens("desk.decisions", person):
        session["to_decide"] = len(decisions.waiting(person))
    fresh, waiting = news.mine(person), asks.page(person).asks
    found, idle = _lists(person, fresh, now), {case.id for case in fresh[news.NEW]}
    numbers = {name: len(listed) for name, listed in found.items()}
    lists = {
        name: [_line(case, day, name, idle) for case in listed[:SHOWN]]
        for name, listed in found.items()
    }
    return render_template(
        "desk/today.html", now=now, **lists,
        counts={**numbers, "late": counts["late"], "nobodys": counts["unassigned"]},
        drafts=[_draft(one) for one in drafts.left(person)],
        asks=[ask_row(ask, day) for ask in waiting[:SHOWN]], asks_count=len(waiting),
        unassigned=counts["unassigned"], mine=counts["mine"],
    )  # fmt: skip


def _lists(person: "Person", fresh: dict[str, list["Case"]], now: datetime) -> "Lists":
    """What is owed, what came in, and of what is newly theirs the rest; intake sees what waits."""
    owed = _due(person, now)
    shown = {case.id for listed in owed.values() for case in listed[:SHOWN]}
    first = Asked("unassigned", size=SHOWN)
    return {
        **owed,
        "answered": fresh[news.ANSWERED],
        "given": [case for case in fresh[news.NEW] if case.id not in shown],
        "nobodys": queues.page(first, person, now).cases if person.has(Role.INTAKE) else (),
    }


def _due(person: "Person", now: datetime) -> "Lists":
    """``late``, ``due`` and ``soon``, each in the order of its dates: none crowds another out."""
    day = day_of(now)
    near = Asked("mine", until=day + timedelta(days=SOON))
    found = queues.page(near, person, now)
    ahead = queues.page(replace(near, after=(day, 0)), person, now) if found.next else found
    dated = [(case.next_due_on, case) for case in ahead.cases if case.next_due_on]
    return {
        "late": [case for case in found.cases if case.next_due_on and case.next_due_on < day],
        "due": [case for due, case in dated if due == day],
        "soon": [case for due, case in dated if due > day],
    }


def _line(case: "Case", day: date, name: str, idle: Collection[int]) -> dict[str, Any]:
    """Opened from here, a case has its place in the person's own queue, or in intake's."""
    url = case_url(case.reference, {"queue": "unassigned" if name == "nobodys" else "mine"})
    marked = name in ("late", "due", "soon") and case.id in idle
    return {**line(case, day), "url": url, "news": NEWS[news.NEW] if marked else None}


def _draft(draft: "Draft") -> dict[str, Any]:
    reference = draft.case.reference
    url = place(reference, draft.form)
    return {"case": draft.case, "at": draft.saved_at, "url": url, "title": title(draft)}

"""What moved the deadlines of a case, in the shapes of the API."""

from typing import TYPE_CHECKING, Any

from app.queries import clocks, people
from app.web.api.whole import Extended, Stop

if TYPE_CHECKING:
    from app import models


def told(case: "models.Case") -> dict[str, Any]:
    """Every stop of the work clock, and the extension proposed last."""
    stops, asked = clocks.stops(case), clocks.asked(case)
    names = people.names({*(s.made_by_id for s in stops), *(a.proposed_by_id for a in asked)})
    return {
        "stops": [_stop(stop, names) for stop in stops],
        "extension": _extension(asked[-1], names) if asked else None,
    }


def _stop(stop: "models.ClockStop", names: dict[int, str]) -> Stop:
    return Stop(reason=stop.reason, text=stop.text, question=stop.question, since=stop.from_on,
                resume_on=stop.resume_on, until=stop.until_on,
                by=names.get(stop.made_by_id or 0), ended_by=stop.ended_by)  # fmt: skip


def _extension(asked: "models.ExtensionAsked", names: dict[int, str]) -> Extended:
    return Extended(
        until=asked.until_on, reason=asked.reason, by=names.get(asked.proposed_by_id),
        asked_at=asked.proposed_at, granted=asked.granted, decided_at=asked.decided_at,
        note=asked.note,
    )  # fmt: skip

"""What the case page says of its clocks: a stop that runs, days stopped, and the extension."""

from datetime import date
from typing import TYPE_CHECKING, Any

from app.queries import clocks, explained
from app.web.desk.act_table import once
from workflows.dates import say_date
from workflows.stops import LONG_STOP, STOP_REASONS
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def clock(case: "Case", today: date) -> dict[str, Any]:
    """``stop``: notice of the one that runs; ``asked``: to be decided; ``stopped``: days so far.

    ``days``: working days by both clocks.
    """
    stops = clocks.stops(case)
    running = next((stop for stop in stops if stop.until_on is None), None)
    days = clocks.days_stopped(stops, today)
    return {
        "stop": _stop(running) if running else None,
        "question": running.question if running else "",
        "days": explained.two_clocks(case, today, stops),
        "stopped": days, "too_long": days >= LONG_STOP,
        "asked": once(clocks.pending, case) if case.state.is_open else None,
    }  # fmt: skip


def _stop(stop: Any) -> Words:
    why = STOP_REASONS[stop.reason].label
    since, until = (
        {say: say_date(day, say) for say in ("th", "en")} for day in (stop.from_on, stop.resume_on)
    )
    return Words(
        f"{why.th} ตั้งแต่วันที่ {since['th']} นับเวลาต่อเองวันที่ {until['th']}",
        f"{why.en} since {since['en']}; it resumes by itself on {until['en']}",
    )

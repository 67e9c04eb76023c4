"""What may be proposed, as the tests of rehearsal, replay and recount write it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from app.queries import office
from workflows.deadlines import Calendar, Milestone, Target
from workflows.reckon import Reckoner
from workflows.targets import TargetRule

BASIS = "ประกาศสำนักงาน เรื่อง มาตรฐานเวลา"
RESOLUTION = "มติคณะรัฐมนตรี 17 พฤศจิกายน 2569"


def a_calendar(more: Iterable[date] = (), without: Iterable[date] = ()) -> Calendar:
    """The calendar as it is, with some days off more and some less."""
    calendar = office.whole_calendar()
    return replace(calendar, days_off=calendar.days_off.union(more).difference(without))


def a_reckoner(more: Iterable[date] = (), rules: Iterable[TargetRule] = ()) -> Reckoner:
    """Counts by the calendar and the rules as they are, and by what is proposed beside them."""
    return Reckoner(a_calendar(more), [*office.rules(), *rules])


def a_rule(promise: str = "10WD", **more: Any) -> TargetRule:
    """A promise for the answer to complaints from 1 October 2026 on."""
    fields: dict[str, Any] = {
        "table": "complaint", "milestone": Milestone.RESOLVE, "valid_from": date(2026, 10, 1),
    }  # fmt: skip
    target = replace(Target.parse(promise), basis=BASIS)
    return TargetRule(**{**fields, "target": target, **more})

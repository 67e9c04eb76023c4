"""The promise line as the public reads it: of a case, if sent today, and in general."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.web.promise import marks, promised, within
from workflows.dates import local_day
from workflows.deadlines import Deadlines, Milestone, Target
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

WORDS = {
    Milestone.ACKNOWLEDGE: Words("แจ้งรับเรื่อง", "Acknowledged"),
    Milestone.ASSIGN: Words("มีผู้รับผิดชอบ", "Someone is responsible"),
    Milestone.ANALYSE: Words("รู้สาเหตุ", "Cause found"),
    Milestone.FIRST_ANSWER: Words("คำตอบแรก", "First answer"),
    Milestone.RESOLVE: Words("แจ้งผล", "Outcome"),
}


def of_case(case: "Case", today: date) -> list[dict[str, Any]]:
    """What is promised; what was done in time needs no due date beside it any more."""
    shown = zip(promised(case), marks(case, today), strict=True)
    worded = [{**mark, "what": WORDS[milestone]} for milestone, mark in shown]
    for mark in worded:
        if mark["state"] == "done" and not mark["note"]:
            mark["due"] = None
    return worded


def if_sent(dates: Deadlines) -> list[dict[str, Any]]:
    """What a case sent now would be promised; that we received it needs no promise."""
    return [
        {"what": WORDS[m], "state": "todo", "due": dates.of(m)}
        for m in Milestone
        if dates.of(m) and m is not Milestone.ACKNOWLEDGE
    ]


AT_ONCE = {
    "what": Words("ได้เลขที่เรื่องทันที", "A reference at once"), "state": "done",
    "text": Words("เก็บไว้พร้อมรหัสลับ ใช้ติดตามได้ตลอด", "With a secret code, to follow it at any time"),
}  # fmt: skip


def general(targets: Mapping[Milestone, Target | None]) -> list[dict[str, Any]]:
    """The promise in numbers of days; whoever tells us here has a reference at once."""
    later = [
        {"what": WORDS[m], "state": "todo", "text": within(target)}
        for m in Milestone
        if m is not Milestone.ACKNOWLEDGE and (target := targets.get(m))
    ]
    return [AT_ONCE, *later]


def when(case: "Case", moment: datetime) -> date:
    """The moment; of an anonymous case only its day, since a time of day can give away a person."""
    return local_day(moment) if case.anonymous else moment

"""One line of a list of cases: what is owed, by when, why that moved, and what is new."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import url_for

from app.actions.move_case import ASSIGN, TRANSFER
from app.queries import links, news
from app.queries.news import ANSWERED, NEW, Moved
from app.queries.queues import Asked
from app.queries.rights import hats
from app.web.moving import Pick
from app.web.promise import chip
from workflows import allowed
from workflows.text import cut
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person

NEWS = {
    ANSWERED: Words("ผู้แจ้งตอบกลับแล้ว", "The correspondent answered"),
    NEW: Words("ยังไม่ได้เริ่ม", "Not begun"),
}
WHY = {
    "stop": Words("หยุดนับเวลา", "the clock was stopped"),
    "resume": Words("หยุดนับเวลา", "the clock was stopped"),
    "extend": Words("ขยายเวลา", "extended"),
    "reclassified": Words("เปลี่ยนประเภทหรือหัวข้อ", "another kind or topic"),
    "assessed": Words("เปลี่ยนความรุนแรง", "another severity"),
    "recounted": Words("ปฏิทินหรือเกณฑ์เวลาเปลี่ยน", "the calendar or the rules changed"),
}
_LONG = 80  # letters of a reason; the timeline has the whole of it


def rows(
    found: "Sequence[Case]", today: date, person: "Person", address: Callable[["Case"], str]
) -> list[dict[str, Any]]:
    """The lines of a queue; ``address`` says where each leads."""
    mains = links.mains([case.id for case in found], person)
    fresh, moved = news.of(found), news.moved(found)
    return [
        {
            **line(case, today),
            "url": address(case),
            "pick": str(Pick(case.reference, case.version)) if _may_move(case, person) else None,
            "merged": mains.get(case.id),
            "news": NEWS.get(fresh.get(case.id, "")),
            "moved": why(moved.get(case.id)),
        }
        for case in found
    ]


def line(case: "Case", today: date) -> dict[str, Any]:
    """A case with its chip, for short lists."""
    url = url_for("desk.case", reference=case.reference)
    return {"case": case, "chip": chip(case, today), "url": url}


def late(today: date) -> Asked:
    """What of the person's own cases is overdue."""
    return Asked("mine", until=today - timedelta(days=1))


def why(moved: Moved | None) -> Words | None:
    """``เลื่อน 3 วัน: ขยายเวลา``; of a new day off, which day it is."""
    if moved is None:
        return None
    days, cause = abs(moved.days), WHY[moved.what]
    if moved.note:
        cause = Words(cut(moved.note, _LONG), "the calendar changed")
    if moved.days > 0:
        return Words(
            f"เลื่อน {days} วัน: {cause.th}", f"{days} day{'s'[: days > 1]} later: {cause.en}"
        )
    return Words(f"เร็วขึ้น {days} วัน: {cause.th}", f"{days} day{'s'[: days > 1]} earlier: {cause.en}")


def _may_move(case: "Case", person: "Person") -> bool:
    """Whether the person may give the case to somebody, now."""
    return any(row.trigger in (ASSIGN, TRANSFER) for row in allowed(case, hats(case, person)))

"""The one notice on top of a case, and its answer, in the correspondent's words."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from app.queries import cases
from app.web.present import thai_date
from workflows import State, outcome_label
from workflows.deadlines import Milestone
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Event

NEXT = {
    Milestone.ACKNOWLEDGE: Words("เราจะแจ้งรับเรื่องภายใน", "We will acknowledge it by"),
    Milestone.ASSIGN: Words("จะมีผู้รับผิดชอบภายใน", "Someone will be responsible for it by"),
    Milestone.ANALYSE: Words("เราจะหาสาเหตุให้พบภายใน", "We will find the cause by"),
    Milestone.FIRST_ANSWER: Words("ท่านจะได้คำตอบแรกภายใน", "You will have a first answer by"),
    Milestone.RESOLVE: Words("เราจะแจ้งผลภายใน", "You will have the outcome by"),
}
MISSED = {
    Milestone.ACKNOWLEDGE: Words("เราแจ้งรับเรื่องช้ากว่ากำหนด", "Our acknowledgement is late"),
    Milestone.ASSIGN: Words("เรามอบหมายผู้รับผิดชอบช้ากว่ากำหนด", "Nobody is responsible for it yet"),
    Milestone.ANALYSE: Words(
        "เราหาสาเหตุช้ากว่ากำหนด", "Finding the cause takes longer than promised"
    ),
    Milestone.FIRST_ANSWER: Words("คำตอบแรกของเราเกินกำหนด", "Our first answer is late"),
    Milestone.RESOLVE: Words("เราแจ้งผลเกินกำหนด", "Our answer is late"),
}


def notice(case: "Case", today: date, phone: str) -> dict[str, Any]:
    """The state in plain words and the next date; of a missed date what can be done."""
    due, milestone = case.next_due_on, case.next_milestone
    if case.state is State.RESOLVED:
        return {"kind": "done", "title": case.state.public_label, "text": None}
    if due is None or milestone is None:
        return {"kind": "news", "title": case.state.public_label, "text": None}
    day = thai_date(due, "long")
    if due < today:
        text = Words(
            f"ขออภัยที่ท่านต้องรอ กำหนดไว้วัน{day} เรายังทำเรื่องนี้อยู่"
            f" ถามความคืบหน้าได้ที่ โทร. {phone} หรือศูนย์บริการประชาชน โทร. 1111",
            f"We are sorry that you have to wait. It was due on {day}, and we are still at work on"
            f" it: ask us, tel. {phone}, or call the public service centre, tel. 1111.",
        )
        return {"kind": "late", "title": MISSED[milestone], "text": text}
    text = Words(f"{NEXT[milestone].th}วัน{day}", f"{NEXT[milestone].en} {day}")
    return {"kind": "news", "title": case.state.public_label, "text": text}


def answer(case: "Case", events: "Sequence[Event]") -> dict[str, Any] | None:
    """What was decided, once it was; why a case was dismissed is told in the answer, not here."""
    if case.state.is_open:
        return None
    why = cases.reason_told(case, events)
    told_why = Words(f"เหตุผล: {why}", f"Why: {why}") if why else None
    return {
        "outcome": outcome_label(case.outcome), "text": case.answer, "when": case.resolved_at,
        "reason": _sent_on(case) if case.forwarded_to else told_why,
    }  # fmt: skip


def _sent_on(case: "Case") -> Words:
    th, en = f"ส่งต่อถึง {case.forwarded_to}", f"Forwarded to {case.forwarded_to}"
    if case.forward_number:
        th, en = f"{th} ตามหนังสือที่ {case.forward_number}", f"{en} by letter {case.forward_number}"
    if case.forward_date:
        day = thai_date(case.forward_date, "full")
        th, en = f"{th} ลงวันที่ {day}", f"{en} of {day}"
    return Words(th, en)

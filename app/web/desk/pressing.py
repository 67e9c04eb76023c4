"""The one notice of a case page: the most pressing thing, and what to do about it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import url_for

from app.web.access import actor
from app.web.desk.act_table import worn
from app.web.promise import over
from workflows import By, State
from workflows.dates import say_date
from workflows.deadlines import Milestone
from workflows.escalation import DO
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Event, Letter

PROMISED = Words(
    "สัญญากับผู้ไม่บอกชื่อว่าจะมีคำตอบหรือเหตุผลที่หน้าติดตามเรื่องภายในวันนี้ หรือก่อนหน้านี้",
    "An anonymous person was promised an answer or a reason on the tracking page by now",
)
TELL_WHY = Words(
    "ถ้ายังไม่มีคำตอบ เขียนหนังสือในหน้านี้ว่าทำไมและจะตอบเมื่อใด เลือกแจ้งทางหน้าติดตามเรื่อง",
    "If there is no answer yet, write on this page why, and when there will be one",
)
SAVED = Words("บันทึกแล้ว", "Saved")
FAILED = Words("ส่งหนังสือถึงผู้แจ้งไม่สำเร็จ", "A letter to the correspondent could not be sent")
CALL = Words("ติดต่อผู้แจ้งทางอื่น แล้วบันทึกว่าแจ้งอย่างไร", "Reach them another way, then record how")
WROTE = Words("ผู้แจ้งเขียนถึงเรา", "The correspondent wrote to us")
READ = Words("อ่านข้อความล่าสุดแล้วตอบในหน้านี้", "Read the latest message and answer it on this page")
ASKED = Words("ผู้แจ้งขอให้พิจารณาใหม่", "The correspondent asks for another look")
DECIDE = Words(
    "อ่านเหตุผลในข้อความล่าสุด แล้วเปิดเรื่องอีกครั้งหรือบอกเหตุที่ไม่เปิด",
    "Read why in the latest message; then reopen the case, or say why not",
)
TO_SIGN = Words("ร่างคำตอบรอลงนาม", "The answer waits for a signature")
SIGN = Words("เรื่องจะยุติและคำตอบจะส่งออกเมื่อลงนามแล้ว", "Signed, the case ends and the answer goes out")
UNCONFIRMED = Words("ยังไม่ยืนยันประเภทเรื่อง", "The kind is not confirmed")
CONFIRM = Words(
    "เลือกประเภทและหัวข้อเมื่อมอบหมาย กำหนดเวลาจะนับใหม่ตามนั้น",
    "Choose kind and topic when you assign it; its dates follow",
)


def pressing(
    case: "Case", today: date, letters: "Sequence[Letter]", events: "Sequence[Event]", *, done: bool
) -> dict[str, Any] | None:
    """``{kind, title, text}`` and perhaps ``draft`` for ``notice``; None when nothing presses."""
    draft = next((letter for letter in letters if letter.status == "draft"), None)
    if done:
        return _to_sign(case, draft, "done", SAVED) if draft else _notice("done", SAVED)
    if any(_did_not_arrive(letter) for letter in letters):
        return _notice("failed", FAILED, CALL)
    if case.reopen_asked_at:
        return _notice("news", ASKED, DECIDE)
    if draft:
        return _to_sign(case, draft, "news", TO_SIGN)
    return _owed(case, today) or _news(case, events)


def _owed(case: "Case", today: date) -> dict[str, Any] | None:
    if broken_promise(case, today):
        return _notice("late", PROMISED, TELL_WHY)
    if case.next_milestone and case.next_due_on and case.next_due_on <= today:
        return _due(case.next_milestone, case.next_due_on, today)
    return None


def _news(case: "Case", events: "Sequence[Event]") -> dict[str, Any] | None:
    if _last_word(events) == "message_received":
        return _notice("news", WROTE, READ)
    if not case.kind_confirmed and case.state is State.RECEIVED:
        return _notice("news", UNCONFIRMED, CONFIRM)
    return None


def _to_sign(case: "Case", draft: "Letter", kind: str, title: Words) -> dict[str, Any]:
    """With the draft's own page, for whoever may do something with it."""
    mine = actor().id in (draft.author_id, case.owner_id) or By.MANAGER in worn(case)
    url = url_for("desk.draft", letter_id=draft.id) if mine else None
    return {**_notice(kind, title, SIGN), "draft": url}


def _did_not_arrive(letter: "Letter") -> bool:
    return not letter.to_staff and (letter.status == "failed" or letter.bounced_at is not None)


def broken_promise(case: "Case", today: date) -> bool:
    """Whether an anonymous person who comes back today finds neither an answer nor a reason."""
    by = case.first_answer_by or case.resolve_by
    waits = case.anonymous and case.state.is_open and case.first_answered_at is None
    return bool(waits and by and by <= today)


def owes_words(case: "Case", events: "Sequence[Event]", today: date) -> bool:
    """Whether the next thing to do here is to write to the correspondent."""
    if broken_promise(case, today):
        return True
    return case.next_milestone is Milestone.FIRST_ANSWER or _last_word(events) == "message_received"


def _due(milestone: Milestone, day: date, today: date) -> dict[str, Any]:
    what = milestone.label
    if day == today:
        title = Words(f"ครบกำหนด{what.th}วันนี้", f"{what.en}: due today")
        return _notice("today", title, DO[milestone])
    late = over((today - day).days)
    title = Words(
        f"เลยกำหนด{what.th} {say_date(day, 'th', 'weekday')} ({late.th})",
        f"{what.en} was due on {say_date(day, 'en', 'weekday')} ({late.en})",
    )
    return _notice("late", title, DO[milestone])


def _last_word(events: "Sequence[Event]") -> str:
    """The last thing said between the correspondent and us."""
    talk = ("message_received", "letter_written", "extend", "resolve", "dismiss")
    said = (e for e in reversed(events) if e.what in talk or (e.details or {}).get("question"))
    return next((event.what for event in said), "")


def _notice(kind: str, title: Words, text: Words | None = None) -> dict[str, Any]:
    return {"kind": kind, "title": title, "text": text}

"""Asks another unit for its part, with a date of its own; the case stays where it is.

The asked unit sees the question and nothing of the case (queries.asks). The work clock runs on.
"""

from datetime import date, datetime
from typing import Any

from app.actions.record import record
from app.actions.tell import tell_staff
from app.database import db
from app.models import Case, Event, Person, Unit, UnitQuestion
from app.queries import asks
from app.queries.cases import today
from app.queries.rights import hats
from app.queries.walls import standing
from workflows import By, NotAllowed
from workflows.dates import say_date
from workflows.errors import Invalid
from workflows.words import Words

NO_UNIT = Words("เลือกหน่วยงานจากรายการ", "Choose a unit from the list")
OWN_UNIT = Words("เรื่องนี้อยู่ที่หน่วยนี้แล้ว เลือกหน่วยอื่น", "The case is with this unit: choose another")
WALLED = Words("เรื่องนี้กล่าวถึงหน่วยนี้ จึงถามไม่ได้", "The case names this unit: it cannot be asked")
NOBODY = Words("หน่วยนี้ไม่มีผู้ที่ตอบเรื่องนี้ได้", "Nobody of this unit may answer on this case")
NO_QUESTION = Words("เขียนคำถามถึงหน่วยงาน", "Write the question")
NOT_LATER = Words("เลือกวันหลังจากวันนี้", "Choose a day after today")
NO_ANSWER = Words("เขียนคำตอบ", "Write the answer")
ENDED = Words(
    "ไม่ต้องตอบคำถามนี้แล้ว เพราะตอบแล้ว ถูกถอน หรือเรื่องยุติแล้ว",
    "This question waits for no answer: it was answered or withdrawn, or the case is resolved",
)
NOT_WAITING = Words("เลือกคำถามที่ยังรอคำตอบ", "Choose a question that still waits")


def ask_unit(
    case: Case, actor: Person, now: datetime, unit: str, question: str, due_on: date | None
) -> UnitQuestion:
    """The unit is asked and told; the timeline has the question and its date."""
    _check(case, actor, "ask-unit")
    wrong = {
        "unit": _wrong_unit(case, unit),
        "question": None if question.strip() else NO_QUESTION,
        "due_on": None if due_on and due_on > today(now) else NOT_LATER,
    }
    if problems := {name: words for name, words in wrong.items() if words}:
        raise Invalid(**problems)
    ask = UnitQuestion(
        case=case, unit=db.session.get_one(Unit, unit), question=question.strip(), due_on=due_on,
        asked_by=actor, asked_at=now,
    )  # fmt: skip
    db.session.add(ask)
    db.session.flush()
    _record(ask, "unit_asked", now, actor, note=ask.question, due_on=ask.due_on.isoformat())
    _tell_unit(ask, "unit_asked", now)
    return ask


def answer_unit(ask: UnitQuestion, actor: Person, now: datetime, text: str) -> None:
    """The answer is with whoever owns the case; the timeline says how late it came."""
    if not asks.may_answer(ask, actor):
        raise NotAllowed("answer-unit", ask.case.state, forbidden=True)
    if not ask.is_open:
        raise Invalid(text=ENDED)
    if not text.strip():
        raise Invalid(text=NO_ANSWER)
    ask.answer, ask.answered_by, ask.answered_at = text.strip(), actor, now
    _record(ask, "unit_answered", now, actor, note=ask.answer, days_late=ask.days_late(today(now)))
    tell_staff(ask.case, [ask.case.owner or ask.asked_by], "unit_answered", f"ask-{ask.id}", now,
               ask=ask)  # fmt: skip


def withdraw_question(case: Case, actor: Person, now: datetime, ask_id: int) -> None:
    """The question waits for no answer any more, and the unit knows."""
    _check(case, actor, "withdraw-ask")
    ask = next((one for one in asks.waiting(case) if one.id == ask_id), None)
    if ask is None:
        raise Invalid(ask=NOT_WAITING)
    ask.withdrawn_at = now
    _record(ask, "unit_ask_withdrawn", now, actor)
    _tell_unit(ask, "unit_ask_withdrawn", now)


def withdraw_unanswerable(case: Case, actor: Person, now: datetime) -> None:
    """Questions that nobody of the unit may answer any more are withdrawn; the owner knows.

    The unit is not told: a wall keeps even that from it.
    """
    for ask in asks.waiting(case):
        if asks.answerers(case, ask.unit_code):
            continue
        ask.withdrawn_at = now
        _record(ask, "unit_ask_withdrawn", now, actor)
        tell_staff(case, [case.owner or ask.asked_by], "unit_ask_ended", f"ask-{ask.id}", now,
                   ask=ask)  # fmt: skip


def remind_unit(ask: UnitQuestion, now: datetime) -> bool:
    """The unit is told once that its answer is overdue; whether it was told now."""
    if ask.id not in asks.late(now):
        return False
    _tell_unit(ask, "unit_late", now)
    event = _record(ask, "unit_late", now, None, days_late=ask.days_late(today(now)))
    event.subject = f"ask-{ask.id}"
    return True


def _check(case: Case, actor: Person, act: str) -> None:
    if hats(case, actor).isdisjoint((By.OWNER, By.MANAGER)):
        raise NotAllowed(act, case.state, forbidden=True)
    if not case.state.is_open:
        raise NotAllowed(act, case.state)


def _wrong_unit(case: Case, code: str) -> Words | None:
    unit = db.session.get(Unit, code) if code else None
    if unit is None or unit.retired:
        return NO_UNIT
    if code == case.unit_code:
        return OWN_UNIT
    if any(wall.unit_code == code for wall in standing(case)):
        return WALLED
    return None if asks.answerers(case, code) else NOBODY


def _record(
    ask: UnitQuestion, what: str, now: datetime, actor: Person | None, **told: Any
) -> Event:
    unit: dict[str, Any] = {"ask": ask.id, "unit": ask.unit_code, "unit_name": ask.unit.name_th}
    return record(ask.case, what, now, actor=actor, **unit, **told)


def _tell_unit(ask: UnitQuestion, name: str, now: datetime) -> None:
    tell_staff(ask.case, asks.told(ask.case, ask.unit_code), name, f"ask-{ask.id}", now, ask=ask,
               due=say_date(ask.due_on, "th", "long"))  # fmt: skip

"""Stops the work clock of a case: for a reason, until a date on which it resumes by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.actions.put_questions import put_questions
from app.actions.record import record
from app.actions.set_deadlines import redate
from app.actions.tell import tell_correspondent
from app.database import db
from app.models import Case, ClockStop, Person, Unit
from app.queries import clocks
from app.queries.rights import hats
from workflows import By, NotAllowed
from workflows.dates import local_day, say_date
from workflows.deadlines import Milestone, Stop
from workflows.errors import Invalid
from workflows.stops import LONGEST, OTHER, STOP_REASONS, waits
from workflows.words import Words

Problems = dict[str, Words]
CHOOSE = Words("เลือกเหตุที่หยุดนับเวลาจากรายการ", "Choose the reason from the list")
SAY_WHAT = Words("เขียนว่าหยุดนับเวลาเพราะเหตุใด", "Say what the reason is")
ASK = Words("เขียนคำถามที่ส่งถึงผู้แจ้ง", "Write the question to the correspondent")
NOT_ASKED = Words(
    "คำถามนี้จะถึงผู้แจ้ง ใช้ได้เมื่อรอข้อมูลจากผู้แจ้งเท่านั้น",
    "The question goes to the correspondent: leave it out unless you wait for them",
)
UNTIL = Words("ระบุวันที่ให้นับเวลาต่อเอง", "Say on which day the clock resumes by itself")
TOO_SOON = Words("วันที่นับเวลาต่อต้องเป็นวันหลังจากวันนี้", "It must resume on a day after today")
TOO_LATE = Words(
    f"หยุดนับเวลาได้ครั้งละไม่เกิน {LONGEST} วัน", f"It may stand still for {LONGEST} days at most"
)
FUTURE = Words("วันที่เริ่มหยุดต้องไม่อยู่ในอนาคต", "It cannot stop on a day that has not come yet")


@dataclass(frozen=True)
class StopAsked:
    """Why, the ``question`` to the correspondent, and the days; no ``from_on`` is today."""

    reason: str
    text: str = ""
    question: str = ""
    resume_on: date | None = None
    from_on: date | None = None
    questions: tuple[str, ...] = ()  # the same one by one, where they are several


def stop_clock(case: Case, actor: Person, now: datetime, asked: StopAsked) -> ClockStop:
    """The work clock stands still; NotAllowed or Invalid, and nothing changed, otherwise.

    The question to the correspondent is a letter of substance: the first answer if none was.
    """
    worn, today, before = hats(case, actor), local_day(now), clocks.stops(case)
    _check_case(case, worn)
    from_on = asked.from_on or today
    problems = _in_words(asked) | _until(asked.resume_on, today)
    problems |= _since(case, from_on, today, before)
    if problems or asked.resume_on is None:
        raise Invalid(**problems)
    if By.MANAGER not in worn:
        _check_budget(case, Stop(from_on, asked.resume_on))
    stop = ClockStop(
        case_id=case.id, unit_code=case.unit_code, reason=asked.reason, text=asked.text.strip(),
        question=asked.question.strip(), from_on=from_on, resume_on=asked.resume_on,
        made_by_id=actor.id, made_at=now,
    )  # fmt: skip
    _start(case, stop, actor, now, asked.questions)
    return stop


def _check_case(case: Case, worn: frozenset[By]) -> None:
    if worn.isdisjoint((By.OWNER, By.MANAGER)):
        raise NotAllowed("stop", case.state, forbidden=True)
    if not case.state.is_open:
        raise NotAllowed("stop", case.state)
    if case.stopped_on is not None:
        since = case.stopped_on
        raise NotAllowed("stop", case.state, because=Words(
            f"เรื่องนี้หยุดนับเวลาอยู่แล้วตั้งแต่วันที่ {say_date(since, 'th')}",
            f"The clock has stood still since {say_date(since, 'en', 'weekday')} already",
        ))  # fmt: skip


def _in_words(asked: StopAsked) -> Problems:
    if asked.reason not in STOP_REASONS:
        return {"reason": CHOOSE}
    problems = {}
    if asked.reason == OTHER and not asked.text.strip():
        problems["text"] = SAY_WHAT
    if waits(asked.reason) != bool(asked.question.strip()):
        problems["question"] = ASK if waits(asked.reason) else NOT_ASKED
    return problems


def _until(day: date | None, today: date) -> Problems:
    if day is None:
        return {"resume_on": UNTIL}
    if day <= today:
        return {"resume_on": TOO_SOON}
    return {"resume_on": TOO_LATE} if day > today + timedelta(days=LONGEST) else {}


def _since(case: Case, day: date, today: date, before: clocks.Stops) -> Problems:
    """Back-dating ends at the receipt and at the end of the stop before this one."""
    received = local_day(case.received_at)
    ended = max((stop.until_on for stop in before if stop.until_on), default=received)
    if day > today:
        return {"from_on": FUTURE}
    if day < received:
        return {"from_on": _not_before("วันรับเรื่อง", "the case came", received)}
    if day < ended:
        return {"from_on": _not_before("วันที่การหยุดครั้งก่อนสิ้นสุด", "the last stop ended", ended)}
    return {}


def _not_before(th: str, en: str, day: date) -> Words:
    return Words(
        f"วันที่เริ่มหยุดต้องไม่มาก่อน{th} ({say_date(day, 'th')})",
        f"It cannot stop before {en} ({say_date(day, 'en')})",
    )


def _check_budget(case: Case, asked: Stop) -> None:
    """The unit is locked, so that two stops at once cannot both have its last days."""
    unit = db.session.get(Unit, case.unit_code, with_for_update=True) if case.unit_code else None
    if unit is None or unit.stop_budget is None:
        return
    used, wanted = clocks.budget_use(unit.code, asked)
    if used + wanted > unit.stop_budget:
        left = max(unit.stop_budget - used, 0)
        raise Invalid(resume_on=Words(
            f"ปีงบประมาณนี้หน่วยงานหยุดนับเวลาได้อีก {left} วันทำการ แต่ครั้งนี้ใช้ {wanted} วัน "
            "ขอให้ผู้บริหารเป็นผู้หยุด",
            f"The unit has {left} working days of stops left this fiscal year and this takes "
            f"{wanted}: ask a manager to stop it",
        ))  # fmt: skip


def _start(
    case: Case, stop: ClockStop, actor: Person, now: datetime, questions: tuple[str, ...]
) -> None:
    db.session.add(stop)
    db.session.flush()
    case.stopped_on = stop.from_on
    if stop.question:
        case.meet(Milestone.FIRST_ANSWER, now)
    dates = redate(case)
    if stop.question:
        day = say_date(stop.resume_on, case.language, "long")
        letter = tell_correspondent(case, "question", f"stop-{stop.id}", now, author=actor,
                                    words=stop.question, day=day)  # fmt: skip
        put_questions(letter, questions or (stop.question,))
    record(
        case, "stop", now, actor=actor, note=stop.text, reason=stop.reason,
        question=stop.question, from_on=stop.from_on.isoformat(),
        resume_on=stop.resume_on.isoformat(), **dates,
    )  # fmt: skip

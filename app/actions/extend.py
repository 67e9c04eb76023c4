"""Puts off the answer once: the owner proposes, a manager decides, the correspondent is told."""

from datetime import date, datetime, timedelta

from app.actions.record import record
from app.actions.set_deadlines import redate
from app.actions.tell import tell_correspondent, tell_staff
from app.database import db
from app.models import Case, ExtensionAsked, Person
from app.queries import clocks, people
from app.queries.rights import hats
from workflows import By, NotAllowed
from workflows.dates import local_day, say_date
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.words import Words

LONGEST = timedelta(days=365)
CLOSED = Words("เรื่องนี้ยุติแล้ว ขยายเวลาไม่ได้", "The case is closed: nothing can be extended")
NO_DATE = Words("เรื่องนี้ไม่มีกำหนดแจ้งผล", "This case has no date to extend")
ONCE = Words("ขยายเวลาได้ครั้งเดียว และขยายไปแล้ว", "It may be extended once, and it was")
PASSED = Words(
    "เลยกำหนดแจ้งผลแล้ว ขยายเวลาได้ก่อนครบกำหนดเท่านั้น",
    "The date of the answer has passed: it can only be extended before",
)
PENDING = Words("มีคำขอขยายเวลารอการพิจารณาอยู่แล้ว", "An extension waits for a decision already")
NONE = Words("ไม่มีคำขอขยายเวลาที่รอการพิจารณา", "No extension waits for a decision")
MOVED = Words(
    "กำหนดแจ้งผลเลื่อนไปถึงหรือเลยวันที่ขอแล้ว ปฏิเสธคำขอนี้แล้วขอใหม่",
    "The answer is due on that day or later by now: refuse it and propose another day",
)
WHY = Words("เขียนเหตุผลที่ขอขยายเวลา", "Write why more time is needed")
UNTIL = Words("ระบุวันที่ขอขยายถึง", "Say until which day")


def extend(case: Case, actor: Person, now: datetime, until: date | None, reason: str) -> None:
    """A later date is proposed to the managers; proposed by one of them, it is granted."""
    worn = hats(case, actor)
    if worn.isdisjoint((By.OWNER, By.MANAGER)):
        raise NotAllowed("extend", case.state, forbidden=True)
    _check_open(case, local_day(now))
    if clocks.pending(case):
        raise NotAllowed("extend", case.state, because=PENDING)
    problems = _until(case, until) | ({} if reason.strip() else {"reason": WHY})
    if problems or until is None:
        raise Invalid(**problems)
    asked = ExtensionAsked(case_id=case.id, until_on=until, reason=reason.strip(),
                           proposed_by=actor, proposed_at=now)  # fmt: skip
    db.session.add(asked)
    db.session.flush()
    if By.MANAGER in worn:
        _grant(case, asked, actor, now)
    else:
        _propose(case, asked, actor, now)


def decide_extension(case: Case, actor: Person, now: datetime, grant: bool, note: str = "") -> None:
    """The proposal is granted, and the correspondent knows; or refused, and its proposer knows."""
    if By.MANAGER not in hats(case, actor):
        raise NotAllowed("decide-extension", case.state, forbidden=True)
    asked = clocks.pending(case)
    if asked is None:
        raise NotAllowed("decide-extension", case.state, because=NONE)
    if grant:
        _check_open(case, local_day(now))
        if _until(case, asked.until_on):
            raise NotAllowed("decide-extension", case.state, because=MOVED)
        _grant(case, asked, actor, now, note.strip())
    else:
        _refuse(case, asked, actor, now, note.strip())


def _check_open(case: Case, today: date) -> None:
    because = None
    if not case.state.is_open:
        because = CLOSED
    elif case.resolve_by is None:
        because = NO_DATE
    elif case.extended_until is not None:
        because = ONCE
    elif case.resolve_by < today:
        because = PASSED
    if because:
        raise NotAllowed("extend", case.state, because=because)


def _until(case: Case, until: date | None) -> dict[str, Words]:
    assert case.resolve_by is not None  # nosec B101 - _check_open says so
    if until is None:
        return {"until": UNTIL}
    last = case.resolve_by + LONGEST
    if case.resolve_by < until <= last:
        return {}
    return {"until": Words(
        f"เลือกวันหลังจากวันที่ {say_date(case.resolve_by, 'th')} และไม่เกิน {say_date(last, 'th')}",
        f"Choose a day after {say_date(case.resolve_by, 'en', 'weekday')} and not later than "
        f"{say_date(last, 'en')}",
    )}  # fmt: skip


def _propose(case: Case, asked: ExtensionAsked, actor: Person, now: datetime) -> None:
    tell_staff(
        case, people.deciders(case), "extension_asked", f"extension-{asked.id}", now,
        until=say_date(asked.until_on, "th", "long"), reason=asked.reason, who=actor.name,
    )  # fmt: skip
    record(case, "extension_proposed", now, actor=actor, note=asked.reason,
           until=asked.until_on.isoformat())  # fmt: skip


def _grant(case: Case, asked: ExtensionAsked, actor: Person, now: datetime, note: str = "") -> None:
    """The letter is one of substance: the interim answer if there was none before."""
    before = case.resolve_by
    _decided(asked, actor, now, note, granted=True)
    case.extended_until = asked.until_on
    case.meet(Milestone.FIRST_ANSWER, now)
    dates = redate(case)
    tell_correspondent(case, "extended", f"extension-{asked.id}", now, author=actor,
                       words=asked.reason, before=_said(case, before),
                       until=_said(case, case.resolve_by))  # fmt: skip
    record(case, "extend", now, actor=actor, note=note or asked.reason, reason=asked.reason,
           until=asked.until_on.isoformat(), **dates)  # fmt: skip


def _said(case: Case, day: date | None) -> str:
    return say_date(day, case.language, "long") if day else ""


def _refuse(case: Case, asked: ExtensionAsked, actor: Person, now: datetime, note: str) -> None:
    _decided(asked, actor, now, note, granted=False)
    until = say_date(asked.until_on, "th", "long")
    told = [person for person in (case.owner, asked.proposed_by) if person]
    tell_staff(case, told, "extension_refused", f"extension-{asked.id}", now, until=until,
               note=note)  # fmt: skip
    record(case, "extension_refused", now, actor=actor, note=note,
           until=asked.until_on.isoformat())  # fmt: skip


def _decided(
    asked: ExtensionAsked, actor: Person, now: datetime, note: str, *, granted: bool
) -> None:
    asked.granted, asked.decided_by_id, asked.decided_at = granted, actor.id, now
    asked.note = note
    db.session.flush()

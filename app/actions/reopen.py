"""Opens a resolved case again: the correspondent asks, a manager decides."""

from collections.abc import Sequence
from datetime import date, datetime

from app.actions.advance import advance
from app.actions.given import Given, Hats
from app.actions.receive_message import receive_message
from app.actions.record import record
from app.actions.tell import tell_correspondent, tell_staff
from app.intake.submission import File
from app.models import Case, Message, Person
from app.queries import people, walls, windows
from app.queries.rights import hats
from workflows import By, Guard, NotAllowed
from workflows.dates import local_day, say_date
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.windows import Windows
from workflows.words import REASON, Words

WISH = Words("ขอให้พิจารณาใหม่", "Please look at it again")
WHY = Words("บอกเหตุผลที่ขอให้พิจารณาใหม่", "Say why we should look at it again")
ONCE = Words("ท่านขอให้พิจารณาใหม่สำหรับคำตอบนี้ไปแล้ว", "You asked for another look at this answer before")


def reopen(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case is open again with its owner and its old deadlines; outcome and answer are owed.

    Within the office's window after the answer, or when the correspondent asked within it.
    """
    _check_window(case, now)
    told = {"outcome_before": case.outcome}
    if case.owner is None or case.owner.id in walls.barred(case):
        case.owner, case.owner_id, case.unit_code = actor, actor.id, actor.unit_code
    case.unmeet(Milestone.RESOLVE)
    case.unmeet(Milestone.ANALYSE)
    case.working_days = case.worked_days = None
    case.outcome = case.answer = case.no_answer_reason = ""
    case.forwarded_to, case.forward_number, case.forward_date = "", "", None
    case.reopen_asked_at = None
    case.duplicate_of = case.praised = None
    advance(case, "reopen", actor, now, worn, given.reason, **told)
    occasion = f"reopened-{case.version}"
    if case.owner:
        tell_staff(case, [case.owner], "yours", occasion, now, note=given.reason)
    tell_correspondent(case, "reopened", occasion, now)


def ask_reopening(case: Case, now: datetime, reason: str, files: Sequence[File] = ()) -> Message:
    """The wish stands on the case as a message and an event; who may decide is told.

    Once for every answer, within the office's window; afterwards it is refused with the ways left.
    """
    window = windows.of(case, now)
    if window is None:
        raise NotAllowed("reopen-request", case.state)
    if windows.asked_before(case):
        raise NotAllowed("reopen-request", case.state, because=ONCE)
    if not window.reopens(local_day(now)):
        raise Invalid(reason=_too_late(window, local_day(now)))
    if not reason.strip():
        raise Invalid(reason=WHY)
    answer = windows.answer_number(case)
    body = f"{WISH.say(case.language)}\n\n{reason.strip()}"
    message = receive_message(case, now, body, f"reopening:{case.id}:{answer}", files)
    case.reopen_asked_at = now
    record(case, windows.ASKED, now, by="correspondent")
    tell_staff(case, people.deciders(case), windows.ASKED, f"answer-{answer}", now)
    return message


def refuse_reopening(case: Case, actor: Person, now: datetime, reason: str) -> None:
    """The answer stands; the correspondent is told why, and which ways they have left."""
    if By.MANAGER not in hats(case, actor):
        raise NotAllowed("refuse-reopen", case.state, forbidden=True)
    if case.reopen_asked_at is None:
        raise NotAllowed("refuse-reopen", case.state, because=Words(
            "ไม่มีคำขอให้พิจารณาใหม่ที่รอการตัดสิน", "No wish to reopen waits for a decision"
        ))  # fmt: skip
    if not reason.strip():
        raise Invalid(reason=REASON)
    case.reopen_asked_at = None
    record(case, windows.REFUSED, now, actor=actor, note=reason.strip())
    window = windows.of(case, now)
    until = say_date(window.appeal_until, case.language, "long") if window else ""
    occasion = f"answer-{windows.answer_number(case)}"
    tell_correspondent(case, windows.REFUSED, occasion, now, author=actor, words=reason.strip(),
                       until=until)  # fmt: skip


def _too_late(window: Windows, today: date) -> Words:
    reopen = {say: say_date(window.reopen_until, say) for say in ("th", "en")}
    appeal = {say: say_date(window.appeal_until, say) for say in ("th", "en")}
    if window.appeals(today):
        return Words(
            f"ขอให้พิจารณาใหม่ได้ถึง {reopen['th']} ซึ่งพ้นไปแล้ว ท่านยังอุทธรณ์ได้ถึง {appeal['th']}",
            f"Another look could be asked for until {reopen['en']}. You may still appeal until "
            f"{appeal['en']}.",
        )
    return Words(
        f"ขอให้พิจารณาใหม่ได้ถึง {reopen['th']} และอุทธรณ์ได้ถึง {appeal['th']} ซึ่งพ้นไปแล้ว "
        "ท่านยังแจ้งศูนย์บริการประชาชน 1111 หรือผู้ตรวจการแผ่นดิน 1676 ได้",
        f"Another look could be asked for until {reopen['en']}, and an appeal lodged until "
        f"{appeal['en']}. You may still turn to the centre 1111 or to the Ombudsman, tel. 1676.",
    )


def _check_window(case: Case, now: datetime) -> None:
    """What is only retold happened under the rules of its time."""
    window = windows.of(case, now)
    if case.retold or case.reopen_asked_at or window is None or window.reopens(local_day(now)):
        return
    days = {say: say_date(window.reopen_until, say) for say in ("th", "en")}
    raise NotAllowed("reopen", case.state, missing=(Guard("asked_in_time", Words(
        f"คำขอให้พิจารณาใหม่จากผู้แจ้ง ภายใน {days['th']} ซึ่งพ้นไปแล้ว ทางที่เหลือคืออุทธรณ์หรือเรื่องใหม่",
        f"the correspondent's wish, by {days['en']}, which has passed: what is left is an appeal "
        "or a new case",
    )),))  # fmt: skip

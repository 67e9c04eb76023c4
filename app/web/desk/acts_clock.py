"""The acts that move deadlines: stop, resume, extend, and the decision on an extension."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.actions.extend import decide_extension, extend
from app.actions.resume_clock import resume_clock
from app.actions.stop_clock import StopAsked, stop_clock
from app.queries import clocks
from app.web.access import actor
from app.web.desk.act_forms_clock import DecideForm, ExtendForm, ResumeForm, StopForm
from app.web.desk.act_table import Act, Group, once, wears
from app.web.desk.doing import CaseForm
from workflows import By
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def _may_stop(case: "Case") -> bool:
    return _is_theirs(case) and case.stopped_on is None


def _may_resume(case: "Case") -> bool:
    return _is_theirs(case) and case.stopped_on is not None


def _may_extend(case: "Case") -> bool:
    can_be = case.resolve_by is not None and case.extended_until is None
    return _is_theirs(case) and can_be and once(clocks.pending, case) is None


def _may_decide(case: "Case") -> bool:
    return case.state.is_open and wears(case, By.MANAGER) and once(clocks.pending, case) is not None


def _is_theirs(case: "Case") -> bool:
    return case.state.is_open and wears(case, By.OWNER, By.MANAGER)


def _stop(case: "Case", now: datetime, form: CaseForm) -> None:
    reason, text, question = (form[name].data or "" for name in ("reason", "text", "question"))
    days = form["resume_on"].data, form["from_on"].data
    stop_clock(case, actor(), now, StopAsked(reason, text, question, *days))


def _resume(case: "Case", now: datetime, form: CaseForm) -> None:
    resume_clock(case, now, "staff", actor(), form["reason"].data or "")


def _extend(case: "Case", now: datetime, form: CaseForm) -> None:
    extend(case, actor(), now, form["until"].data, form["reason"].data or "")


def _decide(case: "Case", now: datetime, form: CaseForm) -> None:
    decide_extension(case, actor(), now, form["grant"].data == "yes", form["note"].data or "")


ACTS: dict[str, Act] = {
    "stop": Act(
        Words("หยุดนับเวลา", "Stop the clock"), Words("หยุดนับเวลา", "Stop the clock"),
        Group.CLOCK, StopForm, _may_stop, _stop, frozenset({"reason", "resume_on"}),
    ),
    "resume": Act(
        Words("นับเวลาต่อ", "Let the clock run again"), Words("นับเวลาต่อ", "Resume"),
        Group.NOW, ResumeForm, _may_resume, _resume, frozenset({"reason"}),
    ),
    "extend": Act(
        Words("ขยายเวลาแจ้งผล", "Extend the date of the answer"), Words("ขอขยายเวลา", "Extend"),
        Group.CLOCK, ExtendForm, _may_extend, _extend, frozenset({"until", "reason"}),
    ),
    "decide-extension": Act(
        Words("พิจารณาคำขอขยายเวลา", "Decide on the extension"), Words("บันทึกผล", "Save"),
        Group.NOW, DecideForm, _may_decide, _decide, frozenset({"grant"}),
    ),
}  # fmt: skip

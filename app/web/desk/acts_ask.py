"""The acts of asking another unit, of who acts for the correspondent, and of referrals."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.actions.ask_unit import ask_unit, withdraw_question
from app.actions.note_their_state import note_their_state
from app.actions.report_referral import report_back
from app.actions.represent import end_representation, represent
from app.intake.submission import ActsFor
from app.queries import asks, representatives
from app.web.access import actor
from app.web.desk.act_forms_ask import (
    AskForm,
    ReportForm,
    RepresentativeForm,
    TheirStateForm,
    WithdrawAskForm,
)
from app.web.desk.act_table import Act, Group, wears, writes
from app.web.desk.doing import CaseForm, number
from workflows import By
from workflows.dates import start_of_day
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

ACTING = ("name", "relation", "authority", "email", "phone")


def _may_ask(case: "Case") -> bool:
    return case.state.is_open and wears(case, By.OWNER, By.MANAGER)


def _may_withdraw(case: "Case") -> bool:
    return _may_ask(case) and bool(asks.waiting(case))


def _may_name(case: "Case") -> bool:
    return writes(case) and representatives.standing(case) is None


def _may_end(case: "Case") -> bool:
    return writes(case) and representatives.standing(case) is not None


def _referred(case: "Case") -> bool:
    return case.referral is not None and writes(case)


def _ask(case: "Case", now: datetime, form: CaseForm) -> None:
    unit, question = form["unit"].data or "", form["question"].data or ""
    ask_unit(case, actor(), now, unit, question, form["due_on"].data)


def _withdraw(case: "Case", now: datetime, form: CaseForm) -> None:
    withdraw_question(case, actor(), now, number(form["ask"].data))


def _represent(case: "Case", now: datetime, form: CaseForm) -> None:
    represent(case, actor(), now, ActsFor(**{name: form[name].data or "" for name in ACTING}))


def _end(case: "Case", now: datetime, form: CaseForm) -> None:
    end_representation(case, actor(), now)


def _report(case: "Case", now: datetime, form: CaseForm) -> None:
    report_back(
        case, actor(), now, result=form["result"].data or "", text=form["text"].data or "",
        next_on=form["next_on"].data,
    )  # fmt: skip


def _their_state(case: "Case", now: datetime, form: CaseForm) -> None:
    day = form["since"].data
    note_their_state(
        case, actor(), now, state=form["state"].data or "",
        since=start_of_day(day) if day else None,
        their_reference=form["their_reference"].data or "",
    )  # fmt: skip


ACTS: dict[str, Act] = {
    "ask-unit": Act(
        Words("ถามหน่วยอื่น", "Ask another unit"), Words("ส่งคำถาม", "Ask"),
        Group.TALK, AskForm, _may_ask, _ask, frozenset({"unit", "question", "due_on"}),
    ),
    "withdraw-ask": Act(
        Words("ถอนคำถามถึงหน่วยอื่น", "Withdraw a question"), Words("ถอนคำถาม", "Withdraw"),
        Group.TALK, WithdrawAskForm, _may_withdraw, _withdraw, frozenset({"ask"}),
    ),
    "representative": Act(
        Words("บันทึกผู้รับมอบอำนาจของผู้แจ้ง", "Record who acts for the correspondent"),
        Words("บันทึก", "Save"), Group.TALK, RepresentativeForm, _may_name, _represent,
        frozenset({"name", "relation", "authority"}),
    ),
    "end-representative": Act(
        Words("สิ้นสุดการมอบอำนาจ", "End the representation"), Words("สิ้นสุดการมอบอำนาจ", "End it"),
        Group.TALK, CaseForm, _may_end, _end,
    ),
    "report": Act(
        Words("รายงานผลต่อหน่วยงานที่ส่งเรื่อง", "Report to the referring office"),
        Words("ส่งรายงาน", "Send the report"), Group.TALK, ReportForm, _referred, _report,
        frozenset({"result", "text"}),
    ),
    "their-state": Act(
        Words("บันทึกสถานะที่หน่วยงานที่ส่งเรื่อง", "Record their number and state"),
        Words("บันทึก", "Save"), Group.TALK, TheirStateForm, _referred, _their_state,
        frozenset({"state"}),
    ),
}  # fmt: skip

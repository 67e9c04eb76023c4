"""The acts of every day: letters, notes, acknowledging, reclassifying."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.actions.acknowledge import acknowledge
from app.actions.reclassify import reclassify
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.web.access import actor
from app.web.desk.act_forms import AcknowledgeForm, LetterForm, NoteForm, ReclassifyForm
from app.web.desk.act_table import Act, Group, wears, works, writes
from app.web.desk.doing import CaseForm
from app.web.desk.given_files import given_files
from workflows import By
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def _may_acknowledge(case: "Case") -> bool:
    return works(case) and case.acknowledged_at is None


def _may_reclassify(case: "Case") -> bool:
    return case.state.is_open and wears(case, By.MANAGER)


def _letter(case: "Case", now: datetime, form: CaseForm) -> None:
    write_letter(
        case, actor(), now, occasion="", text=form["text"].data or "", how=form["how"].data or "",
        files=given_files(form["files"]),
    )  # fmt: skip


def _note(case: "Case", now: datetime, form: CaseForm) -> None:
    write_note(case, actor(), now, form["text"].data or "")


def _acknowledge(case: "Case", now: datetime, form: CaseForm) -> None:
    acknowledge(case, actor(), now, form["how"].data or "")


def _reclassify(case: "Case", now: datetime, form: CaseForm) -> None:
    topic = form["topic"].data or None
    reclassify(case, actor(), now, kind=form["kind"].data or "", topic=topic)


ACTS: dict[str, Act] = {
    "letters": Act(
        Words("เขียนหนังสือถึงผู้แจ้ง", "Write to the correspondent"),
        Words("ส่งหนังสือ", "Send letter"), Group.IN_PAGE, LetterForm, writes, _letter,
        frozenset({"text"}),
    ),
    "notes": Act(
        Words("บันทึกภายใน ผู้แจ้งไม่เห็น", "Internal note: the correspondent does not see it"),
        Words("บันทึกไว้ภายใน", "Save note"), Group.IN_PAGE, NoteForm, writes, _note,
        frozenset({"text"}),
    ),
    "acknowledge": Act(
        Words("บันทึกว่าแจ้งรับเรื่องแล้ว", "Record an acknowledgement"),
        Words("บันทึก", "Save"), Group.NOW, AcknowledgeForm, _may_acknowledge, _acknowledge,
        frozenset({"how"}),
    ),
    "reclassify": Act(
        Words("เปลี่ยนประเภทหรือหัวข้อ", "Change kind or topic"),
        Words("บันทึก", "Save"), Group.SORT, ReclassifyForm, _may_reclassify, _reclassify,
        frozenset({"kind"}),
    ),
}  # fmt: skip

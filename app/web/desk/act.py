"""What staff do with a case without moving it: letters, notes, acknowledging, reclassifying."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import request, url_for

from app.actions.acknowledge import acknowledge
from app.actions.reclassify import reclassify
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.queries import cases
from app.queries.rights import hats, may_write
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.act_forms import AcknowledgeForm, LetterForm, NoteForm, ReclassifyForm
from app.web.desk.doing import Answer, CaseForm, Doing, carry_out, show
from app.web.desk.given_files import given_files
from workflows import By, NotAllowed
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


@dataclass(frozen=True)
class Act:
    """Words of the page, its form, who may, and what is done."""

    title: Words
    button: Words
    form: type[CaseForm]
    may: Callable[["Case"], bool]
    run: Callable[["Case", datetime, CaseForm], object]


def _may_write(case: "Case") -> bool:
    return may_write(case, actor())


def _may_acknowledge(case: "Case") -> bool:
    return _may_write(case) and case.state.is_open and case.acknowledged_at is None


def _may_reclassify(case: "Case") -> bool:
    return case.state.is_open and By.MANAGER in hats(case, actor())


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


ACTS = {
    "letters": Act(
        Words("เขียนหนังสือถึงผู้แจ้ง", "Write to the correspondent"),
        Words("ส่งหนังสือ", "Send letter"), LetterForm, _may_write, _letter,
    ),
    "notes": Act(
        Words("บันทึกภายใน ผู้แจ้งไม่เห็น", "Internal note: the correspondent does not see it"),
        Words("บันทึกไว้ภายใน", "Save note"), NoteForm, _may_write, _note,
    ),
    "acknowledge": Act(
        Words("บันทึกว่าแจ้งรับเรื่องแล้ว", "Record an acknowledgement"),
        Words("บันทึก", "Save"), AcknowledgeForm, _may_acknowledge, _acknowledge,
    ),
    "reclassify": Act(
        Words("เปลี่ยนประเภทหรือหัวข้อ", "Change kind or topic"),
        Words("บันทึก", "Save"), ReclassifyForm, _may_reclassify, _reclassify,
    ),
}  # fmt: skip


@blueprint.route(
    "/cases/<reference>/<any(letters, notes, acknowledge, reclassify):act>", methods=["GET", "POST"]
)
def act(reference: str, act: str) -> Answer:
    """The form of an act; posted, it is done."""
    case = cases.find(reference, actor())
    doing = _doing(case, act)
    return carry_out(case, doing) if request.method == "POST" else show(case, doing)


def _doing(case: "Case", name: str) -> Doing:
    chosen = ACTS[name]
    form = chosen.form(case)

    def run(case: "Case", now: datetime) -> None:
        chosen.run(case, now, form)

    def check(case: "Case") -> None:
        if not chosen.may(case):
            raise NotAllowed(name, case.state, forbidden=True)

    return Doing(
        title=chosen.title, button=chosen.button, form=form, run=run, check=check,
        url=url_for("desk.act", reference=case.reference, act=name),
        needed=frozenset({"text", "how"} if name == "acknowledge" else {"text", "kind"}),
    )  # fmt: skip

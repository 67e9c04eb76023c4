"""The open cases of somebody who leaves, to another in one step: tried first, then carried out."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import render_template, request
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, TextAreaField

from app.actions.hand_over import SHARED, hand_over, let_go, note_hand_over
from app.database import transaction
from app.queries import hand_over as handing
from app.queries import load, people
from app.web import moving
from app.web.access import actor
from app.web.fields import AtMost, Filled, choices, tidy
from app.web.moving import DONE, Act, Outcome, Pick
from app.web.settings._blueprint import blueprint
from workflows.errors import Invalid, UnknownReference
from workflows.limits import BODY
from workflows.roles import Role
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person

SHARE = "share"  # the choice that is no address
ONESELF = Words("เลือกผู้รับมอบเป็นผู้อื่น", "Choose somebody else to take them over")


class HandOverForm(FlaskForm):
    """From whom, to whom, why, and whether they leave."""

    leaver = SelectField(
        Words("ผู้ที่จะพ้นหน้าที่", "Who leaves"), validate_choice=False,
        validators=[Filled(Words("เลือกผู้ที่จะพ้นหน้าที่", "Choose who leaves"))],
    )  # fmt: skip
    to = SelectField(
        Words("ผู้รับมอบ", "Who takes over"), validate_choice=False,
        validators=[Filled(Words("เลือกผู้รับมอบ", "Choose who takes over"))],
    )  # fmt: skip
    reason = TextAreaField(
        Words("เหตุผล", "Reason"), filters=(tidy,),
        validators=[Filled(Words("เขียนเหตุผล", "Write the reason")), AtMost(BODY)],
        description=Words("เช่น ย้ายไปหน่วยงานอื่นตั้งแต่ 1 ธ.ค. 2569", "For example: moves on 1 Dec 2026"),
    )  # fmt: skip
    leaves = BooleanField(Words("ปิดบัญชีเมื่อไม่มีเรื่องค้างแล้ว", "Close the account once no case is left"))


@blueprint.get("/hand-over")
def hand_over_page() -> str:
    """Who has how many open cases, and the form."""
    return _page(_form())


@blueprint.post("/hand-over")
def hand_over_now() -> str | tuple[str, int]:
    """With ``do=try`` what would happen; with ``do=go`` it has happened."""
    form, now = _form(), datetime.now(UTC)
    if not form.validate():
        return _page(form), 422
    leaver = _leaver(form)
    if form.to.data == leaver.email:
        form.to.errors = [ONESELF]
        return _page(form), 422
    picks = [Pick(case.reference, case.version) for case in handing.open_of(leaver, actor())]
    act = _act(leaver.id, SHARED if form.to.data == SHARE else form.to.data, form.reason.data)
    if request.form.get("do") != "go":
        return _page(form, moving.rehearse(picks, act), unseen=_unseen(leaver, picks))
    outcome = moving.carry_out(picks, act)
    return _page(form, outcome, done=True, gone=_finish(form, leaver.id, outcome, now))


def _unseen(leaver: "Person", picks: list[Pick]) -> bool:
    """Whether they own more than the actor sees: those must be handed over by somebody else."""
    return len(picks) < min(load.open_cases([leaver.id])[leaver.id], handing.MOST)


def _act(leaver: int, to: str, reason: str) -> Act:
    def act(case: "Case", who: "Person", now: datetime) -> int:
        return hand_over(case, handing.leaver(leaver), who, now, to=to, reason=reason)

    return act


def _finish(form: HandOverForm, key: int, outcome: Outcome, now: datetime) -> Words | None:
    """It is on record, and the account is closed if asked for; why not, where it stays open."""
    done = len(outcome.of(DONE))
    with transaction():
        note_hand_over(handing.leaver(key), actor(), now, form.reason.data, done=done,
                       left=len(outcome.results) - done)  # fmt: skip
    if not form.leaves.data:
        return None
    try:
        with transaction():
            let_go(handing.leaver(key), actor(), now)
    except Invalid as refused:
        return refused.problems["leaver"]
    return None


def _leaver(form: HandOverForm) -> "Person":
    key = form.leaver.data
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise UnknownReference(key)
    return handing.leaver(int(key))


def _form() -> HandOverForm:
    form = HandOverForm()
    leavers = [(str(p.id), Words(f"{p.name} · {number} เรื่อง", f"{p.name} · {number}"))
               for p, number in handing.work()]  # fmt: skip
    form.leaver.choices = choices([("", Words("เลือกจากรายการ", "Choose")), *leavers])
    owners = [(person.email, Words(person.name, person.name))
              for person in people.possible_owners(restricted=False)]  # fmt: skip
    share = (SHARE, Words("ผู้ที่มีงานน้อยที่สุดในหน่วยของแต่ละเรื่อง",
                          "Whoever of each case's unit has least to do"))  # fmt: skip
    form.to.choices = choices([("", Words("เลือกจากรายการ", "Choose")), share, *owners])
    return form


def _page(form: HandOverForm, outcome: Outcome | None = None, **more: Any) -> str:
    told = {"done": False, "gone": None, "unseen": False, **more}
    return render_template(
        "settings/hand_over.html", form=form, outcome=outcome, may_write=actor().has(Role.MANAGER),
        owners=[pair for pair in handing.work() if pair[1]], most=handing.MOST, **told,
    )  # fmt: skip

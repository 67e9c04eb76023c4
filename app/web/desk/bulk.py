"""Several cases of a queue to another owner: chosen, tried, and only then carried out."""

import re

from flask import Response, redirect, render_template, request
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField

from app.actions.move_case import Move, move
from app.queries import office, people
from app.web import moving
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.way_back import list_again
from app.web.fields import AtMost, Filled, choices, tidy
from app.web.moving import MOST, Outcome, Pick
from workflows.limits import BODY
from workflows.words import Words

_PICK = re.compile(r"([A-Z0-9-]{1,40})~([0-9]{1,9})")
NONE = Words("ยังไม่ได้เลือกเรื่อง เลือกจากรายการก่อน", "Nothing is chosen yet: choose from the list first")
TOO_MANY = Words(f"เลือกได้ครั้งละไม่เกิน {MOST} เรื่อง", f"At most {MOST} cases at once")


class BulkForm(FlaskForm):
    """To whom and why."""

    owner = SelectField(
        Words("ผู้รับผิดชอบ", "Responsible person"), validate_choice=False,
        validators=[Filled(Words("เลือกผู้รับผิดชอบ", "Choose who is responsible"))],
    )  # fmt: skip
    unit = SelectField(Words("หน่วยงาน", "Unit"), validate_choice=False)
    reason = TextAreaField(
        Words("เหตุผล", "Reason"), filters=(tidy,), validators=[AtMost(BODY)],
        description=Words(
            "เรื่องที่โอนต้องมีเหตุผล เรื่องที่มอบหมายครั้งแรกจะส่งเป็นข้อความถึงผู้รับผิดชอบ",
            "A transfer needs one; with a first assignment it goes to the owner as a note",
        ),
    )  # fmt: skip


@blueprint.get("/bulk")
def bulk_again() -> Response:
    """What was chosen is not kept in an address: back to the queue."""
    return redirect(list_again())  # type: ignore[return-value]  # werkzeug's Response


@blueprint.post("/bulk")
def bulk() -> str | tuple[str, int]:
    """The form; with ``do=try`` what would happen; with ``do=go`` it has happened."""
    picks, form, do = _picks(), _form(), request.form.get("do")
    problem = NONE if not picks else TOO_MANY if len(picks) > MOST else None
    if problem or do not in ("try", "go"):
        return _page(form, picks, problem=problem), 422 if problem else 200
    if not form.validate():
        return _page(form, picks), 422
    wanted = Move(form.owner.data, form.unit.data or "", form.reason.data or "")
    doing = moving.carry_out if do == "go" else moving.rehearse
    outcome = doing(picks, lambda case, who, now: move(case, who, now, wanted))
    return _page(form, picks, outcome, done=do == "go")


def _picks() -> list[Pick]:
    """The cases ticked, each once and as it was seen; what is no case is left out."""
    found = (_PICK.fullmatch(text) for text in request.form.getlist("pick"))
    picks = {match[1]: Pick(match[1], int(match[2])) for match in found if match}
    return list(picks.values())


def _form() -> BulkForm:
    form = BulkForm()
    units = {unit.code: unit.name for unit in office.units_in_use()}
    owners = [("", Words("เลือกผู้รับผิดชอบ", "Choose a person"))]
    for person in people.possible_owners(restricted=False):
        unit = units.get(person.unit_code or "", Words("", ""))
        where = Words(f"{person.name} · {unit.th}", f"{person.name} · {unit.en}")
        owners.append((person.email, where if unit.th else Words(person.name, person.name)))
    form.owner.choices = choices(owners)
    own = Words("หน่วยของผู้รับผิดชอบ", "The owner's own unit")
    form.unit.choices = choices([("", own), *units.items()])
    return form


def _page(
    form: BulkForm, picks: list[Pick], outcome: Outcome | None = None, *, done: bool = False,
    problem: Words | None = None,
) -> str:  # fmt: skip
    return render_template(
        "desk/bulk.html", form=form, picks=picks, outcome=outcome, done=done, problem=problem,
        person=actor(), back=list_again(),
    )  # fmt: skip

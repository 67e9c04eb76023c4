"""The office's words for root causes: added, renamed, put in order, taken off the list."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form, StringField

from app.actions import keep_lists
from app.database import transaction
from app.queries import used
from app.web import rehearsing
from app.web.access import actor
from app.web.fields import AtMost, Filled, complain, tidy
from app.web.settings._blueprint import blueprint
from app.web.settings.telling import tell
from workflows.errors import Invalid
from workflows.words import Words

SAVED = Words("บันทึกแล้ว", "Saved")
FREE = Words(
    "ยังไม่มีเรื่องที่พบสาเหตุนี้ เจ้าหน้าที่เลือกชื่อใหม่ได้ตั้งแต่นี้ไป",
    "No case has it yet; officers choose the new name from now on",
)
DOES: dict[str, Callable[..., None]] = {
    "up": lambda name, *by: keep_lists.move_cause(name, *by, up=True),
    "down": lambda name, *by: keep_lists.move_cause(name, *by, up=False),
    "remove": keep_lists.remove_cause,
}


class CauseForm(Form):
    """One word for a cause."""

    name = StringField(
        Words("สาเหตุ", "Cause"), [Filled(Words("เขียนสาเหตุ", "Write the cause")), AtMost(100)],
        (tidy,),
        Words("คำสั้น ๆ ที่เจ้าหน้าที่เลือกเมื่อวิเคราะห์เรื่อง เช่น กระบวนงาน",
              "A short word that officers choose when they analyse, such as: process"),
    )  # fmt: skip


@blueprint.route("/causes", methods=["GET", "POST"])
def causes() -> str | Response | tuple[str, int]:
    """The list in its order, how often each was found, and a form for one more."""
    form = CauseForm(request.form)
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    old = request.form.get("old", "")
    back = url_for("settings.causes")
    try:
        if old:
            rehearsing.attempt(lambda: _rename(old, form))
            if page := rehearsing.ask(_renamed(old, form.name.data), [FREE], back):
                return page
        with transaction():
            _rename(old, form) if old else _add(form)
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form, old), 422
    tell(SAVED)
    return redirect(back)


@blueprint.post("/causes/do")
def cause_do() -> str | Response | tuple[str, int]:
    """The cause is moved, or taken off the list, once it was read what that means."""
    name, what = request.form.get("name", ""), request.form.get("do", "")
    if what == "rename":
        return _page(CauseForm(data={"name": name}), name)
    if what not in DOES:
        abort(400)
    try:
        rehearsing.attempt(lambda: DOES[what](name, actor(), datetime.now(UTC)))
        if page := rehearsing.ask(*_effect(name, what), url_for("settings.causes")):
            return page
        with transaction():
            DOES[what](name, actor(), datetime.now(UTC))
    except Invalid as refused:
        form = CauseForm()
        complain(form, refused.problems)
        return _page(form), 422
    tell(SAVED)
    return redirect(url_for("settings.causes"))


def _add(form: CauseForm) -> None:
    keep_lists.add_cause(form.name.data, actor(), datetime.now(UTC))


def _rename(old: str, form: CauseForm) -> None:
    keep_lists.rename_cause(old, form.name.data, actor(), datetime.now(UTC))


def _renamed(old: str, new: str | None) -> Words:
    return Words(f"เปลี่ยนชื่อสาเหตุ “{old}” เป็น “{new}”", f"Rename the cause “{old}” to “{new}”")


def _effect(name: str, what: str) -> tuple[Words, list[Words]]:
    """What is about to happen to the cause, and what it does."""
    rows = used.causes()
    names = [Words(row.name_th, row.name_th) for row, _ in rows]
    at = names.index(Words(name, name))
    if what != "remove":
        title = Words(f"ย้ายสาเหตุ “{name}”", f"Move the cause “{name}”")
        return title, rehearsing.moved(names, at, up=what == "up")
    number = rows[at][1]
    keeps = Words(
        f"เจ้าหน้าที่เลือกสาเหตุนี้ไม่ได้อีก เรื่องที่พบแล้ว {number:,} เรื่องคงคำเดิม",
        f"Officers can choose it no more; {number:,} cases that have it keep its word",
    )
    return Words(f"นำสาเหตุ “{name}” ออก", f"Take the cause “{name}” off the list"), [keeps]


def _page(form: CauseForm, old: str = "") -> str:
    return render_template("settings/causes.html", form=form, rows=used.causes(), old=old)

"""The office's words for root causes: added, renamed, put in order, taken off the list."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form, StringField

from app.actions import keep_lists
from app.database import transaction
from app.queries import used
from app.web.access import actor
from app.web.fields import AtMost, Filled, complain, tidy
from app.web.settings._blueprint import blueprint
from app.web.settings.telling import tell
from workflows.errors import Invalid
from workflows.words import Words

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
    try:
        with transaction():
            if old:
                keep_lists.rename_cause(old, form.name.data, actor(), datetime.now(UTC))
            else:
                keep_lists.add_cause(form.name.data, actor(), datetime.now(UTC))
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form, old), 422
    tell(Words("บันทึกแล้ว", "Saved"))
    return redirect(url_for("settings.causes"))


@blueprint.post("/causes/do")
def cause_do() -> str | Response | tuple[str, int]:
    """The cause is moved, or taken off the list."""
    name, what = request.form.get("name", ""), request.form.get("do", "")
    if what == "rename":
        return _page(CauseForm(data={"name": name}), name)
    if what not in DOES:
        abort(400)
    try:
        with transaction():
            DOES[what](name, actor(), datetime.now(UTC))
    except Invalid as refused:
        form = CauseForm()
        complain(form, refused.problems)
        return _page(form), 422
    return redirect(url_for("settings.causes"))


def _page(form: CauseForm, old: str = "") -> str:
    return render_template("settings/causes.html", form=form, rows=used.causes(), old=old)

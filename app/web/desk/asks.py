"""What other units ask of this one: the list, and one question with the form to answer it."""

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from wtforms import TextAreaField

from app.actions.ask_unit import answer_unit
from app.database import transaction
from app.queries import asks as questions
from app.queries.cases import today
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.doing import Answer, CaseForm, complain, number
from app.web.errors import CHANGED
from app.web.fields import AtMost, Filled, tidy
from workflows.errors import Conflict, Invalid
from workflows.limits import BODY
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import UnitQuestion

TABS = {"": Words("รอคำตอบ", "Waiting"), "done": Words("ตอบหรือสิ้นสุดแล้ว", "Answered or ended")}


class AnswerForm(CaseForm):
    """The answer of the unit."""

    text = TextAreaField(
        Words("คำตอบของหน่วย", "The unit's answer"), filters=(tidy,),
        validators=[Filled(Words("เขียนคำตอบ", "Write the answer")), AtMost(BODY)],
    )  # fmt: skip


@blueprint.get("/asks")
def asks() -> str:
    """What the person's unit was asked: what waits, by its date; or what is over."""
    show, after = request.args.get("show", ""), keyset(request.args.get("after", ""))
    show = show if show in TABS else ""
    found = questions.page(actor(), done=bool(show), after=after)
    day = today(datetime.now(UTC))
    return render_template(
        "desk/asks.html", rows=[row(ask, day) for ask in found.asks], show=show,
        tabs=[{"label": label, "url": _list(name), "current": name == show}
              for name, label in TABS.items()],
        next=_list(show, after=key_text(found.next)) if found.next else None,
        first=_list(show) if after else None,
    )  # fmt: skip


@blueprint.route("/asks/<int:ask_id>", methods=["GET", "POST"])
def ask(ask_id: int) -> Answer:
    """One question; posted, it is answered."""
    form, found = AnswerForm(), questions.find(ask_id, actor())
    if not form.is_submitted():
        form.version.data = str(found.version)
        return _page(found, form)
    if not form.validate():
        return _page(found, form), 422
    try:
        with transaction():
            found = questions.find_to_change(ask_id, actor(), number(form.version.data))
            answer_unit(found, actor(), datetime.now(UTC), form.text.data or "")
    except (Conflict, StaleDataError):
        return _again(ask_id, form, CHANGED, 409)
    except Invalid as invalid:
        return _again(ask_id, form, next(iter(invalid.problems.values())), 422)
    flash("done")
    return redirect(url_for("desk.ask", ask_id=ask_id))  # type: ignore[return-value]  # werkzeug's Response


def row(ask: "UnitQuestion", day: date) -> dict[str, Any]:
    """A question with how it stands on ``day``, for lists and for its page."""
    left, late = (ask.due_on - day).days, ask.days_late(day)
    state = "late" if left < 0 else "today" if left == 0 else "soon" if left <= 3 else "fine"
    chip = {"state": state, "days": abs(left), "unit": "days"} if ask.is_open else None
    return {"ask": ask, "chip": chip, "late": late, "url": url_for("desk.ask", ask_id=ask.id)}


def keyset(text: str) -> tuple[date, int] | None:
    """``2026-11-23~15``; None for anything else, so that a broken link shows the first page."""
    match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})~([0-9]{1,18})", text)
    try:
        return (date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def key_text(key: tuple[date, int] | None) -> str | None:
    """The place in an address, as ``keyset`` reads it."""
    return f"{key[0].isoformat()}~{key[1]}" if key else None


def _list(show: str, after: str | None = None) -> str:
    return url_for("desk.asks", show=show or None, after=after)


def _again(ask_id: int, form: AnswerForm, words: Words, status: int) -> Answer:
    found = questions.find(ask_id, actor())
    form.version.data = str(found.version)
    complain(form, "text", words)
    return _page(found, form), status


def _page(found: "UnitQuestion", form: AnswerForm) -> str:
    may = found.is_open and questions.may_answer(found, actor())
    return render_template(
        "desk/ask.html", row=row(found, today(datetime.now(UTC))), form=form, may_answer=may
    )

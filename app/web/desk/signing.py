"""Answers that wait for a signature: the list, and one draft to read, change, sign or refuse."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from wtforms import StringField, TextAreaField

from app.actions.sign_answers import NUMBER, change_draft, refuse_draft, sign_answer
from app.database import transaction
from app.queries import cases, people, signing
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.conversation import letter_text
from app.web.desk.doing import Answer, CaseForm, complain, number
from app.web.errors import CHANGED
from app.web.fields import AtMost, tidy
from app.web.promise import chip
from workflows import outcome_label
from workflows.errors import Conflict, Invalid
from workflows.limits import BODY
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Letter

TIDY = (tidy,)


class DraftForm(CaseForm):
    """The number of the letter, its words, or why it is not signed."""

    number = StringField(
        Words("เลขที่หนังสือ", "Number of the letter"), filters=TIDY, validators=[AtMost(NUMBER)],
        description=Words("เช่น อก 0801/123", "For example อก 0801/123"),
    )  # fmt: skip
    answer = TextAreaField(
        Words("คำตอบถึงผู้แจ้ง", "Answer to the correspondent"), filters=TIDY,
        validators=[AtMost(BODY)],
    )  # fmt: skip
    reason = TextAreaField(
        Words("เหตุผลที่ไม่ลงนาม", "Why it is not signed"), filters=TIDY, validators=[AtMost(BODY)]
    )


def _sign(case: "Case", form: DraftForm, now: datetime) -> None:
    sign_answer(case, actor(), now, form.number.data or "")


def _change(case: "Case", form: DraftForm, now: datetime) -> None:
    change_draft(case, actor(), now, form.answer.data or "")


def _refuse(case: "Case", form: DraftForm, now: datetime) -> None:
    refuse_draft(case, actor(), now, form.reason.data or "")


DEEDS: dict[str, Callable[["Case", DraftForm, datetime], None]] = {
    "sign": _sign, "change": _change, "refuse": _refuse,
}  # fmt: skip


@blueprint.get("/signing")
def to_sign() -> str:
    """What this person may sign, and what of theirs waits, the oldest first."""
    rows, today = signing.waiting(actor()), cases.today(datetime.now(UTC))
    names = people.names({row.letter.author_id for row in rows})
    return render_template("desk/signing.html", rows=[
        {"case": row.case, "chip": chip(row.case, today), "theirs": row.theirs,
         "who": names.get(row.letter.author_id or 0, ""), "when": row.letter.created_at,
         "url": url_for("desk.draft", letter_id=row.letter.id)}
        for row in rows
    ])  # fmt: skip


@blueprint.route("/signing/<int:letter_id>", methods=["GET", "POST"])
def draft(letter_id: int) -> Answer:
    """One draft; posted, it is signed, reads otherwise, or goes back."""
    found, case = signing.draft(letter_id, actor())
    form = DraftForm()
    if not form.is_submitted():
        form.version.data = str(case.version)
        form.answer.data = found.proposal["given"]["answer"]
        return _page(found, case, form)
    deed = DEEDS.get(request.form.get("do", "")) or abort(404)
    if not form.validate():
        return _page(found, case, form), 422
    try:
        with transaction():
            case = cases.find_to_change(case.reference, actor(), number(form.version.data))
            deed(case, form, datetime.now(UTC))
    except (Conflict, StaleDataError):
        return _again(letter_id, form, {"": CHANGED}, 409)
    except Invalid as error:
        return _again(letter_id, form, error.problems, 422)
    flash("done")
    return _onwards(letter_id)


def _onwards(letter_id: int) -> Answer:
    """The draft again while it waits, else the list."""
    waits = any(row.letter.id == letter_id for row in signing.waiting(actor()))
    url = url_for("desk.draft", letter_id=letter_id) if waits else url_for("desk.to_sign")
    return redirect(url)  # type: ignore[return-value]  # werkzeug's Response


def _again(letter_id: int, form: DraftForm, problems: dict[str, Words], status: int) -> Answer:
    found, case = signing.draft(letter_id, actor())
    form.version.data = str(case.version)
    for name, words in problems.items():
        complain(form, name, words)
    return _page(found, case, form), status


def _page(found: "Letter", case: "Case", form: DraftForm) -> str:
    given: dict[str, Any] = found.proposal["given"]
    if not form.answer.data:
        form.answer.data = given["answer"]
    names = people.names({found.author_id})
    return render_template(
        "desk/draft.html", letter=found, case=case, form=form, text=letter_text(found),
        outcome=outcome_label(given["outcome"]), who=names.get(found.author_id or 0, ""),
        chip=chip(case, cases.today(datetime.now(UTC))), own=found.author_id == actor().id,
        may_sign=signing.may_sign(case, found, actor()),
    )  # fmt: skip

"""One claim of Form 2.3: its final wording, and who stands for it without data."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form, TextAreaField

from app.actions.keep_form23 import LONGEST, confirm, withdraw, word
from app.database import transaction
from app.web.access import actor
from app.web.fields import AtMost
from app.web.figures._blueprint import blueprint
from app.web.figures.changes import changes
from app.web.figures.form23 import check, mark, the_form, version
from workflows.roles import Role
from workflows.words import Words


class WordingForm(Form):
    """The sentence as the office wants it printed."""

    text = TextAreaField(
        Words("ข้อความฉบับจริง", "Final wording"),
        [AtMost(LONGEST)],
        description=Words("เว้นว่างเพื่อกลับไปใช้ร่างของระบบ", "Empty: the computed draft is used again"),
    )


@blueprint.get("/form23/<int:year>/<code>/<int:number>")
def form23_claim(year: int, code: str, number: int) -> str:
    """The claim with its data, its draft and its wording."""
    return _page(year, code, number, None)


@blueprint.post("/form23/<int:year>/<code>/<int:number>")
def form23_decide(year: int, code: str, number: int) -> str | Response | tuple[str, int]:
    """Worded, confirmed, or the confirmation taken back."""
    check(year)
    form = WordingForm(request.form)
    what = request.form.get("do", "")
    if what == "word" and not form.validate():
        return _page(year, code, number, form), 422
    _decide(year, code, number, what, form.text.data or "")
    return redirect(url_for("figures.form23", year=year, _anchor=code))


def _decide(year: int, code: str, number: int, what: str, text: str) -> None:
    seen, now = version(), datetime.now(UTC)
    with transaction():
        if what == "word":
            word(year, code, number, text, version=seen, actor=actor(), now=now)
        elif what == "confirm":
            confirm(year, code, number, version=seen, actor=actor(), now=now)
        elif what == "withdraw":
            withdraw(year, code, number, version=seen, actor=actor(), now=now)
        else:
            abort(400)


def _page(year: int, code: str, number: int, form: WordingForm | None) -> str:
    report = the_form(year)
    found = [
        (criterion, claim)
        for criterion in report.criteria
        for claim in criterion.claims
        if criterion.code == code and claim.number == number
    ]
    if not found:
        abort(404)
    criterion, claim = found[0]
    return render_template(
        "figures/form23_claim.html", report=report, criterion=criterion, claim=claim,
        form=form or WordingForm(data={"text": claim.text}), mark=mark(claim),
        pieces=changes(claim.draft, claim.text), may_write=actor().has(Role.MANAGER),
    )  # fmt: skip

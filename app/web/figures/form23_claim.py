"""One claim of Form 2.3: its final wording, and who stands for it without data."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form, TextAreaField

from app.actions.comment import LONGEST as LONGEST_COMMENT
from app.actions.comment import settle_comment, write_comment
from app.actions.keep_form23 import LONGEST, confirm, withdraw, word
from app.database import transaction
from app.reports.readiness import comments
from app.web.access import actor, opens
from app.web.fields import AtMost
from app.web.figures._blueprint import blueprint
from app.web.figures.changes import changes
from app.web.figures.form23 import check, mark, may_write, the_form, who
from app.web.seen import version
from workflows.words import Words


class WordingForm(Form):
    """The sentence as the office wants it printed."""

    text = TextAreaField(
        Words("ข้อความฉบับจริง", "Final wording"),
        [AtMost(LONGEST)],
        description=Words("เว้นว่างเพื่อกลับไปใช้ร่างของระบบ", "Empty: the computed draft is used again"),
    )


class CommentForm(Form):
    """What a reader has to say."""

    text = TextAreaField(
        Words("เพิ่มความเห็น", "Add a comment"), [AtMost(LONGEST_COMMENT)], id="comment",
        description=Words("ไม่พิมพ์ในแบบ", "Not printed in the form"),
    )  # fmt: skip


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


@blueprint.post("/form23/<int:year>/<code>/<int:number>/comments")
def form23_comment(year: int, code: str, number: int) -> Response:
    """A reader has said something about the claim."""
    check(year)
    text = request.form.get("text", "")
    with transaction():
        write_comment(year, code, number, text, actor=actor(), now=datetime.now(UTC))
    return _back(year, code, number)


@blueprint.post("/form23/<int:year>/comments/<int:key>/settle")
def form23_settle(year: int, key: int) -> Response:
    """The comment waits no more."""
    check(year)
    with transaction():
        code, number = settle_comment(year, key, actor(), datetime.now(UTC)).claim.split(".")
    return _back(year, code, int(number))


def _back(year: int, code: str, number: int) -> Response:
    place = url_for("figures.form23_claim", year=year, code=code, number=number)
    return redirect(f"{place}#comments")


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
        pieces=changes(claim.draft, claim.text), may_write=may_write(report),
        comments=comments(year, f"{code}.{number}"), who=who, comment=CommentForm(),
        may_comment=opens("figures.form23_comment", actor()),
        may_settle=opens("figures.form23_settle", actor()),
    )  # fmt: skip

"""The outbox: every letter, where it stands, and its text as it was written."""

from flask import render_template, request, url_for

from app.queries import outbox as letters
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.conversation import letter_row, letter_text
from app.web.desk.doing import number
from app.web.desk.ways import STATUSES
from workflows.words import Words


@blueprint.get("/outbox")
def outbox() -> str:
    """One page of letters of the cases this person sees, the newest first."""
    status = request.args.get("status", "")
    status = status if status in letters.STATUSES else ""
    after = number(request.args.get("after"))
    found = letters.page(actor(), status, after if after >= 0 else None)
    rows = [{**letter_row(one), "reference": reference} for one, reference in found.letters]
    return render_template(
        "desk/outbox.html", rows=rows, tabs=_tabs(status),
        next=url_for("desk.outbox", status=status, after=found.next) if found.next else None,
        first=url_for("desk.outbox", status=status) if after >= 0 else None,
    )  # fmt: skip


@blueprint.get("/outbox/<int:letter_id>")
def letter(letter_id: int) -> str:
    """The letter as it was written, with what became of it."""
    found, reference = letters.letter(letter_id, actor())
    return render_template(
        "desk/letter.html", letter=found, text=letter_text(found), row=letter_row(found),
        reference=reference,
    )  # fmt: skip


def _tabs(status: str) -> list[dict[str, object]]:
    names = {"": Words("ทั้งหมด", "All"), **{code: words for code, (words, _) in STATUSES.items()}}
    return [
        {
            "label": words,
            "url": url_for("desk.outbox", status=code or None),
            "current": code == status,
        }
        for code, words in names.items()
    ]

"""The outbox: every letter, where it stands, and its text as it was written."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.actions.release_letter import may_release, release_letter
from app.database import transaction
from app.queries import cases
from app.queries import outbox as letters
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.conversation import letter_rows, letter_text
from app.web.desk.doing import number
from app.web.desk.ways import STATUSES
from workflows.words import Words


@blueprint.get("/outbox")
def outbox() -> str:
    """One page of the letters this person may know of, the newest first."""
    status = request.args.get("status", "")
    status = status if status in letters.STATUSES else ""
    after = number(request.args.get("after"))
    found = letters.page(actor(), status, after if after >= 0 else None)
    rows = letter_rows([one for one, _ in found.letters])
    rows = [{**row, "reference": of} for row, (_, of) in zip(rows, found.letters, strict=True)]
    return render_template(
        "desk/outbox.html", rows=rows, tabs=_tabs(status),
        next=url_for("desk.outbox", status=status, after=found.next) if found.next else None,
        first=url_for("desk.outbox", status=status) if after >= 0 else None,
    )  # fmt: skip


@blueprint.get("/outbox/<int:letter_id>")
def letter(letter_id: int) -> str:
    """The letter as it was written, with what became of it."""
    found, reference = letters.letter(letter_id, actor())
    case = cases.by_reference(reference) if reference else None
    return render_template(
        "desk/letter.html", letter=found, row=letter_rows([found])[0], reference=reference,
        text=letter_text(found) if letters.may_read(found, actor()) else "",
        may_send=may_release(found, case, actor()),
    )  # fmt: skip


@blueprint.post("/outbox/<int:letter_id>/send")
def send_held(letter_id: int) -> Response:
    """A letter that was held leaves now, by this person's decision."""
    letters.letter(letter_id, actor())  # whoever may not know of it finds nothing
    with transaction():
        release_letter(letter_id, actor(), datetime.now(UTC))
    flash("done")
    return redirect(url_for("desk.letter", letter_id=letter_id))


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

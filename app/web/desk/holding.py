"""The holding pen: mails that seem to belong to a case, each beside the cases it may belong to."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, render_template, request, url_for

from app.actions.settle_held import attach_held, discard_held, open_held, register_held
from app.database import transaction
from app.intake.email import Unreadable
from app.intake.peek import peek
from app.queries import holding as pen
from app.queries import told_codes
from app.storage import cupboard
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.doing import number
from app.web.desk.saved_mail import check, saved, words_of
from app.web.downloads import Shut
from app.web.present import language
from workflows.errors import Invalid
from workflows.limits import SHORT
from workflows.text import clean
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import RawMail

LONGEST = 20_000  # of a mail's text beside its guesses; the whole is in the download
Answer = Response | tuple[str, int]


@blueprint.get("/holding")
def holding() -> str:
    """The mails that wait for a person to say where they belong, the oldest first."""
    found = pen.page(actor(), max(number(request.args.get("after")), 0))
    rows = [
        {"mail": mail, "subject": _bare(mail.subject), "why": _why(mail), "guesses": told}
        for mail, told in found.mails
    ]
    return render_template(
        "desk/holding.html", rows=rows, total=pen.count(actor()),
        next=url_for("desk.holding", after=found.next) if found.next else None,
        first=url_for("desk.holding") if "after" in request.args else None,
    )  # fmt: skip


@blueprint.get("/holding/<int:mail_id>")
def held(mail_id: int) -> str:
    """One mail, its words beside the cases that it may belong to."""
    return _page(mail_id)


@blueprint.post("/holding/<int:mail_id>/raw")
def held_raw(mail_id: int) -> Response:
    """The mail byte for byte, as a download, unless a virus or a secret code is in it."""
    found = pen.one(mail_id, actor())
    check(found)
    words = words_of(found)
    if _bare(words) != words:
        raise Shut("code")
    return saved(found)


@blueprint.post("/holding/<int:mail_id>/attach")
def attach_mail(mail_id: int) -> Answer:
    """The mail joins the case that was chosen or typed."""
    reference = clean(request.form.get("reference", ""))[:SHORT].strip()
    try:
        opened = open_held(mail_id, actor())
        with transaction():
            reference = attach_held(opened, actor(), datetime.now(UTC), reference).reference
    except (Invalid, Unreadable) as refused:
        return _refused(mail_id, "reference", refused, reference=reference)
    return _done(reference)


@blueprint.post("/holding/<int:mail_id>/register")
def register_mail(mail_id: int) -> Answer:
    """The mail is a case of its own."""
    try:
        opened = open_held(mail_id, actor())
        with transaction():
            reference = register_held(opened, actor(), datetime.now(UTC)).reference
    except (Invalid, Unreadable) as refused:
        return _refused(mail_id, "register", refused)
    return _done(reference)


@blueprint.post("/holding/<int:mail_id>/discard")
def discard_held_mail(mail_id: int) -> Answer:
    """Set aside for good, with the reason on record."""
    reason = clean(request.form.get("reason", ""))[:SHORT].strip()
    try:
        with transaction():
            discard_held(mail_id, actor(), datetime.now(UTC), reason)
    except Invalid as invalid:
        return _refused(mail_id, "reason", invalid, reason=reason)
    return redirect(url_for("desk.holding"))  # type: ignore[return-value]  # werkzeug's Response


def _done(reference: str) -> Response:
    flash("done")
    return redirect(url_for("desk.case", reference=reference))  # type: ignore[return-value]  # werkzeug's Response


def _refused(
    mail_id: int, field: str, refused: Invalid | Unreadable, **typed: str
) -> tuple[str, int]:
    words = refused.reason if isinstance(refused, Unreadable) else _first(refused)
    return _page(mail_id, problem=(field, words), **typed), 422


def _first(refused: Invalid) -> Words:
    return next(iter(refused.problems.values()))


def _page(mail_id: int, problem: tuple[str, Words] | None = None, **typed: str) -> str:
    mail = pen.one(mail_id, actor())
    return render_template(
        "desk/held.html", mail=mail, subject=_bare(mail.subject), why=_why(mail),
        headers=_headers(mail), text=_text(mail), guesses=pen.guesses([mail], actor())[mail.id],
        problem=problem, typed=typed,
    )  # fmt: skip


def _headers(mail: "RawMail") -> list[tuple[str, str]]:
    seen = peek(cupboard.get(mail.key))
    return [(name, _bare(value)) for name, value in seen.headers]


def _text(mail: "RawMail") -> dict[str, Any]:
    """What was written, and the names of what was attached; nothing when it cannot be read."""
    try:
        letter = open_held(mail.id, actor()).letter
    except Unreadable:
        return {"body": "", "files": ()}
    return {
        "body": _bare(letter.body)[:LONGEST],
        "files": [file.name for file in letter.files],
    }


def _bare(text: str) -> str:
    return told_codes.without(text, language())


def _why(mail: "RawMail") -> Words:
    return Words(mail.reason_th, mail.reason_en)

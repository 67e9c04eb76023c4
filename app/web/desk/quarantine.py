"""Mail that could not become a case: why, what it looks like, and what to do with it."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, send_file, url_for

from app.actions.keep_mail import discard as discard_mail
from app.actions.keep_mail import reprocess as reprocess_mail
from app.database import transaction
from app.intake.peek import peek
from app.queries import cases, mail
from app.storage import cupboard
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.files import HEADERS
from workflows.errors import Invalid, UnknownReference
from workflows.limits import SHORT
from workflows.text import clean
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import RawMail


@blueprint.get("/quarantine")
def quarantine() -> str:
    """The mails that wait for an officer, oldest first."""
    rows = [
        {"id": one.id, "received_at": one.received_at, "size": one.size, "reason": _reason(one)}
        for one in mail.quarantined()
    ]
    return render_template("desk/quarantine.html", rows=rows, total=mail.count_quarantined())


@blueprint.get("/quarantine/<int:mail_id>")
def quarantined(mail_id: int) -> str:
    """One mail: its reason, its headers and the beginning of it, as text and nothing else."""
    return _page(mail_id)


@blueprint.get("/quarantine/<int:mail_id>/raw")
def raw_mail(mail_id: int) -> Response:
    """The mail byte for byte, as a download."""
    content = BytesIO(cupboard.get(_waiting(mail_id).key))
    response = send_file(
        content, "message/rfc822", as_attachment=True, download_name=f"mail-{mail_id}.eml"
    )
    response.headers.update(HEADERS)
    return response


@blueprint.post("/quarantine/<int:mail_id>/reprocess")
def reprocess(mail_id: int) -> Response:
    """Tried again: a case now, or back in quarantine with its reason."""
    _waiting(mail_id)
    with transaction():
        done = reprocess_mail(mail_id, datetime.now(UTC), actor())
        case_id = done.case_id if done.state == "done" else None
    if case_id is None:
        return _to(url_for("desk.quarantined", mail_id=mail_id))
    flash("done")
    return _to(url_for("desk.case", reference=cases.get(case_id).reference))


@blueprint.post("/quarantine/<int:mail_id>/discard")
def discard(mail_id: int) -> Response | tuple[str, int]:
    """Set aside for good, with the reason on record."""
    _waiting(mail_id)
    reason = clean(request.form.get("reason", ""))[:SHORT].strip()
    try:
        with transaction():
            discard_mail(mail_id, actor(), datetime.now(UTC), reason)
    except Invalid as invalid:
        return _page(mail_id, problem=invalid.problems["reason"], reason=reason), 422
    return _to(url_for("desk.quarantine"))


def _page(mail_id: int, problem: Words | None = None, reason: str = "") -> str:
    one = _waiting(mail_id)
    return render_template(
        "desk/quarantined.html", mail=one, why=_reason(one), seen=peek(cupboard.get(one.key)),
        problem=problem, reason=reason,
    )  # fmt: skip


def _waiting(mail_id: int) -> "RawMail":
    """The mail, while it lies in quarantine; others belong to a case and its rights."""
    one = mail.raw_mail(mail_id)
    if one.state != "quarantine":
        raise UnknownReference(str(mail_id))
    return one


def _reason(one: "RawMail") -> Words:
    return Words(one.reason_th, one.reason_en or one.reason_th)


def _to(address: str) -> Response:
    return redirect(address)  # type: ignore[return-value]  # werkzeug's Response

"""Mail that could not become a case: why, what it looks like, and what to do with it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import (
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)

from app.actions.keep_mail import reprocess as reprocess_mail
from app.actions.mend_mail import discard as discard_mail
from app.actions.mend_mail import repair as repair_mail
from app.database import transaction
from app.intake.imap import name_of
from app.intake.peek import peek
from app.queries import cases, mail, mailbox
from app.storage import cupboard
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.saved_mail import check, saved
from workflows.errors import Invalid
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
        for one in mail.quarantined(actor())
    ]
    total = mail.count_quarantined(actor())
    box = name_of(current_app.config["SETTINGS"].imap_url)
    return render_template(
        "desk/quarantine.html", rows=rows, total=total, box=box,
        trouble=mailbox.trouble(box), left=mailbox.left_there(box),
    )  # fmt: skip


@blueprint.get("/quarantine/<int:mail_id>")
def quarantined(mail_id: int) -> str:
    """One mail: its reason, its headers and the beginning of it, as text and nothing else."""
    return _page(mail_id)


@blueprint.post("/quarantine/<int:mail_id>/raw")
def raw_mail(mail_id: int) -> Response:
    """The mail byte for byte, as a download, unless a virus is in it."""
    found = mail.quarantined_mail(mail_id, actor())
    check(found)
    return saved(found)


@blueprint.post("/quarantine/<int:mail_id>/reprocess")
def reprocess(mail_id: int) -> Response:
    """Tried again: a case now, or back in quarantine with its reason."""
    mail.quarantined_mail(mail_id, actor())
    done = reprocess_mail(mail_id, datetime.now(UTC), actor())
    if done.state == "quarantine":
        return _to(url_for("desk.quarantined", mail_id=mail_id))
    if done.case_id is None:
        return _to(url_for("desk.quarantine"))
    flash("done")
    return _to(url_for("desk.case", reference=cases.get(done.case_id).reference))


@blueprint.post("/quarantine/<int:mail_id>/repair")
def repair(mail_id: int) -> Response | tuple[str, int]:
    """A repaired copy lies beside the mail, and is tried at once."""
    mail.quarantined_mail(mail_id, actor())
    brought = request.files.get("copy")
    try:
        with transaction():
            copy = brought.read() if brought else b""
            earlier = repair_mail(mail_id, actor(), datetime.now(UTC), copy)
    except Invalid as invalid:
        return _page(mail_id, copy=invalid.problems["copy"]), 422
    if earlier:
        cupboard.remove(earlier)
    return reprocess(mail_id)


@blueprint.post("/quarantine/<int:mail_id>/discard")
def discard(mail_id: int) -> Response | tuple[str, int]:
    """Set aside for good, with the reason on record."""
    mail.quarantined_mail(mail_id, actor())
    reason = clean(request.form.get("reason", ""))[:SHORT].strip()
    try:
        with transaction():
            discard_mail(mail_id, actor(), datetime.now(UTC), reason)
    except Invalid as invalid:
        return _page(mail_id, written=reason, reason=invalid.problems["reason"]), 422
    return _to(url_for("desk.quarantine"))


def _page(mail_id: int, written: str = "", **problems: Words) -> str:
    one = mail.quarantined_mail(mail_id, actor())
    return render_template(
        "desk/quarantined.html", mail=one, why=_reason(one), seen=peek(cupboard.get(one.key)),
        problems=problems, reason=written,
    )  # fmt: skip


def _reason(one: "RawMail") -> Words:
    return Words(one.reason_th, one.reason_en or one.reason_th)


def _to(address: str) -> Response:
    return redirect(address)  # type: ignore[return-value]  # werkzeug's Response

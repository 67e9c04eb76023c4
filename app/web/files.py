"""The door of files: a token nobody can guess, and the right to the case, or nothing."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from app.actions.open_file import REASON, note_opened, note_original
from app.actions.scan_file import scan_again
from app.database import transaction
from app.queries import cases, files
from app.web.access import actor, visitor
from app.web.access_roles import CASES
from app.web.downloads import bytes_of, send, whole, why_shut
from app.web.fields import AtMost, Filled, tidy
from app.web.public.conversation import may_download
from app.web.public.track import opened
from workflows.errors import UnknownReference
from workflows.files import UNCLEAN
from workflows.limits import BODY
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Attachment

blueprint = Blueprint("files", __name__, url_prefix="/files")


class ReasonForm(FlaskForm):
    """Why the original must be seen."""

    reason = TextAreaField(
        Words("เหตุผล", "Reason"), [Filled(REASON), AtMost(BODY)], [tidy],
        Words("เก็บไว้ในประวัติของเรื่องพร้อมชื่อของท่าน", "Kept on the timeline with your name"),
    )  # fmt: skip


@blueprint.get("/<token>")
def file(token: str) -> Response | str:
    """The file to save; who of the staff opened it is on record first."""
    found = files.by_token(token)
    person = visitor()
    if person is None or not person.has(*CASES) or not files.sees(found, person):
        return _to_its_correspondent(found)
    if why_shut(found, inside=True) == "unclean":
        return _page("files/unclean.html", found, why=UNCLEAN[found.unclean])
    content = bytes_of(found, inside=True)
    return _recorded(found, content)


@blueprint.post("/<token>")
def anyway(token: str) -> Response:
    """After the warning: a file whose hidden data could not be taken out."""
    found = _of_mine(token)
    if why_shut(found, inside=True) != "unclean":
        raise UnknownReference(token)
    return _recorded(found, whole(found.key, found.sha256))


@blueprint.route("/<token>/original", methods=["GET", "POST"])
def original(token: str) -> Response | str | tuple[str, int]:
    """An anonymous person's file as it came, for a stated reason that is kept."""
    found, form = _of_mine(token), ReasonForm()
    if not found.cleaning or why_shut(found, inside=False):
        raise UnknownReference(token)
    if not form.validate_on_submit():
        page = _page("files/original.html", found, form=form)
        return (page, 422) if form.is_submitted() else page
    content = whole(found.key, found.sha256)
    with transaction():
        kept = files.get_to_change(found.id)
        note_original(kept, actor(), datetime.now(UTC), form.reason.data or "")
        name, type_ = kept.name, kept.type
    return send(content, type_, name)


@blueprint.post("/<token>/scan")
def again(token: str) -> Response:
    """The scanner is asked once more about a file that it gave no answer for."""
    case_id = _of_mine(token).case_id
    with transaction():
        scan_again(files.by_token(token), actor())
    return redirect(url_for("desk.case", reference=cases.get(case_id).reference), 303)  # type: ignore[return-value]  # werkzeug's Response


def _of_mine(token: str) -> "Attachment":
    """A file of a case that this person may see."""
    found = files.by_token(token)
    if not files.sees(found, actor()):
        raise UnknownReference(token)
    return found


def _to_its_correspondent(found: "Attachment") -> Response:
    """For the browser that has its case open: what they sent as they sent it, what we sent."""
    case_id = opened()
    if case_id != found.case_id or not may_download(cases.get(found.case_id), found):
        raise UnknownReference("file")
    return send(bytes_of(found, inside=False), found.type, found.name)


def _recorded(found: "Attachment", content: bytes) -> Response:
    name, type_ = found.name, found.type
    with transaction():
        note_opened(files.get_to_change(found.id), actor(), datetime.now(UTC))
    return send(content, type_, name)


def _page(template: str, found: "Attachment", **more: object) -> str:
    return render_template(template, file=found, case=cases.get(found.case_id), **more)

"""The wording of our letters: which are the office's own, and whether answers are signed."""

from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_wording import LANGUAGES
from app.actions.sign_answers import switch_signing
from app.database import transaction
from app.mail.letters import LETTERS
from app.mail.wording import OWN_WORDS
from app.queries import office, registers, signing, wordings
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from workflows.events import EVENTS
from workflows.kinds import Kind
from workflows.roles import Role
from workflows.words import Words

EVERY = Words("ทุกประเภท", "Every kind")
SAID = {"th": Words("ไทย", "Thai"), "en": Words("อังกฤษ", "English")}
SHIPPED = Words("ถ้อยคำที่มากับระบบ", "The wording that ships")


@blueprint.get("/letters")
def letters() -> str:
    """Every letter to people outside, and whether it has words of our own."""
    own = wordings.in_force()
    drafts, signers = signing.standing(actor())
    return render_template(
        "settings/letters.html", rows=[_row(name, own) for name in OWN_WORDS],
        signed=office.office().signed_answers, may_write=actor().has(Role.MANAGER),
        drafts=drafts, signers=signers, happened=told("settings:signing"),
    )  # fmt: skip


@blueprint.post("/letters")
def sign_answers() -> Response:
    """Answers wait for a signer from now on, or go out at once."""
    with transaction():
        switch_signing(request.form.get("signed") == "yes", actor(), datetime.now(UTC))
    flash("done")
    return redirect(url_for("settings.letters"))


def told(subject: str) -> list[dict[str, Any]]:
    """The history of one subject, for ``timeline``."""
    return [
        {"what": EVENTS[event.what].desk, "when": event.at, "soft": True, "text": _version(event),
         "who": event.actor.name if event.actor else None}
        for event in registers.events(subject)
    ]  # fmt: skip


def kind_words(kind: str) -> Words:
    """What a kind is called, or every one."""
    return Kind(kind).label if kind else EVERY


def _version(event: Any) -> Words | None:
    number = (event.details or {}).get("version")
    if number is None:
        return None
    return Words(f"ฉบับที่ {number}", f"Version {number}") if number else SHIPPED


def _row(name: str, own: set[tuple[str, str, str]]) -> dict[str, Any]:
    places = [("", code) for code in LANGUAGES]
    places += sorted((kind, code) for letter, kind, code in own if letter == name and kind)
    return {
        "label": LETTERS[name].subject,
        "places": [
            {"kind": kind_words(kind) if kind else None, "language": SAID[code],
             "own": (name, kind, code) in own,
             "url": url_for("settings.letter", letter=name, kind=kind or None, language=code)}
            for kind, code in places
        ],
    }  # fmt: skip

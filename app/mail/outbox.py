"""Puts a letter in the outbox: a row in the same transaction as its cause, its text fixed then."""

from datetime import date, datetime
from typing import Any

from flask import current_app, render_template
from sqlalchemy import select

from app.database import db
from app.mail import stand_in
from app.mail.addressing import LETTER, STAFF, signer
from app.mail.letters import LETTERS
from app.mail.ratings import without
from app.mail.wording import (
    EVERY_CASE,
    LINK,
    RATES,
    chosen,
    demanded,
    fill,
    offered,
    subject_of,
    unknown_in,
)
from app.models import Case, Letter, Office, Person, RawMail, Unit
from app.models.base import either
from workflows.coarse import next_night
from workflows.dates import local_day, say_date
from workflows.deadlines import Milestone


def put(  # noqa: PLR0913 - a letter has this many sides
    case: Case, name: str, occasion: str, now: datetime, *, to: str = "",
    language: str = "", author: Person | None = None, how: str = "email", fresh: bool = False,
    rated: bool = False, **told: Any,
) -> Letter | None:  # fmt: skip
    """Write letter ``name`` for ``occasion`` once; the row there was, when it comes twice.

    Without an address nothing can be sent: then the letter is only kept when it was told
    otherwise (``how``: phone, post, track), and None is returned for a plain e-mail. Of a history
    that is only retold, what was told of substance is recorded, and nothing is sent. A ``fresh``
    case has no letters yet. ``rated``: there is no link in it to rate by.
    """
    if (how == "email" and not to) or (case.retold and not LETTERS[name].substance):
        return None
    kind = LETTERS[name]
    to = to.lower() if kind.linked else to  # one address is one, however it was typed
    there = None if fresh else _there(case.id, name, occasion, to)
    if there is not None:
        return there
    language = language or case.language
    if not kind.to_staff:
        told = {"by": _ahead(case, language, local_day(now)), "mailed": how == "email", **told}
    subject, text = compose(case, name, language, told)
    letter = Letter(
        case_id=case.id, name=name, occasion=occasion, recipient=to, how=how, language=language,
        to_staff=kind.to_staff, subject=subject, text=without(text) if rated else text,
        created_at=now,
        next_try_at=next_night(now) if case.visited else now,
        status="ready" if how == "email" and not case.retold else "recorded",
        author_id=author.id if author else None,
        message_id=_message_id(str(case.id), to, to_staff=kind.to_staff),
        in_reply_to=_last_mail(case, to) if kind.linked and not fresh else "",
    )  # fmt: skip
    db.session.add(letter)
    return letter


def put_draft(
    case: Case, like: Letter, number: int, author: Person, now: datetime, **proposal: Any
) -> Letter:
    """A draft that reads like that letter waits for its signer; nothing is sent."""
    draft = Letter(
        case_id=case.id, name=like.name, occasion=f"draft-{number}", how=like.how,
        recipient=like.recipient, language=like.language, subject=like.subject, text=like.text,
        author_id=author.id, status="draft", created_at=now, next_try_at=now, proposal=proposal,
        message_id=_message_id(str(case.id), like.recipient, to_staff=False),
        in_reply_to=like.in_reply_to,
    )  # fmt: skip
    db.session.add(draft)
    return draft


def put_elsewhere(
    name: str, occasion: str, now: datetime, *, to: str, language: str = "th", **told: Any
) -> Letter:
    """Write letter ``name`` about no case, once for ``occasion``: to staff, or whom a survey asks.

    The place of a link stands in it as in other letters; what it opens is the kind's.
    """
    there = _there(None, name, occasion, to)
    if there is not None:
        return there
    letter = Letter(
        name=name, occasion=occasion, recipient=to, to_staff=LETTERS[name].to_staff,
        language=language, created_at=now, next_try_at=now,
        subject=_subject(name, language, told),
        text=_render(name, language, None, {"link": LINK, **told}),
        message_id=_message_id("", to, to_staff=LETTERS[name].to_staff),
    )  # fmt: skip
    db.session.add(letter)
    return letter


def _subject(name: str, language: str, facts: dict[str, Any]) -> str:
    """That of the letter; with which of several it is ``about``, where there may be several."""
    subject, about = LETTERS[name].subject.say(language), facts.get("about")
    return f"{subject}: {about}" if about else subject


def _message_id(about: str, to: str, *, to_staff: bool) -> str:
    """Stable, and a key by which an answer finds its letter (mail/addressing.py)."""
    return signer().message_id(STAFF if to_staff else LETTER, about, to)


def _last_mail(case: Case, to: str) -> str:
    """The Message-ID of the last mail on the case, if it came from whom we write to."""
    query = select(RawMail.header_id, RawMail.sender).where(
        RawMail.case_id == case.id, RawMail.state == "done"
    )  # fmt: skip
    last = db.session.execute(query.order_by(RawMail.id.desc()).limit(1)).first()
    return str(last.header_id) if last and last.sender.lower() == to else ""


def _there(case_id: int | None, name: str, occasion: str, to: str) -> Letter | None:
    query = select(Letter).where(
        Letter.case_id == case_id, Letter.name == name, Letter.occasion == occasion,
        Letter.recipient.in_(either(to)),
    )  # fmt: skip
    return db.session.scalar(query)


def compose(
    case: Case, name: str, language: str, told: dict[str, Any], own: tuple[str, str] | None = None
) -> tuple[str, str]:
    """Subject and text of a letter: in the office's own wording, else in the one that ships.

    ``own`` is a subject and a body that are tried before they hold.
    """
    facts = _facts(case, language, told)
    if own is None and not LETTERS[name].to_staff:
        kept = chosen(name, case.kind.value, language)
        own = (kept.subject, kept.body) if kept else None
    if own is None:
        subject = f"{case.reference} {_subject(name, language, facts)}"
        return subject, _render(name, language, facts.pop("unit"), facts)
    subject, body = own
    return subject_of(subject, facts, name), fill(body, facts, offered(name), demanded(name)) + "\n"


def shipped(name: str, language: str) -> tuple[str, str]:
    """The wording that ships, with the names of the placeholders where facts will stand."""
    known = offered(name)
    text = _render(name, language, stand_in.UNIT, stand_in.facts(name)).replace(RATES, "{rating}")
    lines = [line for line in text.splitlines() if unknown_in(line, set(known)) is None]
    return f"{{reference}} {LETTERS[name].subject.say(language)}", "\n".join(lines).strip()


def fill_ready(case: Case, text: str) -> str:
    """A ready answer with the names in it filled in for this case."""
    return fill(text, _facts(case, case.language, {}), dict.fromkeys(EVERY_CASE))


def _facts(case: Case, language: str, told: dict[str, Any]) -> dict[str, Any]:
    office = db.session.get_one(Office, Office.THE)
    unit = case.unit or (db.session.get(Unit, case.unit_code) if case.unit_code else None)
    about = {
        "case": case, "owner": case.owner, "link": LINK, "language": language, "unit": unit,
        "office": office, "phone": office.telephone(unit), "mailed": True,
        "dear": case.shown_correspondent.name if case.shown_correspondent else "",
        "desk": f"{current_app.config['BASE_URL']}/desk/cases/{case.reference}",
        "by": {m.value: _said(case, m, language) for m in Milestone},
    }  # fmt: skip
    return {**about, **told}


def _render(name: str, language: str, unit: Any, told: dict[str, Any]) -> str:
    """Plain text; blank lines of the template are tidied to one."""
    office = db.session.get_one(Office, Office.THE)
    about = {"office": office, "phone": office.telephone(unit)}
    text = render_template(
        f"mail/{name}.{language}.txt", unit=unit, site=current_app.config["BASE_URL"],
        **{**about, **told},
    )  # fmt: skip
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept) + "\n"


def _ahead(case: Case, language: str, today: date) -> dict[str, str]:
    """The dates to come: one that has gone by is not promised anew."""
    due = {m: case.due_on(m) for m in Milestone}
    return {m.value: _said(case, m, language) for m, day in due.items() if day and day >= today}


def _said(case: Case, milestone: Milestone, language: str) -> str:
    day = case.due_on(milestone)
    return say_date(day, language, "long") if day else ""

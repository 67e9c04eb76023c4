"""Puts a letter in the outbox: a row in the same transaction as its cause, its text fixed then."""

from datetime import datetime
from email.utils import make_msgid
from typing import Any

from flask import current_app, render_template
from sqlalchemy import select

from app.database import db
from app.mail.letters import LETTERS
from app.models import Case, Letter, Office, Person, Unit
from workflows.dates import say_date
from workflows.deadlines import Milestone

LINK = "[link]"  # the place of the letter's own track link, put in at sending


def put(  # noqa: PLR0913 - a letter has this many sides
    case: Case, name: str, occasion: str, now: datetime, *, to: str = "",
    language: str = "", author: Person | None = None, how: str = "email", fresh: bool = False,
    **told: Any,
) -> Letter | None:  # fmt: skip
    """Write letter ``name`` for ``occasion`` once; the row there was, when it comes twice.

    Without an address nothing can be sent: then the letter is only kept when it was told
    otherwise (``how``: phone, post, track), and None is returned for a plain e-mail. Of a history
    that is only retold, what was told of substance is recorded, and nothing is sent. A ``fresh``
    case has no letters yet.
    """
    if (how == "email" and not to) or (case.retold and not LETTERS[name].substance):
        return None
    there = None if fresh else _there(case.id, name, occasion, to)
    if there is not None:
        return there
    language = language or case.language
    letter = Letter(
        case_id=case.id, name=name, occasion=occasion, recipient=to, how=how, language=language,
        to_staff=LETTERS[name].to_staff, subject=_subject(case, name, language),
        text=_text(case, name, language, told), created_at=now, next_try_at=now,
        status="ready" if how == "email" and not case.retold else "recorded",
        author_id=author.id if author else None,
        message_id=make_msgid(case.reference, current_app.config["MAIL_DOMAIN"]),
    )  # fmt: skip
    db.session.add(letter)
    return letter


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
        subject=LETTERS[name].subject.say(language),
        text=_render(name, language, None, {"link": LINK, **told}),
        message_id=make_msgid(name, current_app.config["MAIL_DOMAIN"]),
    )  # fmt: skip
    db.session.add(letter)
    return letter


def _there(case_id: int | None, name: str, occasion: str, to: str) -> Letter | None:
    query = select(Letter).where(
        Letter.case_id == case_id, Letter.name == name, Letter.occasion == occasion,
        Letter.recipient == to,
    )  # fmt: skip
    return db.session.scalar(query)


def _subject(case: Case, name: str, language: str) -> str:
    return f"{case.reference} {LETTERS[name].subject.say(language)}"


def _text(case: Case, name: str, language: str, told: dict[str, Any]) -> str:
    unit = case.unit or (db.session.get(Unit, case.unit_code) if case.unit_code else None)
    about = {
        "case": case, "owner": case.owner, "link": LINK,
        "dear": case.correspondent.name if case.correspondent else "",
        "desk": f"{current_app.config['BASE_URL']}/desk/cases/{case.reference}",
        "by": {m.value: _said(case, m, language) for m in Milestone},
    }  # fmt: skip
    return _render(name, language, unit, {**about, **told})


def _render(name: str, language: str, unit: Unit | None, told: dict[str, Any]) -> str:
    """Plain text; blank lines of the template are tidied to one."""
    office = db.session.get_one(Office, Office.THE)
    text = render_template(
        f"mail/{name}.{language}.txt", office=office, unit=unit, phone=office.telephone(unit),
        site=current_app.config["BASE_URL"], **told,
    )  # fmt: skip
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept) + "\n"


def _said(case: Case, milestone: Milestone, language: str) -> str:
    day = case.due_on(milestone)
    return say_date(day, language, "long") if day else ""

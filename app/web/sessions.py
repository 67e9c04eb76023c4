"""Sessions of people who work here: half a sign-in, a whole one, and what is asked of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app, session, url_for
from flask_login import login_user

from app.actions.keep_passkeys import Challenge, Site, site_of
from app.actions.note_person import note_sign_in
from app.database import transaction
from app.queries import factors, people
from app.web.access import home, safe_next

if TYPE_CHECKING:
    from app.models import Person

HALF, ASKED, OWES = "half", "passkey", "owes"
PATIENCE = timedelta(minutes=5)  # for the second step, and for a finger on a passkey


@dataclass(frozen=True)
class Half:
    """Somebody whose password was right, and where they wanted to go."""

    person: "Person"
    target: str


def enter(person: "Person", target: str | None) -> str:
    """``person`` is signed in, or half if they have a second factor; where they go now."""
    if factors.has_one(person):
        forget_all()
        where = safe_next(target, home(person))
        session[HALF] = {"who": person.get_id(), "at": _stamp(), "next": where}
        return url_for("public.sign_in_code")
    admit(person)
    return safe_next(target, home(person))


def admit(person: "Person") -> None:
    """``person`` is signed in, in a session that holds nothing of what was before."""
    with transaction():
        note_sign_in(person, datetime.now(UTC))
    renew(person)
    if factors.owes(person):
        session[OWES] = True


def renew(person: "Person") -> None:
    """The session of ``person`` begins anew; whatever others they have may have ended."""
    owes = session.get(OWES)
    forget_all()
    login_user(person)
    session.permanent = True
    session["since"] = session["seen"] = int(_stamp())
    if owes:
        session[OWES] = True


def half() -> Half | None:
    """Who is half signed in here; nobody after five minutes, or once their sessions ended."""
    kept = session.get(HALF)
    if not kept or _is_old(kept["at"]):
        return None
    person = people.by_session(kept["who"], datetime.now(UTC))
    return Half(person, kept["next"]) if person else None


def site() -> Site:
    """Where we are, for passkeys."""
    return site_of(current_app.config["BASE_URL"])


def remember_challenge(word: str) -> None:
    """The browser is asked to sign this, and nothing else, within five minutes."""
    session[ASKED] = {"word": word, "at": _stamp()}


def challenge() -> Challenge | None:
    """What the browser was asked to sign; it is asked once."""
    kept = session.pop(ASKED, None)
    if not kept or _is_old(kept["at"]):
        return None
    return Challenge(kept["word"], datetime.fromtimestamp(kept["at"], UTC))


def forget_all() -> None:
    """The session holds nothing but the language."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def _stamp() -> float:
    return datetime.now(UTC).timestamp()


def _is_old(at: float) -> bool:
    return datetime.now(UTC) - datetime.fromtimestamp(at, UTC) > PATIENCE

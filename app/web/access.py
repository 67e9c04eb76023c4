"""Who stands at the door: THE ACCESS TABLE of every route, and the person behind a request.

A route that has no row is closed. Which *cases* a person sees there is ``queries.rights``.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user

from app.extensions import login
from app.queries import people
from workflows.roles import Role

if TYPE_CHECKING:
    from app.models import Person

PUBLIC: frozenset[Role] = frozenset()
STAFF = frozenset(Role) - {Role.AGENCY}
CASES = STAFF - {Role.ADMIN}
REGISTRARS = frozenset({Role.INTAKE, Role.MANAGER, Role.CONFIDENTIAL})
FIGURES = frozenset({Role.MANAGER, Role.AUDITOR})
MANAGERS = frozenset({Role.MANAGER})
KEEPERS = frozenset({Role.ADMIN, Role.MANAGER})
AGENCIES = frozenset({Role.AGENCY})
CALLERS = CASES | AGENCIES  # of the API

# fmt: off
ACCESS: dict[str, frozenset[Role]] = {
    "static": PUBLIC,
    # public pages
    # desk
    # figures
    # registers
    # api
    # health
}
# fmt: on
IDLE = timedelta(hours=2)


def plug_in(app: Flask) -> None:
    """Every request is checked against the table before its page is called."""
    login.login_view = "public.sign_in"
    login.user_loader(people.by_session)
    app.before_request(_choose_language)
    app.before_request(_check)


def actor() -> "Person":
    """The person behind this request; only called where the table asks for somebody."""
    person: Person = g.actor
    return person


def visitor() -> "Person | None":
    """The person behind this request, or None for the public."""
    person: Person | None = g.get("actor")
    return person


def opens(endpoint: str, person: "Person | None") -> bool:
    """Whether the table lets ``person`` through: menus and pages ask the same question."""
    allowed = ACCESS.get(endpoint)
    if allowed is None:
        return False
    return allowed is PUBLIC or (person is not None and person.has(*allowed))


def safe_next(target: str | None) -> str:
    """Where to go after signing in: only a path of our own."""
    parts = urlsplit(target or "")
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    odd = "\\" in (target or "") or (target or "").startswith("//")
    return target if target and ours and not odd else url_for("desk.queue")


def _choose_language() -> None:
    languages = current_app.config["LANGUAGES"]
    chosen = session.get("language")
    g.language = chosen if chosen in languages else languages[0]


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None  # 404 and 405 speak for themselves
    g.actor = _who(endpoint)
    if opens(endpoint, g.actor):
        return None
    if g.actor is None and endpoint in ACCESS:
        if request.blueprint == "api":
            abort(401)
        return redirect(url_for("public.sign_in", next=_here()))  # type: ignore[return-value]  # werkzeug's Response
    abort(404)


def _who(endpoint: str) -> "Person | None":
    """By token at the API, by session on pages; a session ends after two idle hours."""
    if request.blueprint == "api":
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        return people.by_api_token(token.strip(), datetime.now(UTC))
    if ACCESS.get(endpoint) is PUBLIC and "_user_id" not in session:
        return None
    if not (current_user.is_authenticated and _is_fresh()):
        return None
    person: Person = current_user._get_current_object()
    return person


def _is_fresh() -> bool:
    now = datetime.now(UTC)
    seen = session.get("seen")
    if seen is not None and now - datetime.fromtimestamp(seen, UTC) > IDLE:
        return False
    if seen is None or now.timestamp() - seen > 60:
        session["seen"] = int(now.timestamp())
    return True


def _here() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else ""

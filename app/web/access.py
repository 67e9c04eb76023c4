"""The person behind a request, and whether THE ACCESS TABLE lets them through (access_table.py)."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.extensions import login
from app.queries import absences, factors, people
from app.web.access_roles import PUBLIC
from app.web.access_table import ACCESS
from workflows.dates import local_day
from workflows.fiscal import fiscal_year
from workflows.roles import Role

if TYPE_CHECKING:
    from app.models import Person

IDLE = timedelta(hours=2)
SAME_FOR_ALL = ("static",)  # nobody is looked up, and no cookie changes what a browser keeps
UNATTENDED = ("desk.here",)  # asked by a page that nobody may be reading: it keeps no session alive
FORMS = ("desk.act", "desk.step")  # their form stands where it is sent: there one comes back to


def plug_in(app: Flask) -> None:
    """Every request is checked against the table before its page is called."""
    login.login_view = "public.sign_in"
    login.user_loader(lambda word: people.by_session(word, datetime.now(UTC)))
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


def safe_next(target: str | None, otherwise: str) -> str:
    """Where to go next: ``target`` if it is a path of our own, else ``otherwise``."""
    target = target or ""
    ours = target.startswith("/") and not target.startswith("//")
    odd = "\\" in target or not target.isprintable()
    return target if ours and not odd else otherwise


def home(person: "Person") -> str:
    """Where the person begins: their day, the queue, or the only thing an assessor reads."""
    if opens("desk.today", person) and person.has(Role.OFFICER):
        return url_for("desk.today")
    if opens("desk.queue", person):
        return url_for("desk.queue")
    return url_for("figures.form23", year=fiscal_year(local_day(datetime.now(UTC))))


def _choose_language() -> None:
    languages = current_app.config["LANGUAGES"]
    chosen = None if request.endpoint in SAME_FOR_ALL else session.get("language")
    g.language = chosen if chosen in languages else languages[0]


def _check() -> Response | None:
    if request.endpoint is None or request.endpoint in SAME_FOR_ALL:
        return None  # 404 and 405 speak for themselves
    person = _who(request.endpoint)
    g.actor = absences.on_duty(person, local_day(datetime.now(UTC))) if person else None
    if not opens(request.endpoint, g.actor):
        return _turn_away(request.endpoint)
    return _hold_up(request.endpoint)


def _hold_up(endpoint: str) -> Response | None:
    """Whoever must add a second factor (``owes``, since their sign-in) does nothing before it."""
    if not session.get("owes") or request.blueprint in ("api", "account"):
        return None
    if g.actor is None or ACCESS[endpoint] is PUBLIC:
        return None
    if factors.owes(g.actor):
        return redirect(url_for("account.account"), 303)
    del session["owes"]
    return None


def _turn_away(endpoint: str) -> Response:
    """Nobody yet may sign in; somebody with other rights finds nothing here."""
    if g.actor is not None or endpoint not in ACCESS:
        abort(404)
    if request.blueprint == "api":
        abort(401)
    return redirect(url_for("public.sign_in", next=_here()))


def _who(endpoint: str) -> "Person | None":
    """By token at the API, by session on pages, which ends when idle or after a working day."""
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
    seen, since = session.get("seen"), session.setdefault("since", int(now.timestamp()))
    if seen is not None and now - datetime.fromtimestamp(seen, UTC) > IDLE:
        return False
    if now - datetime.fromtimestamp(since, UTC) > current_app.permanent_session_lifetime:
        return False
    stale = seen is None or now.timestamp() - seen > 60
    if stale and request.endpoint not in UNATTENDED:
        session["seen"] = int(now.timestamp())
    return True


def _here() -> str:
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return request.path if request.endpoint in FORMS else ""

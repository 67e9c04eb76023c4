"""Who stands at the door: THE ACCESS TABLE of every route, and the person behind a request.

A route that has no row is closed. Which *cases* a person sees there is ``queries.rights``.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

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
MEMBERS = CASES - {Role.AUDITOR}  # who may own cases, and answer for their unit
WATCHERS = frozenset({Role.AUDITOR, Role.MANAGER, Role.CONFIDENTIAL})
AGENCIES = frozenset({Role.AGENCY})
CALLERS = CASES | AGENCIES  # of the API

# fmt: off
ACCESS: dict[str, frozenset[Role]] = {
    "static": PUBLIC,
    # public pages
    "public.home": PUBLIC,
    "public.choose_language": PUBLIC,
    "public.new": PUBLIC,
    "public.receipt": PUBLIC,
    "public.track": PUBLIC,
    "public.open_link": PUBLIC,
    "public.track_case": PUBLIC,
    "public.message": PUBLIC,
    "public.rating": PUBLIC,
    "public.withdraw": PUBLIC,
    "public.file": PUBLIC,
    "public.answered": PUBLIC,
    "public.deadlines": PUBLIC,
    "public.reopen": PUBLIC,
    "public.appeal": PUBLIC,
    "public.linked": PUBLIC,
    "public.leave": PUBLIC,
    "public.service_standards": PUBLIC,
    "public.flow_chart": PUBLIC,
    "public.improvements": PUBLIC,
    "public.sign_in": PUBLIC,
    "public.sign_out": PUBLIC,
    "public.set_up": PUBLIC,
    # desk
    "desk.queue": STAFF,
    "desk.case": CASES,
    "desk.file": CASES,
    "desk.step": CASES,
    "desk.act": CASES,
    "desk.intake": REGISTRARS,
    "desk.quarantine": REGISTRARS,
    "desk.quarantined": REGISTRARS,
    "desk.raw_mail": REGISTRARS,
    "desk.reprocess": REGISTRARS,
    "desk.discard": REGISTRARS,
    "desk.absence": STAFF,
    "desk.end_my_absence": STAFF,
    "desk.outbox": CASES,
    "desk.letter": CASES,
    "desk.walls": WATCHERS,
    "desk.deadlines": CASES,
    "desk.asks": MEMBERS,
    "desk.ask": MEMBERS,
    "desk.referrals": REGISTRARS | {Role.AUDITOR},
    "desk.bulk": MEMBERS,
    "desk.bulk_again": MEMBERS,
    # figures
    "figures.form23": FIGURES,
    "figures.form23_file": FIGURES,
    "figures.form23_tick": MANAGERS,
    "figures.form23_claim": FIGURES,
    "figures.form23_decide": MANAGERS,
    "figures.form23_figure": FIGURES,
    "figures.sla": FIGURES,
    "figures.sla_csv": FIGURES,
    "figures.sla_xlsx": FIGURES,
    "figures.compliments": FIGURES,
    "figures.flow_chart": FIGURES,
    # registers
    "registers.index": FIGURES,
    "registers.listing": FIGURES,
    "registers.add": MANAGERS,
    "registers.line": FIGURES,
    "registers.change": MANAGERS,
    "registers.end": MANAGERS,
    # settings
    "settings.index": KEEPERS,
    "settings.routing": KEEPERS,
    "settings.routing_add": KEEPERS,
    "settings.routing_rule": KEEPERS,
    "settings.routing_do": KEEPERS,
    "settings.routing_trial": KEEPERS,
    "settings.absences": MANAGERS,
    "settings.end_absence_of": MANAGERS,
    "settings.open_work": KEEPERS,
    "settings.capacity": KEEPERS,
    "settings.calendar": KEEPERS,
    "settings.settle_calendar": MANAGERS,
    "settings.add_day_off": MANAGERS,
    "settings.remove_day": MANAGERS,
    "settings.rename_day": MANAGERS,
    "settings.targets": KEEPERS,
    "settings.add_version": MANAGERS,
    "settings.end_version": MANAGERS,
    "settings.escalation": KEEPERS,
    "settings.save_escalation": MANAGERS,
    "settings.hand_over_page": KEEPERS,
    "settings.hand_over_now": MANAGERS,
    "settings.editions": MANAGERS,
    "settings.bring_edition": MANAGERS,
    "settings.edition": MANAGERS,
    "settings.edition_file": MANAGERS,
    "settings.edition_line": MANAGERS,
    # api
    "api.openapi": PUBLIC,
    "api.submit": PUBLIC,
    "api.case": PUBLIC,  # two readers at one address: the view asks which
    "api.message": PUBLIC,  # by the secret of the case
    "api.refer": AGENCIES,
    "api.listing": CALLERS,
    "api.attachment": CASES,
    "api.step": CASES,
    "api.letters": CASES,
    "api.notes": CASES,
    "api.acknowledge": CASES,
    "api.reopen_request": PUBLIC,  # by the secret of the case
    "api.appeal": PUBLIC,  # two callers at one address: the view asks which
    "api.refuse_reopen": CASES,
    "api.wall": CASES,
    "api.lift_wall": CASES,
    "api.walls": WATCHERS,
    "api.merge": CASES,
    "api.unmerge": CASES,
    "api.split": CASES,
    "api.assess": CASES,
    "api.new_ask": CASES,
    "api.withdraw_ask": CASES,
    "api.asks": MEMBERS,
    "api.answer_ask": MEMBERS,
    "api.representative": CASES,
    "api.end_representative": CASES,
    "api.report": CASES,
    "api.their_state": CALLERS,
    "api.deadlines": PUBLIC,  # two readers at one address
    "api.stop": CASES,
    "api.resume": CASES,
    "api.extend": CASES,
    "api.decision": CASES,
    "api.sla": FIGURES,
    "api.form": FIGURES,
    "api.calendar": KEEPERS,
    "api.new_day_off": MANAGERS,
    "api.no_day_off": MANAGERS,
    "api.targets": KEEPERS,
    "api.new_target": MANAGERS,
    "api.end_target": MANAGERS,
    "api.bulk": MEMBERS,
    # health
    "health.live": PUBLIC,
    "health.ready": PUBLIC,
    "metrics.metrics": PUBLIC,  # the view asks for loopback or the operator's token
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


def safe_next(target: str | None, otherwise: str = "") -> str:
    """Where to go next: ``target`` if it is a path of our own, else ``otherwise`` or the desk."""
    target = target or ""
    ours = target.startswith("/") and not target.startswith("//")
    odd = "\\" in target or not target.isprintable()
    return target if ours and not odd else otherwise or url_for("desk.queue")


def _choose_language() -> None:
    languages = current_app.config["LANGUAGES"]
    chosen = session.get("language")
    g.language = chosen if chosen in languages else languages[0]


def _check() -> Response | None:
    if request.endpoint is None:
        return None  # 404 and 405 speak for themselves
    g.actor = _who(request.endpoint)
    return None if opens(request.endpoint, g.actor) else _turn_away(request.endpoint)


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
    if seen is None or now.timestamp() - seen > 60:
        session["seen"] = int(now.timestamp())
    return True


def _here() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else ""

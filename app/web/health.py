"""For operators: is it up, is it ready, and what is wrong; details only for those of the house."""

import hmac
from datetime import UTC, datetime
from ipaddress import ip_address

from flask import Blueprint, Response, current_app, jsonify, request

from app.intake.imap import name_of
from app.queries import health, mailbox
from app.queries.mail import is_backed_up
from app.storage import cupboard

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
def live() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/ready")
def ready() -> tuple[Response, int]:
    """200 while cases can be kept, 503 otherwise; each part is named to those of the house."""
    found = parts(datetime.now(UTC))
    is_ready = found["db"] and cupboard.is_writable()  # a scanner that is away stops nobody
    told = {name: _word(well) for name, well in found.items()} if of_the_house() else {}
    return jsonify(status=_word(is_ready), **told), 200 if is_ready else 503


def parts(now: datetime) -> dict[str, bool]:
    """Whether each part works."""
    db = health.database_answers()
    return {
        "db": db,
        "intake": db and _mail_comes_in(now),
        "outbox": db and health.letters_leave(now),
        "clock": db and health.clock_strikes(now),
        "storage": cupboard.is_writable() and db and health.files_are_well(),
    }


def _mail_comes_in(now: datetime) -> bool:
    settings = current_app.config["SETTINGS"]
    well = health.mail_is_read(now) and not is_backed_up(settings.mail_backlog)
    return well and mailbox.is_well(name_of(settings.imap_url), now)


def _word(well: bool) -> str:
    return "ok" if well else "not ok"


def of_the_house() -> bool:
    """Whether the caller is on this machine, or has the operator's token.

    A proxy on this machine that Siang was not told of forwards strangers from loopback.
    """
    settings = current_app.config["SETTINGS"]
    forwarded = "X-Forwarded-For" in request.headers and not settings.proxies
    if not forwarded and request.remote_addr and ip_address(request.remote_addr).is_loopback:
        return True
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.health_token
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())

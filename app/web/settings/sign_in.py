"""Which roles need a second factor: who has one, and who would be asked for one."""

from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.demand_factors import demand_factors
from app.database import transaction
from app.queries import factors, office, registers
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from workflows.house_events import HOUSE_EVENTS
from workflows.roles import Role
from workflows.words import Words

NOBODY = Words("ไม่มีบทบาทใด", "No role")


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response | str:
    """The roles as they are; ``look=1``: what the chosen ones would mean; saved when sent."""
    if request.method == "POST":
        with transaction():
            demand_factors(request.form.getlist("roles"), actor(), datetime.now(UTC))
        flash("done")
        return redirect(url_for("settings.sign_in"), 303)
    now = office.office().second_factor_roles
    looks = "look" in request.args
    chosen = request.args.getlist("roles") if looks else now
    chosen = [role.value for role in factors.BOUND if role in chosen]
    return render_template(
        "settings/sign_in.html", roles=factors.BOUND, chosen=chosen, looks=looks,
        asked=[person.name for person in factors.asked_to_add(chosen)] if looks else [],
        rows=[_row(one, now) for one in factors.standings()],
        happened=[_told(event) for event in registers.events("settings:sign-in")],
    )  # fmt: skip


def _row(one: factors.Standing, demanded: list[str]) -> dict[str, Any]:
    roles = set(one.person.roles)
    return {
        "name": one.person.name, "roles": [role for role in factors.BOUND if role in roles],
        "count": one.count, "used_at": one.used_at, "must": bool(roles & set(demanded)),
    }  # fmt: skip


def _told(event: Any) -> dict[str, Any]:
    """A line of the history: the roles from then on."""
    roles = [Role(role).label for role in event.details["after"]] or [NOBODY]
    return {
        "what": HOUSE_EVENTS[event.what], "when": event.at, "soft": True,
        "who": event.actor.name if event.actor else None,
        "text": Words(*(" · ".join(role[n] for role in roles) for n in (0, 1))),
    }  # fmt: skip

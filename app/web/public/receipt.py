"""The receipt: reference, dates and, this one time, the secret code."""

from datetime import UTC, datetime

from flask import current_app, render_template, session

from app.intake.web_form import secret_of
from app.queries import cases
from app.web.public._blueprint import blueprint
from app.web.public.promises import of_case, when


@blueprint.get("/receipt")
def receipt() -> str:
    """Show it once; afterwards only what to do without the code."""
    kept = session.get("receipt")
    if kept is None:
        return render_template("public/receipt_shown.html")
    case = cases.get(kept["case"])
    page = render_template(
        "public/receipt.html", case=case, received=when(case, case.received_at),
        topic=case.topic.name if case.topic else None,
        secret=secret_of(kept["token"], current_app.config["SECRET_KEY"]),
        marks=of_case(case, cases.today(datetime.now(UTC))),
        sent_to=masked(case.correspondent.email) if case.correspondent else None,
    )  # fmt: skip
    del session["receipt"]
    return page


def masked(address: str) -> str:
    """An address that its owner recognises and a bystander does not."""
    name, _, domain = address.partition("@")
    return f"{name[:2]}…@{domain}" if domain else ""

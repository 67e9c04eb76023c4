"""The receipt: reference, dates and, this one time, the secret code."""

from datetime import UTC, datetime

from flask import Response, current_app, render_template, request, session

from app.intake.web_form import secret_of
from app.queries import cases
from app.web.limits import wrong_secrets
from app.web.present import t
from app.web.public._blueprint import blueprint
from app.web.public.promises import of_case, when
from workflows.secrets import plain_code


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
        promise=case.first_answer_by or case.resolve_by,
        sent_to=masked(case.correspondent.email) if case.correspondent else None,
    )  # fmt: skip
    del session["receipt"]
    return page


@blueprint.post("/receipt/file")
@wrong_secrets
def receipt_file() -> Response:
    """Reference and code as a text to save, for whoever has both; they stand in no address."""
    reference, secret = request.form.get("reference", ""), request.form.get("secret", "")
    case = cases.find_by_secret(reference, secret)
    lines = (
        f"{t('เลขที่เรื่อง', 'Reference')}: {case.reference}",
        f"{t('รหัสลับสำหรับติดตาม', 'Secret code')}: {plain_code(secret).replace('-', ' ')}",
        f"{t('ติดตามที่', 'Track at')}: {current_app.config['BASE_URL']}/track",
    )
    answer = Response("\r\n".join((*lines, "")), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{case.reference}.txt"'
    return answer


def masked(address: str) -> str:
    """An address that its owner recognises and a bystander does not."""
    name, _, domain = address.partition("@")
    return f"{name[:2]}…@{domain}" if domain else ""

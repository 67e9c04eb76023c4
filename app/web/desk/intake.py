"""Registering a case for a caller, a visitor or a letter, and the receipt to read out."""

from datetime import UTC, datetime

from flask import current_app, render_template

from app.actions.register import register
from app.database import transaction
from app.intake.desk_form import to_submission
from app.queries import cases, holding, mail
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.doing import complain
from app.web.desk.given_files import given_files
from app.web.desk.intake_form import IntakeForm
from app.web.promise import marks
from workflows.errors import Invalid, KeyReused
from workflows.roles import Role
from workflows.secrets import derive_code, new_token
from workflows.words import Words

SENT_BEFORE = Words(
    "แบบฟอร์มนี้บันทึกเป็นเรื่องไปแล้วด้วยข้อความอื่น ถ้าจะบันทึกเป็นเรื่องใหม่ กดบันทึกอีกครั้ง",
    "This form was registered once with other words. To make it a new case, register it again.",
)


@blueprint.route("/intake", methods=["GET", "POST"])
def intake() -> str | tuple[str, int]:
    """The form; posted, the case and its secret code, shown once. Sent twice it is one case."""
    now = datetime.now(UTC)
    form = IntakeForm(now, restricted=actor().has(Role.CONFIDENTIAL))
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), 422
    secret = derive_code(current_app.config["SECRET_KEY"], "case", f"form:{form.token.data}")
    submission = to_submission(form.given(), form.received_at, given_files(form.files), secret)
    try:
        with transaction():
            reference = register(submission, now, actor()).reference
    except KeyReused:
        form.token.data = new_token()
        complain(form, "", SENT_BEFORE)
        return _page(form), 409
    except Invalid as invalid:
        for name, words in invalid.problems.items():
            complain(form, name, words)
        return _page(form), 422
    case = cases.by_source(submission.source_key)
    return render_template(
        "desk/receipt.html", case=case, reference=reference, secret=secret,
        marks=marks(case, cases.today(now)) if case else [],
    )  # fmt: skip


def _page(form: IntakeForm) -> str:
    return render_template(
        "desk/intake.html", form=form, waiting=mail.count_quarantined(actor()),
        held=holding.count(actor()),
    )  # fmt: skip

"""The page on which a custodian opens a hidden identity: with a reason, shown this once."""

from datetime import UTC, datetime

from flask import render_template, request
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from app.actions.open_identity import WHY, open_identity
from app.database import transaction
from app.queries.identity import find_hidden
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.fields import AtMost, Filled, complain, tidy
from workflows.errors import Invalid, UnknownReference
from workflows.limits import BODY
from workflows.words import Words

NONE = Words(
    "ไม่พบเรื่องที่ปกปิดชื่อตามเลขที่นี้ หรือท่านเป็นผู้รับผิดชอบเรื่องนี้เอง",
    "No case of this reference hides its person, or it is your own case",
)


class IdentityForm(FlaskForm):
    """Which case, and why."""

    reference = StringField(
        Words("เลขที่เรื่อง", "Reference"),
        [Filled(Words("กรอกเลขที่เรื่อง", "Give the reference")), AtMost(100)], [tidy],
    )  # fmt: skip
    reason = TextAreaField(
        Words("เหตุผล", "Reason"), [Filled(WHY), AtMost(BODY)], [tidy],
        Words("เหตุผลและชื่อท่านจะอยู่ในบันทึกเหตุการณ์ของเรื่อง ผู้ตรวจสอบอ่านได้",
              "It stands on the timeline with your name, where auditors read it"),
    )  # fmt: skip


@blueprint.route("/identity", methods=["GET", "POST"])
def identity() -> tuple[str, int]:
    """Ask why; then tell it, once, on a page that nothing keeps."""
    form, found = IdentityForm(reference=request.args.get("reference", "")), None
    if form.validate_on_submit():
        try:
            with transaction():
                case = find_hidden(form.reference.data, actor())
                who = open_identity(case, actor(), datetime.now(UTC), form.reason.data)
                found = {"reference": case.reference, "name": who.name, "email": who.email,
                         "phone": who.phone, "address": who.address}  # fmt: skip
        except UnknownReference:
            complain(form, {"reference": NONE})
        except Invalid as error:
            complain(form, error.problems)
    page = render_template("desk/identity.html", form=form, found=found)
    return page, 422 if form.errors else 200

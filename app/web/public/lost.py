"""For named people who lost their code: a link to the address we know, good once."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField, StringField
from wtforms.validators import Email

from app.actions.send_link import ask_link
from app.actions.use_link import use_lost_link
from app.database import transaction
from app.queries.track_links import lost_link
from app.web.fields import AtMost, Filled
from app.web.limits import lost_codes, lost_codes_of_one_case
from app.web.public._blueprint import blueprint
from app.web.public.forms import NO_ADDRESS, PublicForm, bare, one_line
from app.web.public.track import open_case, speak_with
from workflows.words import Words


class LostForm(PublicForm):
    """The case, and the address it was sent from."""

    reference = StringField(
        Words("เลขที่เรื่อง", "Reference"),
        [Filled(Words("กรอกเลขที่เรื่อง", "Give the reference")), AtMost(100)], [bare],
    )  # fmt: skip
    email = EmailField(
        Words("อีเมลที่ท่านให้ไว้กับเรา", "The e-mail address you gave us"),
        [Filled(Words("กรอกอีเมล", "Give the e-mail address")), AtMost(254), Email(NO_ADDRESS)],
        [one_line],
    )  # fmt: skip


@blueprint.route("/track/lost", methods=["GET", "POST"])
@lost_codes_of_one_case
@lost_codes
def lost() -> Response | tuple[str, int]:
    """Ask for both; the answer is the same whatever is true of them."""
    form = LostForm()
    if form.validate_on_submit():
        with transaction():
            ask_link(form.reference.data, form.email.data, datetime.now(UTC))
        return redirect(url_for("public.lost_sent"), 303)
    return render_template("public/lost.html", form=form), 422 if form.errors else 200


@blueprint.get("/track/lost/sent")
def lost_sent() -> str:
    """What happens now, if the two belong together."""
    return render_template("public/lost_sent.html")


@blueprint.route("/track/lost/<token>", methods=["GET", "POST"])
def lost_open(token: str) -> Response | str:
    """A button opens the case: programs that follow the links of a mail use nothing up."""
    now = datetime.now(UTC)
    if request.method == "POST":
        with transaction():
            return open_case(use_lost_link(token, now))
    case, _ = lost_link(token, now)  # of one that is good, or nothing is found here
    speak_with(case)
    return render_template("public/lost_open.html", form=PublicForm())

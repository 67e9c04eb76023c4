"""A forgotten password: a link to the address we know, good once and for half an hour."""

from datetime import UTC, datetime

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField
from wtforms.validators import Email

from app.actions.keep_password import ask_reset, reset_password, resets
from app.database import transaction
from app.web.fields import AtMost, Filled
from app.web.limits import lost_codes
from app.web.public._blueprint import blueprint
from app.web.public.forms import NO_ADDRESS, PublicForm, one_line
from app.web.public.set_up import PasswordForm
from app.web.sessions import forget_all
from workflows.errors import Invalid
from workflows.words import Words


class ForgottenForm(PublicForm):
    """Whose password."""

    email = EmailField(
        Words("อีเมลราชการ", "Office e-mail"),
        [Filled(Words("กรอกอีเมลราชการของท่าน", "Give your office e-mail address")), AtMost(254),
         Email(NO_ADDRESS)], [one_line],
    )  # fmt: skip


@blueprint.route("/sign-in/forgotten", methods=["GET", "POST"])
@lost_codes
def forgotten() -> Response | tuple[str, int]:
    """Ask for a link; the answer is the same for every address."""
    form = ForgottenForm()
    if form.validate_on_submit():
        with transaction():
            ask_reset(form.email.data, datetime.now(UTC), current_app.config["SECRET_KEY"])
        return redirect(url_for("public.forgotten_sent"), 303)
    return render_template("public/forgotten.html", form=form), 422 if form.errors else 200


@blueprint.get("/sign-in/forgotten/sent")
def forgotten_sent() -> str:
    """What happens now, if the address is one of ours."""
    return render_template("public/forgotten_sent.html")


@blueprint.route("/sign-in/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> Response | tuple[str, int]:
    """Choose another password; signing in with it asks for the second factor as always."""
    now, form = datetime.now(UTC), PasswordForm()
    person = resets(token, now).person
    if form.validate_on_submit() and _is_reset(form, token, now):
        forget_all()
        flash("reset")
        return redirect(url_for("public.sign_in"), 303)
    return render_template("public/reset.html", form=form, for_whom=person), (
        422 if form.errors else 200
    )


def _is_reset(form: PasswordForm, token: str, now: datetime) -> bool:
    try:
        with transaction():
            reset_password(token, form.password.data, now)
    except Invalid as error:
        form.blame(error)
        return False
    return True

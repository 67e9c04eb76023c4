"""Another password, and the end of all other sessions."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.actions.keep_account import end_sessions as end_all
from app.actions.keep_password import change_password
from app.database import transaction
from app.web.access import actor
from app.web.account._blueprint import blueprint
from app.web.account.forms import ChangeForm
from app.web.limits import wrong_codes_of_one_account
from app.web.sessions import renew
from workflows.errors import Invalid


@blueprint.route("/password", methods=["GET", "POST"])
@wrong_codes_of_one_account
def password() -> Response | tuple[str, int]:
    """The new password holds; this session goes on, all others end."""
    form, person = ChangeForm(), actor()
    if form.validate_on_submit():
        try:
            with transaction():
                change_password(person, form.old.data, form.password.data, datetime.now(UTC))
        except Invalid as error:
            form.blame(error)
        else:
            renew(person)
            flash("password")
            return redirect(url_for("account.account"), 303)
    return render_template("account/password.html", form=form), 422 if form.errors else 200


@blueprint.post("/sessions")
def end_sessions() -> Response:
    """This session goes on, all others end."""
    person = actor()
    with transaction():
        end_all(person, person, datetime.now(UTC))
    renew(person)
    flash("sessions")
    return redirect(url_for("account.account"), 303)

"""A passkey: whoever sits there is known first; then the browser makes it."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.actions.keep_passkeys import NOT_ADDED, add_passkey, ask_to_add
from app.actions.prove import prove
from app.database import transaction
from app.queries import office
from app.web.access import actor
from app.web.account._blueprint import blueprint
from app.web.account.forms import NewFactorForm, key
from app.web.account.proofs import after_adding
from app.web.limits import wrong_codes_of_one_account
from app.web.public.forms import PublicForm
from app.web.sessions import challenge, remember_challenge, site
from workflows.errors import Invalid

NAMED = "passkey_name"  # in the session: who sits there has proved it, and calls it so


@blueprint.route("/passkeys/new", methods=["GET", "POST"])
@wrong_codes_of_one_account
def new_passkey() -> Response | tuple[str, int]:
    """Ask who sits there, and begin."""
    if not site().may_have_passkeys:
        abort(404)
    form = NewFactorForm()
    if form.validate_on_submit():
        try:
            with transaction():
                prove(actor(), form.proof.data, datetime.now(UTC), key())
        except Invalid as error:
            form.blame(error)
        else:
            session[NAMED] = form.name.data or ""
            return redirect(url_for("account.make_passkey"), 303)
    return render_template("account/new_passkey.html", form=form), 422 if form.errors else 200


@blueprint.route("/passkeys/make", methods=["GET", "POST"])
def make_passkey() -> Response | tuple[str, int]:
    """The browser's turn: a button of its script makes the passkey and sends its public half."""
    if NAMED not in session:
        return redirect(url_for("account.new_passkey"), 303)
    form = PublicForm()
    if form.validate_on_submit():
        try:
            made = _add()
        except Invalid as error:
            form.blame(error)
        else:
            del session[NAMED]
            return after_adding(made)
    return _make_page(form), 422 if form.errors else 200


def _add() -> list[str]:
    """Recovery codes if there were none; Invalid for an answer to no question of ours."""
    asked = challenge()
    if asked is None:
        raise Invalid(credential=NOT_ADDED)
    told, name, now = request.form.get("credential", ""), session[NAMED], datetime.now(UTC)
    with transaction():
        return add_passkey(actor(), told, asked, site(), name, now, key())


def _make_page(form: PublicForm) -> str:
    options, word = ask_to_add(actor(), site(), office.office().name.en)
    remember_challenge(word)
    return render_template("account/make_passkey.html", form=form, options=options)

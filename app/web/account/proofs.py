"""The first page of one's own account; removing a second factor, new codes on paper."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.actions.keep_factors import remove_factor, renew_codes
from app.actions.prove import prove
from app.database import transaction
from app.queries import factors
from app.web.access import actor
from app.web.account._blueprint import blueprint
from app.web.account.forms import ProofForm, key
from app.web.limits import wrong_codes_of_one_account
from app.web.sessions import site
from workflows.errors import Invalid


@blueprint.get("")
def account() -> str:
    """How this person proves who they are."""
    person = actor()
    found = factors.of(person)
    return render_template(
        "account/account.html", factors=found, codes=factors.codes_left(person),
        must=factors.must(person), passkeys=site().may_have_passkeys,
    )  # fmt: skip


@blueprint.route("/factors/<int:number>/remove", methods=["GET", "POST"])
@wrong_codes_of_one_account
def remove(number: int) -> Response | tuple[str, int]:
    """Ask who sits there, and remove it."""
    form, row = ProofForm(), factors.mine(number, actor())
    if row is None:
        abort(404)
    if form.validate_on_submit() and _is_removed(form, number):
        flash("removed")
        return redirect(url_for("account.account"), 303)
    return render_template("account/remove.html", form=form, factor=row), (
        422 if form.errors else 200
    )


@blueprint.route("/codes", methods=["GET", "POST"])
@wrong_codes_of_one_account
def codes() -> tuple[str, int]:
    """New codes on paper, once it is known who sits there; shown once."""
    form, person = ProofForm(), actor()
    if not factors.has_one(person):
        abort(404)
    if form.validate_on_submit():
        try:
            with transaction():
                now = datetime.now(UTC)
                prove(person, form.proof.data, now, key())
                return shown(renew_codes(person, now, key()))
        except Invalid as error:
            form.blame(error)
    return render_template("account/renew.html", form=form), 422 if form.errors else 200


def after_adding(made: list[str]) -> Response | tuple[str, int]:
    """The first codes are shown; whoever has theirs goes back to the account."""
    if made:
        return shown(made)
    flash("added")
    return redirect(url_for("account.account"), 303)


def shown(made: list[str]) -> tuple[str, int]:
    """The page that shows new codes, once."""
    return render_template("account/codes.html", codes=made), 200


def _is_removed(form: ProofForm, number: int) -> bool:
    now, person = datetime.now(UTC), actor()
    try:
        with transaction():
            prove(person, form.proof.data, now, key())
            row = factors.mine(number, person)
            if row is not None:
                remove_factor(row, now)
    except Invalid as error:
        form.blame(error)
        return False
    return True

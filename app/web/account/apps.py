"""An authenticator app on a telephone: its key as a picture and in letters, and the first code."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import segno
from flask import abort, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.actions.keep_factors import address_of, begin_app
from app.actions.keep_factors import confirm_app as count_app
from app.actions.prove import prove
from app.database import transaction
from app.queries import factors, office
from app.web.access import actor
from app.web.account._blueprint import blueprint
from app.web.account.forms import CodeForm, NewFactorForm, key
from app.web.account.proofs import after_adding
from app.web.limits import wrong_codes_of_one_account
from app.web.present import language
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Authenticator

PICTURE = Words("คิวอาร์โค้ดสำหรับแอปยืนยันตัวตน", "QR code for the authenticator app")


@blueprint.route("/apps/new", methods=["GET", "POST"])
@wrong_codes_of_one_account
def new_app() -> Response | tuple[str, int]:
    """Ask who sits there, and begin."""
    form = NewFactorForm()
    if form.validate_on_submit():
        now = datetime.now(UTC)
        try:
            with transaction():
                prove(actor(), form.proof.data, now, key())
                number = begin_app(actor(), form.name.data or "", now).id
            return redirect(url_for("account.confirm_app", number=number), 303)
        except Invalid as error:
            form.blame(error)
    return render_template("account/new_app.html", form=form), 422 if form.errors else 200


@blueprint.route("/apps/<int:number>", methods=["GET", "POST"])
@wrong_codes_of_one_account
def confirm_app(number: int) -> Response | tuple[str, int]:
    """The key is shown until a first code was right; never again afterwards."""
    form, row = CodeForm(), _begun(number)
    if form.validate_on_submit():
        try:
            with transaction():
                made = count_app(_begun(number), form.code.data, datetime.now(UTC), key())
        except Invalid as error:
            form.blame(error)
            row = _begun(number)
        else:
            return after_adding(made)
    return _key_page(form, row), 422 if form.errors else 200


def _key_page(form: CodeForm, row: "Authenticator") -> str:
    issuer = office.office().name.en
    picture = segno.make(address_of(row, issuer), error="m").svg_inline(
        omitsize=True, light="#fff", title=PICTURE.say(language())
    )
    letters = [row.secret[i : i + 4] for i in range(0, len(row.secret), 4)]
    return render_template(
        "account/confirm_app.html", form=form, letters=letters,
        picture=Markup(picture),  # nosec B704: drawn by segno from our own words
    )  # fmt: skip


def _begun(number: int) -> "Authenticator":
    row = factors.mine(number, actor())
    if row is None or row.kind != "totp" or row.confirmed_at is not None:
        abort(404)
    return row

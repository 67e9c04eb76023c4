"""Where staff sign in and out."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField

from app.actions.keep_person import check_password
from app.actions.note_person import note_sign_in
from app.database import transaction
from app.extensions import csrf
from app.queries import people
from app.queries.cases import today
from app.web.access import home, safe_next, visitor
from app.web.fields import Filled
from app.web.limits import wrong_passwords, wrong_passwords_of_one_account
from app.web.public._blueprint import blueprint
from app.web.public.forms import PublicForm, one_line
from app.web.sessions import enter, forget_all, site
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person

NO_MATCH = Words(
    "อีเมลกับรหัสผ่านไม่ตรงกัน ลองพิมพ์ใหม่ทั้งสองช่อง",
    "The e-mail address and the password do not match: type both again",
)


class SignInForm(PublicForm):
    """Who is it, and the proof."""

    email = EmailField(
        Words("อีเมลราชการ", "Office e-mail"),
        [Filled(Words("กรอกอีเมลราชการของท่าน", "Give your office e-mail address"))], [one_line],
    )  # fmt: skip
    password = PasswordField(
        Words("รหัสผ่าน", "Password"), [Filled(Words("กรอกรหัสผ่าน", "Give your password"))]
    )


@csrf.exempt  # the form asks for its own token, and an expired page says so
@blueprint.route("/sign-in", methods=["GET", "POST"])
@wrong_passwords_of_one_account
@wrong_passwords
def sign_in() -> Response | tuple[str, int]:
    """Sign in; a wrong password, an unknown address and an agency's account are answered alike."""
    target, form = request.args.get("next"), SignInForm()
    here = visitor()
    if here is not None and not form.is_submitted():
        return redirect(safe_next(target, home(here)), 303)
    if form.validate_on_submit():
        person = _check(form.email.data, form.password.data)
        if person is not None:
            return redirect(enter(person, target), 303)
        form.form_errors = [NO_MATCH]
    return sign_in_page(form)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Nobody is signed in here any more."""
    forget_all()
    return redirect(url_for("public.sign_in"), 303)


def sign_in_page(form: SignInForm) -> tuple[str, int]:
    """The page with what is wrong on it, if anything is."""
    page = render_template(
        "public/sign_in.html", form=form, passkeys=site().may_have_passkeys,
        target=safe_next(request.args.get("next"), "/"),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _check(email: str, password: str) -> "Person | None":
    """Whose password this is, if they may come in; a refusal is noted."""
    person, now = check_password(email, password), datetime.now(UTC)
    if person is not None and people.may_enter(person, today(now)):
        return person
    known = people.by_email(email)
    with transaction():
        note_sign_in(known, now, refused=True)
    return None

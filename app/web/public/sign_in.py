"""Where staff sign in and out."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField

from app.actions.keep_person import check_password
from app.actions.note_person import note_sign_in
from app.database import transaction
from app.extensions import csrf
from app.queries import people
from app.queries.cases import today
from app.web.access import home, safe_next, visitor
from app.web.access_roles import STAFF
from app.web.fields import Filled
from app.web.limits import wrong_passwords, wrong_passwords_of_one_account
from app.web.public._blueprint import blueprint
from app.web.public.forms import PublicForm, one_line
from workflows.roles import Role
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
            admit(person)
            return redirect(safe_next(target, home(person)), 303)
        form.form_errors = [NO_MATCH]
    return render_template("public/sign_in.html", form=form), 422 if form.errors else 200


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Nobody is signed in here any more."""
    _forget_all()
    return redirect(url_for("public.sign_in"), 303)


def admit(person: "Person") -> None:
    """``person`` is signed in, in a session that holds nothing of what was before."""
    _forget_all()
    login_user(person)
    session.permanent = True
    session["since"] = session["seen"] = int(datetime.now(UTC).timestamp())


def _check(email: str, password: str) -> "Person | None":
    """Who may come in; either way it is noted."""
    person, now = check_password(email, password), datetime.now(UTC)
    welcome = person is not None and _may_enter(person, now)
    known = person if welcome else people.by_email(email)
    with transaction():
        note_sign_in(known, now, refused=not welcome)
    return person if welcome else None


def _may_enter(person: "Person", now: datetime) -> bool:
    """Staff, and assessors until the last day of their account."""
    return person.has(*STAFF, Role.ASSESSOR) and person.is_here(today(now))


def _forget_all() -> None:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language

"""The second step of signing in: a code, or a passkey, which is also a sign-in by itself."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response as Answer
from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from app.actions.keep_passkeys import ask_to_prove, take_passkey
from app.actions.note_person import note_sign_in
from app.actions.prove import take_code
from app.database import transaction
from app.queries import factors, people
from app.queries.cases import today
from app.web.access import home, safe_next
from app.web.fields import Filled
from app.web.limits import wrong_codes_of_one_account, wrong_passwords
from app.web.public._blueprint import blueprint
from app.web.public.forms import PublicForm
from app.web.public.sign_in import SignInForm, sign_in_page
from app.web.sessions import Half, admit, challenge, half, remember_challenge, site
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person

WRONG = Words(
    "รหัสนี้ใช้ไม่ได้ รหัสหนึ่งใช้ได้ครั้งเดียว รอรหัสถัดไปแล้วพิมพ์ใหม่",
    "This code does not work. Each works once: wait for the next one.",
)
NO_PASSKEY = Words(
    "เข้าสู่ระบบด้วยพาสคีย์ไม่สำเร็จ ลองใหม่ หรือใช้วิธีอื่น",
    "Signing in with the passkey did not succeed. Try again, or use another way.",
)


class CodeForm(PublicForm):
    """A code of an app, or one from paper: one field takes both."""

    code = StringField(Words("รหัสยืนยันตัวตน", "Code"), [Filled(Words("กรอกรหัส", "Type the code"))])


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@wrong_codes_of_one_account
@wrong_passwords
def sign_in_code() -> Response | tuple[str, int]:
    """Whoever gave a right password less than five minutes ago is asked for a code."""
    waiting, form = half(), CodeForm()
    if waiting is None:
        return redirect(url_for("public.sign_in"), 303)
    if form.validate_on_submit():
        if _is_taken(waiting.person, form.code.data):
            admit(waiting.person)
            return redirect(waiting.target, 303)
        form.code.errors = [WRONG]
    return _code_page(form, waiting)


@blueprint.get("/sign-in/passkey")
def ask_passkey() -> Answer:
    """What the browser shall sign; asked anew each time."""
    options, word = ask_to_prove(site())
    remember_challenge(word)
    return Answer(options, mimetype="application/json")


@blueprint.post("/sign-in/passkey")
@wrong_codes_of_one_account
@wrong_passwords
def sign_in_passkey() -> Response | tuple[str, int]:
    """A passkey that was unlocked by its owner signs in, after a password or without one."""
    waiting, asked, now = half(), challenge(), datetime.now(UTC)
    with transaction():
        person = asked and take_passkey(request.form.get("credential", ""), asked, site(), now)
        if not person or not _may_pass(person, waiting, now):
            note_sign_in(waiting.person if waiting else None, now, refused=True)
            person = None
    if person is None:
        return _try_again(waiting)
    admit(person)
    return redirect(_where(person, waiting), 303)


def _is_taken(person: "Person", typed: str) -> bool:
    """Whether the code was good; either way it is noted."""
    now, key = datetime.now(UTC), current_app.config["SECRET_KEY"]
    with transaction():
        good = take_code(person, typed, now, key)
        if not good:
            note_sign_in(person, now, refused=True)
    return good


def _may_pass(person: "Person", waiting: Half | None, now: datetime) -> bool:
    """Half a sign-in is finished by the same person only."""
    same = waiting is None or waiting.person.id == person.id
    return same and people.may_enter(person, today(now))


def _where(person: "Person", waiting: Half | None) -> str:
    return waiting.target if waiting else safe_next(request.form.get("next"), home(person))


def _try_again(waiting: Half | None) -> tuple[str, int]:
    form = CodeForm(formdata=None) if waiting else SignInForm(formdata=None)
    form.form_errors = [NO_PASSKEY]
    return _code_page(form, waiting) if waiting else sign_in_page(form)


def _code_page(form: CodeForm, waiting: Half) -> tuple[str, int]:
    kinds = {row.kind for row in factors.of(waiting.person)}
    page = render_template(
        "public/sign_in_code.html", form=form, passkeys="passkey" in kinds, app="totp" in kinds,
        recovery=request.args.get("with") == "recovery", minutes=5,
    )  # fmt: skip
    return page, 422 if form.errors else 200

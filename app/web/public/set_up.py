"""The one-time set-up link: choose a password; at the first start also name the office."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField, StringField, TelField
from wtforms.validators import Email, Regexp, ValidationError

from app.actions.keep_person import PASSWORD_MIN
from app.actions.set_up import FirstStart
from app.actions.set_up import set_up as redeem
from app.database import transaction
from app.queries import people
from app.web.fields import AtMost, Filled
from app.web.public._blueprint import blueprint
from app.web.public.forms import NO_ADDRESS, PublicForm, bare, one_line
from app.web.sessions import enter
from workflows.errors import Invalid, UnknownReference
from workflows.limits import SHORT
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person, Token

CODE = Words("ใช้อักษร A–Z หรือตัวเลข 2 ถึง 10 ตัว", "Use 2 to 10 letters A–Z or digits")
NOT_THE_SAME = Words("พิมพ์รหัสผ่านทั้งสองช่องให้ตรงกัน", "Type the same password in both fields")


class OfficeForm(PublicForm):
    """What an empty office is asked at its first start; on the page it comes first."""

    name_th = StringField(
        Words("ชื่อหน่วยงาน", "Name in Thai"),
        [Filled(Words("กรอกชื่อหน่วยงาน", "Give the name in Thai")), AtMost(SHORT)], [one_line],
    )  # fmt: skip
    name_en = StringField(Words("ชื่อภาษาอังกฤษ", "Name in English"), [AtMost(SHORT)], [one_line])
    code = StringField(
        Words("รหัสหน่วยงาน", "Code of the office"),
        [Filled(Words("กรอกรหัสหน่วยงาน", "Give the code")), Regexp(r"[A-Z0-9]{2,10}\Z", 0, CODE)],
        [bare], Words("ขึ้นต้นเลขที่เรื่องทุกเรื่อง เช่น OIE", "Every reference begins with it, such as OIE"),
    )  # fmt: skip
    phone = TelField(
        Words("โทรศัพท์", "Telephone"),
        [Filled(Words("กรอกหมายเลขที่ประชาชนโทรถึงได้", "Give a number the public can call")),
         AtMost(100)], [one_line],
    )  # fmt: skip
    person = StringField(
        Words("ชื่อผู้ดูแลระบบ", "Administrator's name"),
        [Filled(Words("กรอกชื่อผู้ดูแลระบบ", "Give the administrator's name")), AtMost(SHORT)],
        [one_line],
    )  # fmt: skip
    email = EmailField(
        Words("อีเมลผู้ดูแลระบบ", "Administrator's e-mail"),
        [Filled(Words("กรอกอีเมลผู้ดูแลระบบ", "Give the administrator's e-mail")), AtMost(254),
         Email(NO_ADDRESS)], [one_line],
    )  # fmt: skip


class PasswordForm(PublicForm):
    """A password, twice."""

    password = PasswordField(
        Words("ตั้งรหัสผ่าน", "Choose a password"),
        [Filled(Words("ตั้งรหัสผ่าน", "Choose a password"))],
        description=Words(f"อย่างน้อย {PASSWORD_MIN} ตัวอักษร วางจากโปรแกรมจำรหัสผ่านได้",
                          f"At least {PASSWORD_MIN} characters; pasting is fine"),
    )  # fmt: skip
    again = PasswordField(
        Words("รหัสผ่านอีกครั้ง", "The password again"),
        [Filled(Words("พิมพ์รหัสผ่านอีกครั้ง", "Type it again"))],
    )

    def validate_again(self, field: PasswordField) -> None:
        """The same twice, so that a slip of the finger locks nobody out."""
        if field.data != self.password.data:
            raise ValidationError(NOT_THE_SAME)


class FirstStartForm(OfficeForm, PasswordForm):
    """Both."""


@blueprint.route("/set-up/<token>", methods=["GET", "POST"])
def set_up(token: str) -> Response | tuple[str, int]:
    """Ask for what is missing, use the link up, and sign in."""
    now = datetime.now(UTC)
    row = _usable(token, now)
    form = PasswordForm() if row.person else FirstStartForm()
    person = _redeemed(form, token, now) if form.validate_on_submit() else None
    if person is not None:
        return redirect(enter(person, None if row.person else url_for("settings.start")), 303)
    page = render_template(
        "public/set_up.html", form=form, first=not row.person, for_whom=row.person
    )
    return page, 422 if form.errors else 200


def _usable(token: str, now: datetime) -> "Token":
    row = people.valid_token(token, "setup", now)
    if row is None or (row.person is None and people.anybody()):
        raise UnknownReference("set-up link")
    return row


def _redeemed(form: PasswordForm, token: str, now: datetime) -> "Person | None":
    try:
        with transaction():
            return redeem(token, now, form.password.data, _first(form))
    except Invalid as error:
        form.blame(error)
        return None


def _first(form: PasswordForm) -> FirstStart | None:
    if not isinstance(form, FirstStartForm):
        return None
    return FirstStart(
        code=form.code.data, name_th=form.name_th.data, name_en=form.name_en.data or "",
        phone=form.phone.data, person=form.person.data, email=form.email.data,
    )  # fmt: skip

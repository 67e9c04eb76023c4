"""The forms of one's own account: each asks who sits there."""

from flask import current_app
from wtforms import PasswordField, StringField

from app.actions.keep_factors import NAME
from app.actions.keep_password import NOT_THE_OLD
from app.web.fields import AtMost, Filled
from app.web.public.forms import PublicForm, one_line
from app.web.public.set_up import PasswordForm
from workflows.words import Words

CURRENT = Words("รหัสผ่านปัจจุบัน", "Current password")


class ProofForm(PublicForm):
    """The password, or a code that was not used yet: a desk that stands open changes nothing."""

    proof = PasswordField(
        Words("รหัสผ่านปัจจุบัน หรือรหัสจากแอป", "Your password, or a code of your app"),
        [Filled(Words("กรอกรหัสผ่านหรือรหัสจากแอป", "Type your password or a code"))],
    )


class NewFactorForm(ProofForm):
    """What the thing is called, by whose leave."""

    name = StringField(
        Words("ตั้งชื่อให้จำได้", "A name to know it by"), [AtMost(NAME)], [one_line],
        Words("เช่น โทรศัพท์ที่ทำงาน", "Such as: work telephone"),
    )  # fmt: skip


class CodeForm(PublicForm):
    """The first code of a new app."""

    code = StringField(
        Words("รหัส 6 หลักที่แอปแสดง", "The 6 digits that the app shows"),
        [Filled(Words("กรอกรหัสที่แอปแสดง", "Type the digits that the app shows"))],
    )


class ChangeForm(PasswordForm):
    """The old password, and the new one twice."""

    old = PasswordField(CURRENT, [Filled(NOT_THE_OLD)])


def key() -> str:
    """With it the codes on paper are hashed."""
    kept: str = current_app.config["SECRET_KEY"]
    return kept

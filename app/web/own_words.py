"""What WTForms says of a field by itself, in our words: its own messages are English."""

from flask import Flask
from wtforms import Form
from wtforms.meta import DefaultMeta

from app.web.present import t
from workflows.words import CHOOSE, FILL, Words

NOT_SO = Words("ค่านี้ใช้ไม่ได้ แก้ไขแล้วส่งอีกครั้ง", "This cannot be taken: change it and send it again")
SAYINGS = {
    "choice": CHOOSE,
    "integer": Words("เขียนเป็นจำนวนเต็ม", "Write a whole number"),
    "required": FILL,
    "email": Words("ที่อยู่อีเมลต้องมี @ เช่น name@example.com",
                   "An e-mail address has an @, as in name@example.com"),
}  # fmt: skip


class _OurWords:
    """Takes the place of a catalogue of translations."""

    def gettext(self, message: str) -> str:
        if not message.endswith("."):  # the name of a field that has no label
            return message
        said = message.lower()
        words = next((words for about, words in SAYINGS.items() if about in said), NOT_SO)
        return t(words.th, words.en)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one)


class _Meta(DefaultMeta):
    def get_translations(self, form: Form) -> _OurWords:
        return _OurWords()


def plug_in(app: Flask) -> None:
    """Every form, of WTForms or of Flask-WTF, says what it refuses in the language of the page."""
    app.config["WTF_I18N_ENABLED"] = False  # Flask-WTF would ask a catalogue of its own
    Form.Meta = _Meta

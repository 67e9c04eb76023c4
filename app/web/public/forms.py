"""What the forms of the public pages share: they never lose a word, and twice is once."""

from typing import Any

from flask import current_app, request
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField

from app.intake.submission import File
from app.web.fields import tidy
from app.web.present import speak
from workflows import limits
from workflows.errors import Invalid
from workflows.secrets import new_token
from workflows.text import plain_reference
from workflows.words import Words

ONE_OF_THESE = Words("เลือกหนึ่งข้อจากรายการ", "Choose one of these")
COOKIES = Words(
    "ส่งจากหน้านี้ไม่ได้ ข้อความของท่านยังอยู่ครบ กดส่งอีกครั้ง และให้เบราว์เซอร์รับคุกกี้ของเว็บไซต์นี้",
    "This page had expired. What you wrote is still here: send it again, and let your browser"
    " accept cookies from this site.",
)
SENT_BEFORE = Words(
    "แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่งด้วยข้อความอื่น ถ้าจะส่งเป็นเรื่องใหม่ กดส่งอีกครั้ง",
    "This form was sent once with other words. To send it as a new case, press Submit again.",
)
NO_ADDRESS = Words(
    "ที่อยู่อีเมลต้องมี @ เช่น name@example.com", "An e-mail address has an @, as in name@example.com"
)
FILES_HINT = Words(
    f"ไม่เกิน {limits.FILES} ไฟล์ รวมกันไม่เกิน 25 MB", f"Up to {limits.FILES} files, 25 MB together"
)


def is_sent_on() -> bool:
    """Whether the browser was told to bring what is written to another page (a 307)."""
    return "shown" in request.args


def one_line(text: str | None) -> str | None:
    """A field of one line: no line ends, single blanks."""
    return " ".join((tidy(text) or "").split()) if text else text


def bare(text: str | None) -> str | None:
    """A reference as we write it, however it was typed."""
    return plain_reference(text) if text else text


class PublicForm(FlaskForm):
    """A form that says what is wrong with it in our words.

    Sent by the switch of languages, or sent on by another page (``shown``), it is only shown
    again, with all that was typed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = request.form.get("language")
        self.is_switched = wanted in current_app.config["LANGUAGES"]
        if wanted and self.is_switched:
            speak(wanted)

    def is_submitted(self) -> bool:
        """Whether it was sent for what it is for."""
        return bool(super().is_submitted()) and not self.is_switched and not is_sent_on()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be sent as it is; an expired page is told so and loses no word."""
        super().validate(extra_validators)
        if "csrf_token" in self._fields and self.csrf_token.errors:
            self.csrf_token.errors = [COOKIES]
        return not self.errors

    def blame(self, error: Invalid) -> None:
        """Each problem is said at its field, or above the form where there is no such field."""
        for name, words in error.problems.items():
            if name in self._fields:
                self[name].errors = [*self[name].errors, words]
            else:
                self.form_errors.append(words)


class OnceForm(PublicForm):
    """A form whose hidden one-time key makes sending it twice the same as once."""

    token = HiddenField(default=new_token)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not 20 <= len(self.token.data or "") <= 64 or is_sent_on():
            self.token.data = new_token()  # it came without its key, or the key is used up


def files_of(field: MultipleFileField) -> list[File]:
    """What was attached, under the names the sender gave."""
    return [File(name_of(file), file.read()) for file in _chosen(field)]


def names_of(field: MultipleFileField) -> list[str]:
    """The names of the files that a browser will not send again by itself."""
    return [name_of(file) for file in _chosen(field)]


def name_of(file: FileStorage) -> str:
    """The sender's name of a file, on one line."""
    return one_line(file.filename) or "file"


def _chosen(field: MultipleFileField) -> list[FileStorage]:
    return [file for file in field.data or () if file and file.filename]

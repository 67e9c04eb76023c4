"""The forms of someone who comes back to a case: find it, write again, withdraw it, rate it."""

from collections.abc import Iterable
from typing import Self

from flask_wtf.file import MultipleFileField
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from app.web.fields import AtMost, Filled, choices, tidy
from app.web.public.forms import FILES_HINT, ONE_OF_THESE, OnceForm, PublicForm, bare, one_line
from workflows import limits
from workflows.ratings import SCALE
from workflows.words import Words

CONTACT = Words("ให้เราส่งอีเมลถึงท่านเกี่ยวกับเรื่องนี้อีกได้หรือไม่", "May we still e-mail you about this case?")
YES_NO = (
    ("yes", Words("ได้", "Yes")),
    ("no", Words("ไม่ต้องการ จะดูที่หน้าติดตามเรื่องเอง", "No, I will look at the tracking page")),
)


class TrackForm(PublicForm):
    """The way back to a case."""

    reference = StringField(
        Words("เลขที่เรื่อง", "Reference"),
        [Filled(Words("กรอกเลขที่เรื่อง", "Give the reference")), AtMost(100)], [bare],
    )  # fmt: skip
    secret = StringField(
        Words("รหัสลับสำหรับติดตาม", "Secret code"),
        [Filled(Words("กรอกรหัสลับ", "Give the secret code")), AtMost(200)], [one_line],
        Words("พิมพ์ตัวเล็กหรือเว้นวรรคได้", "Small letters and blanks do not matter"),
    )  # fmt: skip


class MessageForm(OnceForm):
    """Further words of the correspondent."""

    body = TextAreaField(Words("เขียนถึงเรา", "Write to us"), [AtMost(limits.BODY)], [tidy])
    files = MultipleFileField(Words("รูปหรือเอกสาร", "Pictures or documents"), description=FILES_HINT)


class AnsweredForm(OnceForm):
    """The answer to what we asked; empty when it was given another way."""

    body = TextAreaField(
        Words("คำตอบของท่าน", "Your answer"), [AtMost(limits.BODY)], [tidy],
        Words("ตอบทางอื่นแล้ว เว้นว่างได้", "Leave it empty if you answered another way"),
        id="answer", name="answer",
    )  # fmt: skip


class WithdrawForm(PublicForm):
    """The wish that we stop."""

    body = TextAreaField(Words("เหตุผล", "Reason"), [AtMost(limits.BODY)], [tidy])


class AskAgainForm(OnceForm):
    """Why the answer should not stand."""

    reason = TextAreaField(
        Words("เหตุผลของท่าน", "Your reasons"),
        [Filled(Words("บอกเหตุผลของท่าน", "Tell us your reasons")), AtMost(limits.BODY)], [tidy],
        Words("ข้อใดที่ท่านไม่เห็นด้วย และมีข้อเท็จจริงใดที่เรายังไม่ทราบ",
              "What you disagree with, and which facts we do not know yet"),
    )  # fmt: skip


class RatingForm(PublicForm):
    """What the correspondent thought: of the handling, and, asked apart, of the outcome."""

    handling = RadioField(
        Words("การทำงานของเรา", "How we worked"), invalid_choice_message=ONE_OF_THESE,
        description=Words("ความรวดเร็ว ความสุภาพ และการแจ้งข่าว",
                          "Speed, courtesy, keeping you informed"),
        choices=[SelectChoice(str(5 - n), words) for n, words in enumerate(SCALE)],
    )  # fmt: skip
    outcome = RadioField(
        Words("ผลที่ท่านได้รับ", "The outcome itself"), invalid_choice_message=ONE_OF_THESE,
        choices=[SelectChoice(str(5 - n), words) for n, words in enumerate(SCALE)],
    )  # fmt: skip
    reasons = SelectMultipleField(
        Words("ถ้าไม่พอใจ เพราะเหตุใด", "If you are not satisfied, why?"),
        choices=[],
        description=Words("เลือกได้หลายข้อ", "Choose as many as you like"),
    )
    comment = TextAreaField(
        Words("ความเห็น", "Comment"), [AtMost(2000)], [tidy],
        Words("ถ้าไม่พอใจ บอกเหตุผลไว้ที่นี่ ผู้บริหารจะอ่านและพิจารณาว่าจะเปิดเรื่องอีกครั้งหรือไม่",
              "If you are not satisfied, say why: a manager reads it and considers whether to open"
              " the case again"),
    )  # fmt: skip
    contact = RadioField(
        CONTACT,
        choices=choices(YES_NO),
        validate_choice=False,  # unsaid is an answer too
    )

    def offer(self, reasons: Iterable[tuple[str, Words]]) -> Self:
        """The same with the ready reasons of the case's topic to choose from."""
        self.reasons.choices = choices(reasons)
        return self


class ContactForm(PublicForm):
    """Whether further mail is welcome, answered anew."""

    contact = RadioField(CONTACT, choices=choices(YES_NO), invalid_choice_message=ONE_OF_THESE)

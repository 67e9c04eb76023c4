"""The form in which a person tells us something for the first time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Optional

from app.web.fields import AtMost, Filled, tidy
from app.web.public.forms import FILES_HINT, NO_ADDRESS, ONE_OF_THESE, OnceForm, one_line
from workflows import limits
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Topic

UNREACHABLE = Words(
    "บอกอีเมล โทรศัพท์ หรือที่อยู่ อย่างน้อยหนึ่งอย่าง หรือเลือก “ไม่บอกชื่อ”",
    "Give an e-mail address, a telephone number or a postal address, or choose “Stay anonymous”",
)
NAMELESS = Words("กรอกชื่อของท่าน หรือเลือก “ไม่บอกชื่อ”", "Give your name, or choose “Stay anonymous”")


class NewCase(OnceForm):
    """What a person tells us for the first time."""

    subject = StringField(
        Words("เรื่อง", "Subject"),
        [Filled(Words("กรอกชื่อเรื่อง", "Say in a few words what it is about")),
         AtMost(limits.SUBJECT)],
        [one_line], Words("สรุปสั้น ๆ หนึ่งประโยค", "One short sentence"),
    )  # fmt: skip
    body = TextAreaField(
        Words("รายละเอียด", "Details"),
        [Filled(Words("กรอกรายละเอียดของเรื่อง", "Tell us the details")), AtMost(limits.BODY)],
        [tidy],
        Words("เกิดอะไรขึ้น ที่ไหน เมื่อใด ไม่ต้องใส่เลขบัตรประชาชน",
              "What happened, where and when. No identity card number, please."),
    )  # fmt: skip
    remedy = TextAreaField(
        Words("ท่านอยากให้เราทำอย่างไร", "What would you like us to do?"), [AtMost(limits.WISH)],
        [tidy],
    )  # fmt: skip
    topic = SelectField(Words("เกี่ยวกับ", "About"), default="", invalid_choice_message=ONE_OF_THESE)
    files = MultipleFileField(Words("รูปหรือเอกสาร", "Pictures or documents"), description=FILES_HINT)
    anonymous = RadioField(
        Words("ท่านต้องการบอกชื่อหรือไม่", "Do you want to give your name?"),
        description=Words("ทั้งสองแบบได้เลขที่เรื่องและติดตามคำตอบได้เหมือนกัน",
                          "Either way you get a reference and can read our answer."),
        default="no", invalid_choice_message=ONE_OF_THESE,
        choices=[
            SelectChoice("no", Words("บอกชื่อ ให้เราติดต่อกลับ", "Give my name")),
            SelectChoice("yes", Words("ไม่บอกชื่อ", "Stay anonymous"), {"hint": Words(
                "อ่านคำตอบและคุยกับเราได้ด้วยรหัสลับ เราลบข้อมูลแฝงที่บอกตัวท่านออกจากรูปและเอกสาร"
                " แต่ลบจากวิดีโอ รูป HEIC และไฟล์ .doc .xls ไม่ได้",
                "Read our answer and write to us with a secret code. We take hidden data out of"
                " pictures and documents, but cannot out of videos, HEIC, .doc and .xls")}),
        ],
    )  # fmt: skip
    hide_identity = BooleanField(
        Words("ขอปกปิดชื่อจากผู้ปฏิบัติงาน", "Hide my name from those who work on my case"),
        description=Words(
            "ผู้ทำเรื่องจะไม่เห็นชื่อและที่ติดต่อของท่าน แต่หนังสือของเรายังส่งถึงท่าน"
            " ผู้รับเรื่องปกปิดเปิดดูได้เมื่อจำเป็นและต้องบันทึกเหตุผล",
            "They do not see your name and addresses; our letters still reach you. A confidential"
            " officer may open it where needed, and the reason is recorded.",
        ),
    )  # fmt: skip
    name = StringField(
        Words("ชื่อ", "Name"), [AtMost(limits.SHORT)], [one_line],
        Words("เขียนแบบที่ท่านใช้ จะมีนามสกุลหรือไม่ก็ได้", "As you use it, with or without a family name"),
    )  # fmt: skip
    email = EmailField(
        Words("อีเมล", "E-mail"), [Optional(), AtMost(254), Email(NO_ADDRESS)], [one_line]
    )
    phone = TelField(Words("โทรศัพท์", "Telephone"), [AtMost(100)], [one_line])
    address = TextAreaField(Words("ที่อยู่ทางไปรษณีย์", "Postal address"), [AtMost(1000)], [tidy])

    def offer(self, topics: Iterable["Topic"]) -> None:
        """These topics may be chosen, or none."""
        unsure = SelectChoice("", Words("ไม่แน่ใจ", "Not sure"))
        self.topic.choices = [unsure, *(SelectChoice(t.code, t.name) for t in topics)]

    @property
    def wish(self) -> str:
        """What the person asks for; who praises is not asked."""
        return (self.remedy.data or "") if "remedy" in self else ""

    @property
    def hides_identity(self) -> bool:
        """Whether the name that is given is not for those who work on the case."""
        return not self.hides_name and "hide_identity" in self and self.hide_identity.data

    @property
    def hides_name(self) -> bool:
        """Whether the person stays anonymous."""
        return bool(self.anonymous.data == "yes")

    def validate(self, extra_validators: Any = None) -> bool:
        """The contact fields count only when a name is given."""
        super().validate(extra_validators)
        contact = (self.name, self.email, self.phone, self.address)
        if self.hides_name:
            for field in contact:
                field.errors = []
            return not self.errors
        if not self.name.data:
            self.name.errors = [NAMELESS]
        if not any(field.data or field.errors for field in contact[1:]):
            self.email.errors = [UNREACHABLE]
        return not self.errors

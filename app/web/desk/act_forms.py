"""The forms of the acts that change no state."""

from typing import TYPE_CHECKING

from wtforms import MultipleFileField, SelectField, StringField, TextAreaField

from app.queries import office, representatives
from app.web.desk.doing import CaseForm
from app.web.desk.ways import BY_ITSELF, WAYS
from app.web.fields import AtMost, Filled, choices, tidy
from workflows import Kind
from workflows.limits import BODY, SHORT
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

TIDY = (tidy,)


class LetterForm(CaseForm):
    """A letter to the correspondent while the case goes on, or after it."""

    text = TextAreaField(
        Words("ข้อความ", "Text"), filters=TIDY,
        validators=[Filled(Words("เขียนข้อความถึงผู้แจ้ง", "Write to the correspondent")), AtMost(BODY)],
        description=Words("ระบบเติมคำขึ้นต้น หน่วยงานและโทรศัพท์ให้เอง",
                          "Siang adds the salutation, the unit and its telephone"),
    )  # fmt: skip
    how = SelectField(Words("แจ้งทาง", "How"), validate_choice=False)
    files = MultipleFileField(Words("แนบไฟล์", "Attach files"))

    def __init__(self, case: "Case") -> None:
        super().__init__()
        has_address = bool(representatives.address(case))
        ways = {code: words for code, words in WAYS.items() if code != "email" or has_address}
        self.how.choices = choices([("", BY_ITSELF), *ways.items()])


class NoteForm(CaseForm):
    """A note that only staff read."""

    text = TextAreaField(
        Words("ข้อความ", "Text"), filters=TIDY,
        validators=[Filled(Words("เขียนบันทึก", "Write the note")), AtMost(BODY)],
    )  # fmt: skip


class AcknowledgeForm(CaseForm):
    """How the correspondent was told the reference and the dates."""

    how = StringField(
        Words("แจ้งผู้แจ้งอย่างไร", "How was the correspondent told?"), filters=TIDY,
        validators=[
            Filled(Words("บอกว่าแจ้งผู้แจ้งอย่างไร", "Say how the correspondent was told")),
            AtMost(SHORT),
        ],
        description=Words("เช่น โทรแจ้งเลขที่เรื่องและกำหนดเวลาแล้ว",
                          "For example: told the reference and the dates by telephone"),
    )  # fmt: skip


class ReclassifyForm(CaseForm):
    """Another kind or topic; the dates follow."""

    kind = SelectField(Words("ประเภทเรื่อง", "Kind"), validate_choice=False)
    topic = SelectField(Words("หัวข้อ", "Topic"), validate_choice=False)

    def __init__(self, case: "Case") -> None:
        super().__init__()
        topics = [t for t in office.topics(restricted=True) if t.restricted == case.restricted]
        self.kind.choices = choices((kind.value, kind.label) for kind in Kind)
        unset = [("", Words("ยังไม่ระบุ", "Not set"))] if not case.topic_code else []
        self.topic.choices = choices([*unset, *((t.code, t.name) for t in topics)])
        if not self.is_submitted():
            self.kind.data, self.topic.data = case.kind.value, case.topic_code or ""

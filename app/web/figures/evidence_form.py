"""The form of one piece of evidence: where it belongs and what it is."""

from typing import Any

from wtforms import FileField, Form, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from app.actions.keep_evidence import Place
from app.intake.submission import File
from app.reports.evidence_tables import MADE
from app.reports.form23 import Form23
from app.web.fields import choices
from workflows.text import clean
from workflows.words import Words

KINDS = (
    ("file", Words("ไฟล์", "A file")),
    ("link", Words("ลิงก์", "A link")),
    ("made", Words("ตารางหรือแผนผังที่ระบบทำให้", "A table or chart that the system makes")),
)


class EvidenceForm(Form):
    """Of its three kinds one field each."""

    place = SelectField(Words("เป็นหลักฐานของ", "Evidence of"), validate_choice=False)
    kind = RadioField(
        Words("หลักฐาน", "Evidence"), choices=choices(KINDS), default="file", validate_choice=False
    )
    file = FileField(Words("ไฟล์", "File"), description=Words("ไม่เกิน 25 MB", "At most 25 MB"))
    url = StringField(Words("ลิงก์", "Link"), description="https://…")
    made = SelectField(
        Words("ระบบทำให้", "Made by the system"), validate_choice=False,
        choices=choices((("", Words("ไม่ใช้", "None")),
                         *((name, one.title) for name, one in MADE.items()))),
    )  # fmt: skip
    title = StringField(
        Words("ชื่อหลักฐาน", "Title"),
        description=Words(
            "เว้นว่างเพื่อใช้ชื่อไฟล์ ลิงก์ หรือตาราง", "Empty: the name of the file, link or table"
        ),
    )
    of = HiddenField()

    def offer(self, report: Form23) -> None:
        """The criteria of the form with their claims."""
        offered = []
        for criterion in report.criteria:
            code = criterion.code
            whole = Words(f"{code} ทั้งเกณฑ์", f"{code} as a whole")
            offered.append(SelectChoice(code, whole))
            for claim in criterion.claims:
                number = f"{code}.{claim.number}"
                words = Words(f"{number} ข้อ {claim.number}", f"{number} claim {claim.number}")
                offered.append(SelectChoice(number, words))
        self.place.choices = offered

    def where(self, year: int) -> Place:
        """``CS4`` or ``CS4.3`` as a place in the form, and the line it belongs to."""
        asked = self.place.data or ""
        criterion, _, number = asked.partition(".")
        return Place(year, criterion, asked if number else "", self.of.data or "")

    def chosen(self, files: Any) -> File | None:
        """The file that was chosen, or None."""
        file = files.get("file")
        if file is None or not file.filename:
            return None
        return File(clean(file.filename).replace("\n", " "), file.read())

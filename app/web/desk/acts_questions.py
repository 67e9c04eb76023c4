"""The act that asks the correspondent: one question or several, by one letter."""

from datetime import datetime
from typing import TYPE_CHECKING

from wtforms import BooleanField, FieldList, MultipleFileField, TextAreaField

from app.actions.ask_correspondent import MOST, Asked, ask_correspondent
from app.web.access import actor
from app.web.desk.act_table import Act, Group, wears, works
from app.web.desk.doing import CaseForm
from app.web.desk.given_files import given_files
from app.web.fields import AtMost, DayField, tidy
from workflows import By
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

QUESTION = 2000  # characters


class QuestionsForm(CaseForm):
    """The questions, until when an answer is hoped for, and whether the clock waits."""

    questions = FieldList(
        TextAreaField(Words("คำถาม", "Question"), validators=[AtMost(QUESTION)], filters=(tidy,)),
        Words("คำถามถึงผู้แจ้ง", "Questions to the correspondent"), min_entries=MOST,
        max_entries=MOST,
    )  # fmt: skip
    until = DayField(Words("ขอคำตอบภายในวันที่", "Answer hoped for by"))
    stops = BooleanField(
        Words("หยุดนับเวลาระหว่างรอคำตอบ", "Stop the clock while we wait"),
        description=Words("นับต่อเองในวันที่ขอคำตอบ หรือทันทีที่ผู้แจ้งตอบ",
                          "It runs again by itself on that day, or as soon as they answer"),
    )  # fmt: skip
    files = MultipleFileField(Words("แนบไฟล์", "Attach files"))

    def __init__(self, case: "Case") -> None:
        super().__init__()
        for number, entry in enumerate(self.questions, start=1):
            entry.label.text = Words(f"คำถามข้อ {number}", f"Question {number}")
        if case.stopped_on or not wears(case, By.OWNER, By.MANAGER):
            del self.stops


def _ask(case: "Case", now: datetime, form: CaseForm) -> None:
    texts = tuple(entry.data or "" for entry in form["questions"])
    stops = "stops" in form and form["stops"].data
    asked = Asked(texts, form["until"].data, stops)
    ask_correspondent(case, actor(), now, asked, given_files(form["files"]))


ACTS: dict[str, Act] = {
    "questions": Act(
        Words("ถามผู้แจ้ง", "Ask the correspondent"), Words("ส่งคำถาม", "Send the questions"),
        Group.TALK, QuestionsForm, works, _ask, frozenset({"questions"}),
    ),
}  # fmt: skip

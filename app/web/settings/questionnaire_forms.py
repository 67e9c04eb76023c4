"""The forms of a questionnaire: its head, and one question."""

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField

from app.actions.questionnaire_values import write_choices
from app.web.fields import choices, tidy
from workflows.surveys import ItemKind
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import SurveyItem

TIDY = (tidy,)


class NamesForm(Form):
    """How a questionnaire is called and what stands above its questions."""

    name_th = StringField(Words("ชื่อ", "Name"), filters=TIDY)
    name_en = StringField(Words("ชื่อภาษาอังกฤษ", "English name"), filters=TIDY)
    intro_th = TextAreaField(
        Words("คำนำ", "Introduction"), filters=TIDY,
        description=Words("อยู่เหนือคำถามข้อแรก บอกว่าถามเพื่ออะไร ใช้เวลาเท่าใด",
                          "Stands above the first question: what it is for, how long it takes"),
    )  # fmt: skip
    intro_en = TextAreaField(Words("คำนำภาษาอังกฤษ", "English introduction"), filters=TIDY)


class HeadForm(NamesForm):
    """The same, with the code that all its versions share."""

    code = StringField(
        Words("รหัส", "Code"), filters=TIDY,
        description=Words("ใช้ร่วมกันทุกรุ่น เช่น STD", "Shared by all versions, such as STD"),
    )  # fmt: skip


class ItemForm(Form):
    """One question."""

    kind = RadioField(
        Words("ชนิด", "Kind"), choices=choices((kind.value, kind.label) for kind in ItemKind),
        validate_choice=False,
    )  # fmt: skip
    aspect = StringField(
        Words("ด้าน", "Aspect"), filters=TIDY,
        description=Words("เป็นหัวข้อเหนือคำถามที่อยู่ติดกัน เช่น ด้านเจ้าหน้าที่ผู้ให้บริการ",
                          "Heads the questions that stand together"),
    )  # fmt: skip
    text_th = TextAreaField(Words("คำถาม", "Question"), filters=TIDY)
    text_en = TextAreaField(Words("คำถามภาษาอังกฤษ", "English question"), filters=TIDY)
    choices = TextAreaField(
        Words("ตัวเลือก", "Choices"), filters=TIDY,
        description=Words("เฉพาะเหตุผลและเลือกหนึ่งข้อ บรรทัดละข้อ เช่น อินเทอร์เน็ต | Internet",
                          "For reasons and one choice, one a line: อินเทอร์เน็ต | Internet"),
    )  # fmt: skip
    required = BooleanField(Words("ต้องตอบ", "Must be answered"))
    negative = BooleanField(
        Words("ข้อความเชิงลบ (ระดับสูงแปลว่าไม่ดี)", "Worded negatively: a high level is bad"),
        description=Words(
            "เช่น “ต้องรอนาน” ผลจะกลับระดับให้เมื่อคิดค่าเฉลี่ย",
            "Such as “I had to wait long”: its levels are turned round in means",
        ),
    )
    overall = BooleanField(
        Words("เป็นคำถามภาพรวม", "Stands for the whole"),
        description=Words("คำตอบข้อนี้เป็นความพึงพอใจโดยรวมในรายงาน",
                          "Its answers are the overall satisfaction of the reports"),
    )  # fmt: skip


def item_form(typed: Any, item: "SurveyItem | None" = None) -> ItemForm:
    """The form as it was typed, else as the question is, else for a new one."""
    if item is None:
        return ItemForm(typed or None, data={"kind": ItemKind.LIKERT.value, "required": True})
    data = {name: getattr(item, name) for name in
            ("kind", "aspect", "text_th", "text_en", "required", "overall")}  # fmt: skip
    negative = item.polarity < 0
    return ItemForm(
        typed or None, data={**data, "choices": write_choices(item.choices), "negative": negative}
    )

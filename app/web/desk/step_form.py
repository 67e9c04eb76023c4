"""The form of any step: the fields that the step may be given, and no others."""

from typing import TYPE_CHECKING, Any

from wtforms import RadioField, SelectField, StringField, TextAreaField

from app.actions.given import Given
from app.actions.take_step import FIELDS
from app.queries import office, people, representatives
from app.web.desk.doing import CaseForm
from app.web.desk.ways import BY_ITSELF, WAYS
from app.web.fields import AtMost, DayField, choices, tidy
from app.web.people_choices import named
from workflows import DISMISSALS, OUTCOMES, Kind
from workflows.limits import BODY, SHORT
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

WHY = Words("เหตุผลที่ไม่รับหรือรับเพียงบางส่วน", "Why it is not adopted, or only in part")
TOLD_WHY = Words("ผู้แจ้งจะได้อ่านเหตุผลนี้พร้อมคำตอบ", "The correspondent reads it with the answer")
TIDY = (tidy,)
LONG = {"validators": [AtMost(BODY)], "filters": TIDY}
LINE = {"validators": [AtMost(SHORT)], "filters": TIDY}


class StepForm(CaseForm):
    """Every field any step may ask for, in the order in which they are asked."""

    kind = SelectField(Words("ประเภทเรื่อง", "Kind"), validate_choice=False)
    topic = SelectField(Words("หัวข้อ", "Topic"), validate_choice=False)
    owner = SelectField(Words("ผู้รับผิดชอบ", "Responsible person"), validate_choice=False)
    unit = SelectField(Words("หน่วยงาน", "Unit"), validate_choice=False)
    root_cause = StringField(
        Words("สาเหตุ", "Cause"), validators=[AtMost(100)], filters=TIDY,
        description=Words("เลือกจากรายการ หรือเขียนเอง", "Choose from the list or write your own"),
    )  # fmt: skip
    finding = TextAreaField(Words("ข้อเท็จจริงที่พบ", "What was found"), **LONG)
    method = TextAreaField(Words("ตรวจสอบอย่างไร", "How it was looked into"), **LONG)
    outcome = RadioField(Words("ผล", "Outcome"), validate_choice=False)
    forwarded_to = StringField(
        Words("ส่งต่อถึงหน่วยงาน", "Forwarded to"), **LINE,
        description=Words("ต้องเขียนเมื่อผลคือ “นอกอำนาจหน้าที่” ผลอื่นเว้นว่าง",
                          "Needed for “Out of remit”; left empty for any other outcome"),
    )  # fmt: skip
    forward_number = StringField(
        Words("ตามหนังสือที่", "By our letter number"), validators=[AtMost(100)], filters=TIDY
    )
    forward_date = DayField(Words("ลงวันที่", "Dated"))
    duplicate_of = StringField(
        Words("เลขที่เรื่องเดิม", "Reference of the first case"), **LINE,
        description=Words("ต้องเขียนเมื่อผลคือ “เรื่องซ้ำ” ผลอื่นเว้นว่าง",
                          "Needed for “Duplicate”; left empty for any other outcome"),
    )  # fmt: skip
    reason = TextAreaField(
        Words("เหตุผล", "Reason"), **LONG,
        description=Words("บันทึกไว้ภายใน ผู้แจ้งไม่เห็น", "Internal: the correspondent does not see it"),
    )  # fmt: skip
    praised = SelectField(
        Words("คำชมนี้เป็นของ", "Who is praised"), validate_choice=False,
        description=Words("ผู้ได้รับคำชมจะได้อ่านถ้อยคำ แต่ไม่เห็นชื่อและที่อยู่ของผู้แจ้ง",
                          "They read the words, without the correspondent's name and address"),
    )  # fmt: skip
    answer = TextAreaField(
        Words("คำตอบถึงผู้แจ้ง", "Answer to the correspondent"), **LONG,
        description=Words("ระบบเติมคำขึ้นต้น ผล และหน่วยงานกับโทรศัพท์ให้เอง",
                          "Siang adds the salutation, the outcome, the unit and its telephone"),
    )  # fmt: skip
    no_answer_reason = TextAreaField(
        Words("เหตุผลที่ส่งคำตอบไม่ได้", "Why no answer can be sent"), **LONG,
        description=Words("เขียนเมื่อไม่มีคำตอบข้างบนเท่านั้น", "Only when there is no answer above"),
    )  # fmt: skip
    told_by = SelectField(Words("แจ้งคำตอบทาง", "How the answer is given"), validate_choice=False)
    note = TextAreaField(Words("ข้อความถึงผู้รับผิดชอบ", "Note to the owner"), **LONG)


def step_form(case: "Case", step: str) -> StepForm:
    """The form of ``step`` for this case, with its lists and what is known already."""
    form = StepForm(obj=case if step == "analyse" else None)
    for name in [f.name for f in form if f.name in Given.__dataclass_fields__]:
        if name not in FIELDS[step] or not _fits(case, step, name):
            del form[name]
    if "owner" in form:
        _offer_owners(form, case)
    if "kind" in form:
        _offer_kinds(form, case)
    if "outcome" in form:
        _offer_outcomes(form, case, step)
    if "praised" in form:
        _offer_praised(form, case)
    if step == "resolve" and "reason" in form:
        form.reason.label.text, form.reason.description = WHY, TOLD_WHY
    return form


def given(form: StepForm, case: "Case") -> Given:
    """What was filled in; a kind and topic that stay as they are confirmed to be count as none."""
    fields = [f for f in form if f.name in Given.__dataclass_fields__]
    filled: dict[str, Any] = {
        f.name: f.data if isinstance(f, DayField) else f.data or "" for f in fields
    }
    if case.kind_confirmed and filled.get("kind") == case.kind:
        filled["kind"] = ""
    if filled.get("topic") == (case.topic_code or ""):
        filled["topic"] = ""
    return Given(**filled)


def _offer_owners(form: StepForm, case: "Case") -> None:
    units = {unit.code: unit.name for unit in office.units_in_use()}
    nobody = ("", Words("เลือกผู้รับผิดชอบ", "Choose a person"))
    form.owner.choices = choices([nobody, *named(people.owners_for(case))])
    own = Words("หน่วยของผู้รับผิดชอบ", "The owner's own unit")
    form.unit.choices = choices([("", own), *units.items()])


def _offer_praised(form: StepForm, case: "Case") -> None:
    nobody = ("", Words("ไม่ระบุผู้ใดโดยเฉพาะ", "Nobody in particular"))
    form.praised.choices = choices([nobody, *named(people.praisable(case))])


def _fits(case: "Case", step: str, name: str) -> bool:
    """A suggestion is declined for a reason that is told; only a compliment praises somebody."""
    if step != "resolve":
        return True
    return {"reason": case.kind is Kind.SUGGESTION, "praised": case.kind is Kind.COMPLIMENT}.get(
        name, True
    )


def _offer_kinds(form: StepForm, case: "Case") -> None:
    form.kind.choices = choices((kind.value, kind.label) for kind in Kind)
    topics = [t for t in office.topics(restricted=True) if t.restricted == case.restricted]
    unset = ("", Words("ยังไม่ระบุ", "Not set"))
    form.topic.choices = choices([unset, *((t.code, t.name) for t in topics)])
    if not form.is_submitted():
        form.kind.data, form.topic.data = case.kind.value, case.topic_code or ""


def _offer_outcomes(form: StepForm, case: "Case", step: str) -> None:
    table = DISMISSALS if step == "dismiss" else OUTCOMES[case.kind]
    form.outcome.choices = choices(table.items())
    has_address = bool(representatives.address(case))
    ways = {code: words for code, words in WAYS.items() if code != "email" or has_address}
    form.told_by.choices = choices([("", BY_ITSELF), *ways.items()])
    if len(table) == 1 and not form.is_submitted():
        form.outcome.data = next(iter(table))

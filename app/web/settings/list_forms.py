"""The forms of the office's lists, and what a change of them would do, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, Form, SelectField, StringField, TelField

from app.actions.keep_lists import TopicWanted, UnitWanted
from app.queries import office, people, used
from app.web.fields import AtMost, Filled, choices, tidy
from app.web.people_choices import named
from workflows.limits import SHORT
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Topic, Unit

NONE = ("", Words("ไม่มี", "None"))
PLAIN = Words("เปลี่ยนชื่อในหน้าเว็บ หนังสือ และรายงานที่ออกต่อจากนี้",
              "The name changes on pages, and in letters and reports from now on")  # fmt: skip


HIDDEN = Words(
    "เรื่องใหม่ในหัวข้อนี้เห็นได้เฉพาะผู้รับเรื่องปกปิด ประชาชนเลือกหัวข้อนี้ไม่ได้",
    "Only confidential officers see new cases of it; the public cannot choose it",
)
OPEN = Words(
    "เรื่องใหม่ในหัวข้อนี้เป็นเรื่องธรรมดา ทุกคนในหน่วยเห็น และประชาชนเลือกได้",
    "New cases of it are plain: the unit sees them, and the public can choose it",
)


def _name() -> StringField:
    return StringField(
        Words("ชื่อ", "Name in Thai"),
        [Filled(Words("กรอกชื่อ", "Give the name")), AtMost(SHORT)], (tidy,),
    )  # fmt: skip


def _name_en(hint: Words) -> StringField:
    return StringField(Words("ชื่อภาษาอังกฤษ", "Name in English"), [AtMost(SHORT)], (tidy,), hint)


class CodedForm(Form):
    """What has a code, which is given once."""

    code = StringField(
        Words("รหัส", "Code"), [Filled(Words("กรอกรหัส", "Give a code")), AtMost(20)], (tidy,),
        Words("เช่น U07 หรือ C09 ใช้ในไฟล์และที่อยู่เว็บ แก้ภายหลังไม่ได้",
              "Such as U07 or C09: used in files and addresses, never changed"),
    )  # fmt: skip


class UnitForm(CodedForm):
    """A part of the office that shares a queue."""

    name_th = _name()
    name_en = _name_en(Words("ใช้ในหน้าภาษาอังกฤษ", "For the English pages"))
    parent = SelectField(
        Words("หน่วยเหนือ", "Unit above"),
        validate_choice=False,
        description=Words("เรื่องที่เลยกำหนดแจ้งขึ้นไปตามสายนี้", "Late cases are told up this line"),
    )
    head = SelectField(
        Words("หัวหน้าหน่วย", "Head"), validate_choice=False,
        description=Words("ได้รับแจ้งเมื่อเรื่องของหน่วยใกล้หรือเลยกำหนด และรับเรื่องเมื่อไม่มีผู้อื่น",
                          "Is told of late cases, and gets those that nobody else can"),
    )  # fmt: skip
    phone = TelField(
        Words("โทรศัพท์", "Telephone"), [AtMost(100)], (tidy,),
        Words("อยู่ในหนังสือถึงผู้แจ้ง เว้นว่างใช้หมายเลขของสำนักงาน",
              "Stands in letters to correspondents; empty: the office's number"),
    )  # fmt: skip

    def wanted(self) -> UnitWanted:
        """What was filled in."""
        head = people.by_email(self.head.data or "") if self.head.data else None
        return UnitWanted(
            self.name_th.data or "", self.name_en.data or "", self.phone.data or "",
            self.parent.data or None, head.id if head else None,
        )  # fmt: skip


class TopicForm(CodedForm):
    """What a case may be about."""

    name_th = _name()
    name_en = _name_en(Words("ใช้ในหน้าภาษาอังกฤษ", "For the English pages"))
    unit = SelectField(
        Words("หน่วยที่รับผิดชอบ", "Unit that answers for it"), validate_choice=False,
        description=Words("เรื่องใหม่ในหัวข้อนี้ไปที่หน่วยนี้ ถ้าไม่มีกฎการส่งเรื่องที่ตรงกว่า",
                          "New cases of it go there, unless a routing rule says otherwise"),
    )  # fmt: skip
    restricted = BooleanField(
        Words("เป็นหัวข้อปกปิด", "Restricted"),
        description=Words(
            "เช่น การทุจริต เรื่องในหัวข้อนี้เห็นได้เฉพาะผู้รับเรื่องปกปิด ไม่อยู่ในรายการที่ประชาชนเลือก "
            "รับจากช่องทางปกปิดเท่านั้น และเปลี่ยนไม่ได้เมื่อมีเรื่องแล้ว",
            "Such as corruption: only confidential officers see its cases. The public cannot "
            "choose it; it comes by the integrity door. It cannot change once there are cases."),
    )  # fmt: skip

    def wanted(self) -> TopicWanted:
        """What was filled in."""
        return TopicWanted(
            self.name_th.data or "", self.name_en.data or "", self.unit.data or None,
            bool(self.restricted.data),
        )  # fmt: skip


def unit_form(typed: Any, unit: "Unit | None" = None) -> UnitForm:
    """The form, as it was typed or as the unit has it."""
    head = people.by_key(unit.head_id) if unit else None
    has = {
        "code": unit.code, "name_th": unit.name_th, "name_en": unit.name_en, "phone": unit.phone,
        "parent": unit.parent_code or "", "head": head.email if head else "",
    } if unit else {}  # fmt: skip
    form = UnitForm(typed or None, data=has)
    above = office.units_in_use(unit.parent_code if unit else None)
    others = [(one.code, one.name) for one in above if one is not unit]
    form.parent.choices = choices([NONE, *others])
    gone = [head] if head and not head.active else []
    form.head.choices = choices([NONE, *named([*people.staff(), *gone])])
    return _settled(form, unit)


def topic_form(typed: Any, topic: "Topic | None" = None) -> TopicForm:
    """The form, as it was typed or as the topic has it."""
    has = {
        "code": topic.code, "name_th": topic.name_th, "name_en": topic.name_en,
        "unit": topic.unit_code or "", "restricted": topic.restricted,
    } if topic else {}  # fmt: skip
    form = TopicForm(typed or None, data=has)
    units = office.units_in_use(topic.unit_code if topic else None)
    form.unit.choices = choices([NONE, *((unit.code, unit.name) for unit in units)])
    return _settled(form, topic)


def unit_effects(unit: "Unit", wanted: UnitWanted) -> Iterator[Words]:
    """What changes with the unit."""
    if (unit.name_th, unit.name_en) != (wanted.name_th, wanted.name_en):
        yield PLAIN
    if unit.head_id != wanted.head_id:
        head = people.by_key(wanted.head_id)
        nobody = ("ผู้บริหาร (ไม่มีหัวหน้า)", "the managers (no head)")
        name = (head.name, head.name) if head else nobody
        number = used.of_unit(unit.code).open_cases
        yield Words(
            f"ต่อไปแจ้ง{name[0]} เมื่อเรื่องของหน่วยเลยกำหนด (ยังไม่ยุติ {number:,} เรื่อง)",
            f"From now on {name[1]} is told of its late cases ({number:,} open)",
        )
    if unit.parent_code != wanted.parent_code:
        yield Words("สายการแจ้งผู้บังคับบัญชาของหน่วยนี้และหน่วยใต้เปลี่ยนตามหน่วยเหนือใหม่",
                    "Late cases of this unit and those below go up another line")  # fmt: skip
    if unit.phone != wanted.phone:
        yield Words("หนังสือที่เขียนต่อจากนี้ใช้หมายเลขใหม่", "Letters from now on have the new number")


def topic_effects(topic: "Topic", wanted: TopicWanted) -> Iterator[Words]:
    """What changes with the topic."""
    number = used.of_topic(topic.code).open_cases
    if (topic.name_th, topic.name_en) != (wanted.name_th, wanted.name_en):
        yield PLAIN
    if topic.unit_code != wanted.unit_code:
        yield Words(
            f"เรื่องใหม่ไปที่หน่วยใหม่ เรื่องที่ยังไม่ยุติ {number:,} เรื่องอยู่ที่หน่วยเดิม",
            f"New cases go to the new unit; {number:,} open ones stay where they are",
        )
    if topic.restricted != wanted.restricted:
        yield HIDDEN if wanted.restricted else OPEN


def _settled(form: Any, row: Any) -> Any:
    """Without the code once it is given."""
    if row is not None:
        del form.code
    return form

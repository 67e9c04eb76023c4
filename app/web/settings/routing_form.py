"""The form of a routing rule."""

from typing import TYPE_CHECKING, Any

from wtforms import Form, RadioField, SelectField, StringField, TextAreaField

from app.intake.channels import CHANNEL_LABELS
from app.queries import office, people
from app.web.fields import choices, tidy
from app.web.people_choices import named
from workflows import Kind
from workflows.routing import How, Time
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import RoutingRule

TIDY = (tidy,)
ANY = ("", Words("ใดก็ได้", "Any"))


class RuleForm(Form):
    """What a case must be like, and where it goes then."""

    name = StringField(
        Words("ชื่อกฎ", "Name"), filters=TIDY,
        description=Words("เห็นในประวัติของเรื่อง เช่น เว็บไซต์ขัดข้อง",
                          "Stands in the timeline of cases, such as: Website down"),
    )  # fmt: skip
    kind = SelectField(Words("ประเภทเรื่อง", "Kind"), validate_choice=False)
    topic = SelectField(Words("หัวข้อ", "Topic"), validate_choice=False)
    channel = SelectField(Words("ช่องทาง", "Channel"), validate_choice=False)
    words = TextAreaField(
        Words("มีคำใดคำหนึ่งในเรื่อง", "Says any of these words"), filters=TIDY,
        description=Words("บรรทัดละคำหรือวลี ไม่ต้องสนใจเว้นวรรค เลขไทย หรือตัวพิมพ์เล็กใหญ่",
                          "One a line; blanks, digits and capitals do not matter"),
    )  # fmt: skip
    place = StringField(Words("สถานที่มีคำว่า", "The place says"), filters=TIDY)
    time = SelectField(Words("เวลาที่รับเรื่อง", "Received"), validate_choice=False)
    unit = SelectField(Words("ส่งถึงหน่วยงาน", "Goes to the unit"), validate_choice=False)
    how = RadioField(Words("ผู้รับผิดชอบ", "Owner"), validate_choice=False)
    owner = SelectField(
        Words("ผู้ที่ระบุชื่อ", "The named person"), validate_choice=False,
        description=Words("ใช้เมื่อเลือก “ให้ผู้ที่ระบุชื่อ”", "Only with “To a named person”"),
    )  # fmt: skip

    def offer(self, unit: str = "") -> None:
        """The lists to choose from; ``unit`` is the one it has, in use or not."""
        topics = [(topic.code, topic.name) for topic in office.topics(restricted=True)]
        self.kind.choices = choices([ANY, *((kind.value, kind.label) for kind in Kind)])
        self.topic.choices = choices([ANY, *topics])
        self.channel.choices = choices([ANY, *CHANNEL_LABELS.items()])
        self.time.choices = choices([ANY, *((when.value, when.label) for when in Time)])
        units = [(unit.code, unit.name) for unit in office.units_in_use(unit)]
        self.unit.choices = choices([("", Words("เลือกหน่วยงาน", "Choose a unit")), *units])
        self.how.choices = choices((how.value, how.label) for how in How)
        nobody = ("", Words("ไม่ระบุ", "Nobody"))
        self.owner.choices = choices([nobody, *named(people.possible_owners(restricted=False))])

    def values(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        words = [line.strip() for line in (self.words.data or "").split("\n")]
        return {**self.data, "words": [word for word in words if word]}


def rule_form(typed: Any, rule: "RoutingRule | None" = None) -> RuleForm:
    """The form as it was typed, else as the rule has it, else empty."""
    form = RuleForm(typed, data=_data(rule) if rule else {"how": How.UNIT.value})
    form.offer(rule.unit_code if rule else "")
    return form


def _data(rule: "RoutingRule") -> dict[str, Any]:
    return {
        "name": rule.name, "kind": rule.kind, "topic": rule.topic_code, "channel": rule.channel,
        "words": "\n".join(rule.words), "place": rule.place, "time": rule.time,
        "unit": rule.unit_code, "how": rule.how, "owner": rule.owner.email if rule.owner else "",
    }  # fmt: skip

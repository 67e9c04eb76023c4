"""The columns of an old log of complaints: what each is called, wants, and means in a case."""

from app.intake.channels import CHANNEL_LABELS
from app.models import Person, Topic
from app.queries.register_column import Column
from workflows import Kind, State
from workflows.kinds import DISMISSALS, OUTCOMES
from workflows.words import Words

TIMES = ("received_at", "acknowledged_at", "assigned_at", "analysed_at", "resolved_at")
_OUTCOMES = {
    code: words for table in (*OUTCOMES.values(), DISMISSALS) for code, words in table.items()
}
_MOMENT = Words("วันที่ หรือวันที่กับเวลา เช่น 6/10/2568 10:12", "A date, or a date and time of day")


def _choice(name: str, label: Words, table: dict[str, Words], *, required: bool = False) -> Column:
    return Column(name, label, "choice", required=required, choices=tuple(table.items()))


def _time(name: str, th: str, en: str, *, required: bool = False, example: str = "") -> Column:
    return Column(name, Words(th, en), "moment", required=required, hint=_MOMENT, example=example)


def _text(name: str, th: str, en: str, limit: int = 200, example: str = "") -> Column:
    return Column(name, Words(th, en), "text", required=False, limit=limit, example=example)


COLUMNS = (
    Column("id", Words("เลขที่เรื่อง", "Reference"), limit=40, example="OIE-2568-0001",
           hint=Words("A–Z 0–9 และขีด ไม่ซ้ำกัน", "A–Z, 0–9 and hyphens, each once")),
    _time("received_at", "วันที่รับ", "Received", required=True, example="6/10/2568 10:12"),
    _choice("channel", Words("ช่องทาง", "Channel"),
            CHANNEL_LABELS, required=True),
    _choice("kind", Words("ประเภท", "Kind"), {kind.value: kind.label for kind in Kind},
            required=True),
    Column("subject", Words("เรื่อง", "Subject"), example="วารสารส่งล่าช้าเกือบ 3 เดือน"),
    Column("body", Words("รายละเอียด", "Details"), "long", limit=20_000,
           example="ฉบับเดือนกรกฎาคมเพิ่งได้รับเมื่อสัปดาห์ก่อน"),
    Column("topic", Words("หัวข้อ", "Topic"), "choice", required=False, of=Topic),
    _choice("state", Words("สถานะ", "State"), {state.value: state.label for state in State}),
    _text("name", "ชื่อผู้แจ้ง", "Name of the correspondent"),
    _text("email", "อีเมลผู้แจ้ง", "Their e-mail", 254),
    _text("phone", "โทรศัพท์ผู้แจ้ง", "Their telephone", 100),
    _text("address", "ที่อยู่ผู้แจ้ง", "Their address"),
    Column("anonymous", Words("ไม่ประสงค์ออกนาม", "Anonymous"), "tick", required=False),
    Column("restricted", Words("เรื่องปกปิด", "Restricted"), "tick", required=False),
    _text("registry_number", "เลขทะเบียนรับ", "Registry number", 50),
    _text("agency", "หน่วยงานที่ส่งเรื่อง", "Referring office"),
    _text("ref_no", "เลขที่หนังสือของหน่วยงานที่ส่ง", "Their letter number", 100),
    _time("acknowledged_at", "วันที่แจ้งรับเรื่อง", "Acknowledged"),
    Column("owner", Words("ผู้รับผิดชอบ", "Owner"), "person", required=False, limit=254, of=Person,
           hint=Words("ต้องกรอกเมื่อมีวันที่มอบหมาย", "Needed with the day of assignment")),
    _time("assigned_at", "วันที่มอบหมาย", "Assigned"),
    _time("analysed_at", "วันที่วิเคราะห์", "Analysed"),
    _text("root_cause", "สาเหตุ", "Root cause", 100),
    Column("analysis", Words("ผลการวิเคราะห์", "Finding"), "long", required=False, limit=20_000),
    _time("resolved_at", "วันที่ยุติ", "Resolved"),
    _choice("outcome", Words("ผล", "Outcome"), _OUTCOMES),
    Column("reason", Words("เหตุผลที่ไม่รับดำเนินการ", "Reason of a dismissal"), "long", required=False,
           limit=20_000),
    Column("resolution", Words("คำตอบ", "Answer"), "long", required=False, limit=20_000),
    Column("no_answer_reason", Words("เหตุที่ไม่มีคำตอบ", "Why there is no answer"), "long",
           required=False, limit=20_000),
    _text("forwarded_to", "ส่งต่อให้", "Forwarded to"),
)  # fmt: skip

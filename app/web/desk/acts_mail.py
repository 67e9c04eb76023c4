"""The acts about the correspondent's e-mail address."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.actions.mark_address import lift_mark, mark_of
from app.web.access import actor
from app.web.desk.act_table import Act, Group, once, writes
from app.web.desk.doing import CaseForm
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def _may_lift(case: "Case") -> bool:
    return writes(case) and once(mark_of, case) is not None


def _lift(case: "Case", now: datetime, form: CaseForm) -> None:
    lift_mark(case, actor(), now)


ACTS: dict[str, Act] = {
    "lift-mark": Act(
        Words("อีเมลของผู้แจ้งใช้ได้แล้ว ส่งหนังสือที่ตีกลับอีกครั้ง",
              "Their e-mail address works again: send what came back"),
        Words("กลับมาส่งถึงที่อยู่นี้", "Use the address again"), Group.NOW, CaseForm, _may_lift, _lift,
    ),
}  # fmt: skip

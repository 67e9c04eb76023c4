"""Acts for the person behind a case: a link for who lost the code."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.actions.send_link import send_link
from app.actions.tell import own_address
from app.web.access import actor
from app.web.desk.act_table import Act, Group, writes
from app.web.desk.doing import CaseForm
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def _may_send(case: "Case") -> bool:
    return writes(case) and bool(own_address(case))


def _send(case: "Case", now: datetime, _form: CaseForm) -> None:
    send_link(case, actor(), now)


ACTS: dict[str, Act] = {
    "track-link": Act(
        Words("ส่งลิงก์ติดตามให้ผู้แจ้ง", "Send the correspondent a tracking link"),
        Words("ส่งลิงก์ไปที่อีเมลที่ผู้แจ้งให้ไว้", "Send it to the address they gave us"),
        Group.TALK, CaseForm, _may_send, _send,
    ),
}  # fmt: skip

"""The acts that tie cases together: wall, merge, split, appeal, and the wish for another look."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.actions.appeal import Appealed
from app.actions.appeal import appeal as lodge
from app.actions.merge import merge, unmerge
from app.actions.raise_wall import DESK, Named, lift_wall, raise_wall
from app.actions.reopen import refuse_reopening
from app.actions.split import split
from app.queries import cases, links, walls, windows
from app.queries.links import Tie
from app.web.access import actor
from app.web.desk.act_forms_links import (
    AppealForm,
    LiftForm,
    MergeForm,
    RefusalForm,
    SplitForm,
    UnmergeForm,
    WallForm,
)
from app.web.desk.act_table import Act, Group, once, wears, worn, writes
from app.web.desk.doing import CaseForm, number
from workflows import By
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

NAMED = ("person", "unit", "reason", "outside_body", "owner", "new_unit")


def _may_wall(case: "Case") -> bool:
    return wears(case, *DESK)


def _may_lift(case: "Case") -> bool:
    return _may_wall(case) and bool(walls.standing(case))


def _handles(case: "Case") -> bool:
    return case.state.is_open and bool(worn(case))


def _may_merge(case: "Case") -> bool:
    return _handles(case) and not _follows(case)


def _may_unmerge(case: "Case") -> bool:
    return bool(worn(case)) and _follows(case)


def _follows(case: "Case") -> bool:
    return _has(case, Tie.MERGED_INTO)


def _has(case: "Case", tie: Tie) -> bool:
    return any(tie is one for one, _ in once(links.ties, case))


def _may_appeal(case: "Case") -> bool:
    if case.appeal_of_id or not writes(case):
        return False
    now = datetime.now(UTC)
    window = windows.of(case, now)
    return bool(window and window.appeals(cases.today(now)) and not _has(case, Tie.APPEAL))


def _may_refuse(case: "Case") -> bool:
    return case.reopen_asked_at is not None and wears(case, By.MANAGER)


def _said(form: CaseForm, name: str) -> str:
    return form[name].data or ""


def _wall(case: "Case", now: datetime, form: CaseForm) -> None:
    raise_wall(case, actor(), now, Named(**{name: _said(form, name) for name in NAMED}))


def _lift(case: "Case", now: datetime, form: CaseForm) -> None:
    lift_wall(case, number(form["wall"].data), actor(), now, _said(form, "reason"))


def _merge(case: "Case", now: datetime, form: CaseForm) -> None:
    merge(case, _said(form, "into"), actor(), now, _said(form, "note"))


def _unmerge(case: "Case", now: datetime, form: CaseForm) -> None:
    unmerge(case, actor(), now, _said(form, "reason"))


def _split(case: "Case", now: datetime, form: CaseForm) -> None:
    split(case, actor(), now, form.parts() if isinstance(form, SplitForm) else ())


def _appeal(case: "Case", now: datetime, form: CaseForm) -> None:
    key = f"appeal:{case.id}:{windows.answer_number(case)}"
    lodge(case, now, Appealed(_said(form, "reason"), _said(form, "channel"), key), actor())


def _refuse(case: "Case", now: datetime, form: CaseForm) -> None:
    refuse_reopening(case, actor(), now, _said(form, "reason"))


ACTS: dict[str, Act] = {
    "refuse-reopen": Act(
        Words("ไม่เปิดเรื่องตามคำขอของผู้แจ้ง", "Refuse to look at it again"),
        Words("แจ้งผู้แจ้งว่าคำตอบเดิมยังคงอยู่", "Tell them that the answer stands"),
        Group.NOW, RefusalForm, _may_refuse, _refuse, frozenset({"reason"}),
    ),
    "appeal": Act(
        Words("รับอุทธรณ์แทนผู้แจ้ง", "Take down an appeal"), Words("บันทึกอุทธรณ์", "Save the appeal"),
        Group.LINK, AppealForm, _may_appeal, _appeal, frozenset({"channel", "reason"}),
    ),
    "merge": Act(
        Words("รวมกับเรื่องอื่น", "Merge with another case"), Words("รวมเรื่อง", "Merge"),
        Group.LINK, MergeForm, _may_merge, _merge, frozenset({"into"}),
    ),
    "unmerge": Act(
        Words("เลิกรวมเรื่อง", "Undo the merge"), Words("เลิกรวมเรื่อง", "Undo the merge"),
        Group.LINK, UnmergeForm, _may_unmerge, _unmerge, frozenset({"reason"}),
    ),
    "split": Act(
        Words("แยกเป็นหลายเรื่อง", "Split into several cases"), Words("แยกเรื่อง", "Split"),
        Group.LINK, SplitForm, _handles, _split, frozenset({"subject_1", "body_1"}),
    ),
    "wall": Act(
        Words("กันผู้มีส่วนได้เสีย", "Keep away who has a conflict of interest"),
        Words("กันออกจากเรื่องนี้", "Keep them away"), Group.PROTECT, WallForm, _may_wall, _wall,
        frozenset({"reason"}),
    ),
    "lift-wall": Act(
        Words("เลิกกันผู้มีส่วนได้เสีย", "Let them come near again"), Words("เลิกกัน", "Let them in"),
        Group.PROTECT, LiftForm, _may_lift, _lift, frozenset({"wall", "reason"}),
    ),
}  # fmt: skip

"""The act of assessing a case."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.actions.assess import Assessment, assess
from app.web.access import actor
from app.web.desk.act_forms_assess import AssessForm
from app.web.desk.act_table import Act, Group, worn
from app.web.desk.doing import CaseForm
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def _may(case: "Case") -> bool:
    return case.state.is_open and bool(worn(case))


def _assess(case: "Case", now: datetime, form: CaseForm) -> None:
    names = Assessment.__dataclass_fields__
    assess(case, actor(), now, Assessment(**{name: form[name].data or "" for name in names}))


ACTS: dict[str, Act] = {
    "assess": Act(
        Words("ประเมินเรื่อง", "Assess the case"),
        Words("บันทึก", "Save"), Group.SORT, AssessForm, _may, _assess,
        frozenset({"severity", "complexity"}),
    ),
}  # fmt: skip

"""The form with which a case is assessed anew."""

from typing import TYPE_CHECKING

from wtforms import RadioField, StringField, TextAreaField

from app.web.desk.doing import CaseForm
from app.web.fields import AtMost, choices, tidy
from workflows import assessment
from workflows.limits import SHORT, WISH
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

TIDY = (tidy,)


class AssessForm(CaseForm):
    """Severity, complexity, remedy sought and place; the dates may follow."""

    severity = RadioField(
        assessment.SEVERITY, validate_choice=False, choices=choices(assessment.SEVERITIES.items()),
        description=Words("กำหนดเวลาอาจเปลี่ยนตามความรุนแรง", "The dates may depend on it"),
    )  # fmt: skip
    complexity = RadioField(
        assessment.COMPLEXITY, validate_choice=False,
        choices=choices(assessment.COMPLEXITIES.items()),
    )  # fmt: skip
    remedy = TextAreaField(assessment.REMEDY, filters=TIDY, validators=[AtMost(WISH)])
    place = StringField(assessment.PLACE, filters=TIDY, validators=[AtMost(SHORT)])

    def __init__(self, case: "Case") -> None:
        super().__init__(obj=case)

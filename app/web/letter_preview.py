"""A wording tried on a real case before it holds, for whoever may see that case."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.actions.report_referral import NOT_REFERRED, Report
from app.mail import outbox
from app.mail.wording import check_wording
from app.queries import cases
from workflows.dates import say_date
from workflows.errors import Invalid, UnknownReference
from workflows.kinds import OUTCOMES, outcome_label
from workflows.reporting import Result
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person

UNSEEN = Words("ไม่พบเรื่องเลขที่นี้ หรือท่านไม่มีสิทธิเห็น", "No such case, or none that you may see")
SAMPLE = Words("(ข้อความที่เจ้าหน้าที่เขียนจะอยู่ตรงนี้)", "(what the officer writes stands here)")
WEEKS = timedelta(days=30)  # for the days of a letter that was not written


def preview(  # noqa: PLR0913 - a wording and the case it is tried on
    letter: str, language: str, subject: str, body: str, reference: str, person: "Person",
    today: date,
) -> tuple[str, str]:  # fmt: skip
    """Subject and text as they would be; Invalid for a wording or a case that will not do."""
    check_wording(letter, subject, body)
    try:
        case = cases.find(reference.strip().upper(), person)
    except UnknownReference as error:
        raise Invalid(reference=UNSEEN) from error
    if letter == "report" and case.referral is None:
        raise Invalid(reference=NOT_REFERRED)
    return outbox.compose(case, letter, language, _told(case, language, today), (subject, body))


def _told(case: "Case", language: str, today: date) -> dict[str, Any]:
    """What the letter would be told: of this case where it is known, else an example."""
    words = case.answer or SAMPLE.say(language)
    day = say_date(today + WEEKS, language, "long")
    days = ("reopen_until", "appeal_until", "before", "until", "day", "next")
    outcome = outcome_label(case.outcome or next(iter(OUTCOMES[case.kind])))
    return {
        "words": words, "outcome": outcome, "parts": [case], "referral": case.referral,
        "report": Report(Result.IN_PROGRESS, words), "reason": "", **dict.fromkeys(days, day),
    }  # fmt: skip

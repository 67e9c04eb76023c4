"""Reporting back to the office that referred a case: with which results, and reminded of when."""

from enum import StrEnum

from workflows.kinds import DISMISSALS
from workflows.words import Words

# Working days before their date on which whoever owes the report is reminded. Letters of referral
# give about 15 days, so the month's notice that longer ladders begin with would come too early.
LADDER = (7, 3, 1)


class Result(StrEnum):
    """What we report, in the three forms that the centre at 1111 expects."""

    DONE = "done"
    CANNOT = "cannot"
    IN_PROGRESS = "in_progress"

    @property
    def label(self) -> Words:
        """The result as the report words it."""
        return _RESULTS[self]

    @property
    def is_final(self) -> bool:
        """Whether nothing more has to be reported after it."""
        return self is not Result.IN_PROGRESS


_RESULTS = {
    Result.DONE: Words("ดำเนินการแล้วเสร็จ", "Done"),
    Result.CANNOT: Words("ไม่สามารถดำเนินการได้ พร้อมชี้แจง", "Cannot be done, as explained"),
    Result.IN_PROGRESS: Words("อยู่ระหว่างดำเนินการ", "In progress"),
}

THEIR_STATES = {
    "open": Words("ยังไม่ยุติ", "Open"),
    "closed": Words("ยุติแล้ว", "Closed"),
}


def result_of(outcome: str) -> Result:
    """A decided case is done, whichever way it was decided; a dismissed one could not be."""
    return Result.CANNOT if outcome in DISMISSALS else Result.DONE

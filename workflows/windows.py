"""How long after the answer the correspondent may ask for another look, and may appeal.

Reopening is a promise of the office (its own number of days). An appeal may follow for 15 days
more, the days of section 44 of the Administrative Procedure Act B.E. 2539, so that whoever asked
on the last day and was refused still has a way.
"""

from dataclasses import dataclass
from datetime import date, timedelta

APPEAL = timedelta(days=15)


@dataclass(frozen=True)
class Windows:
    """The last day of each."""

    reopen_until: date
    appeal_until: date

    def reopens(self, today: date) -> bool:
        """Whether another look may still be asked for."""
        return today <= self.reopen_until

    def appeals(self, today: date) -> bool:
        """Whether an appeal may still be lodged."""
        return today <= self.appeal_until


def windows(answered_on: date, reopen_days: int, refused_on: date | None = None) -> Windows:
    """The windows after an answer; a refusal to reopen gives its own days for the appeal."""
    reopen_until = answered_on + timedelta(days=reopen_days)
    return Windows(reopen_until, max(reopen_until, refused_on or reopen_until) + APPEAL)

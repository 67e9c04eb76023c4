"""Whether a cause came back after something was improved: counted in equal periods.

Up to 26 weeks are looked at on each side of the day on which the improvement was done, so that
every day of the week stands in both as often. While less time has passed, both sides are as long
as the time that has: a short time after is never compared with a long time before. The day itself
belongs to the time before.
"""

from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 26 * 7  # days on each side

Span = tuple[date, date]


@dataclass(frozen=True)
class Periods:
    """The same number of days before and after; first and last day of each included."""

    days: int
    before: Span
    after: Span

    @property
    def over(self) -> bool:
        """Whether the whole time after has passed: the count is final but for late analyses."""
        return self.days == LONGEST


def periods(done_on: date, today: date) -> Periods | None:
    """What to compare, as seen on ``today``; None before the first day after."""
    days = min(LONGEST, (today - done_on).days)
    if days < 1:
        return None
    one, length = timedelta(days=1), timedelta(days=days)
    return Periods(days, (done_on - length + one, done_on), (done_on + one, done_on + length))

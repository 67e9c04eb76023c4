"""A moment of which only the day is kept: the time of day of a visit can give away a person."""

from datetime import datetime, time, timedelta

from workflows.dates import BANGKOK, start_of_day

# Thousandths of a second that say "only the day is meant"; no clock shows them but by accident.
_MARK = 777_000
_PLACES = 1_000  # below them: what came before what on the same day


def coarse(moment: datetime, opens: time, closes: time, place: int = 0) -> datetime:
    """The day of ``moment``, and whether the office was open: both decide when receipt counts.

    Never later than ``moment``. Of two on one day the one with the higher ``place`` is later.
    """
    here = moment.astimezone(BANGKOK)
    clock = here.time().replace(second=0, microsecond=0)
    since = max(begin for begin in (time(), opens, closes) if begin <= clock)
    begins = datetime.combine(here.date(), since, BANGKOK)
    return (begins + timedelta(microseconds=_MARK + place % _PLACES)).astimezone(moment.tzinfo)


def is_coarse(moment: datetime) -> bool:
    """Whether only the day of ``moment`` is meant."""
    return moment.second == 0 and _MARK <= moment.microsecond < _MARK + _PLACES


def next_night(moment: datetime) -> datetime:
    """The midnight after ``moment``, when notices of anonymous visits leave."""
    return start_of_day(moment) + timedelta(days=1)

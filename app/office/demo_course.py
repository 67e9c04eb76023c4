"""How far the office has come with an invented case, and when it did what."""

from datetime import datetime, timedelta
from random import Random

from app.office.demo_place import Place, at
from workflows.deadlines import Deadlines
from workflows.kinds import Kind

Course = dict[str, datetime]  # events of the timeline, by name, that have happened

# How many working days the work takes, against that of a complaint.
PACE = {Kind.COMPLAINT: 1.0, Kind.SUGGESTION: 1.2, Kind.OPINION: 0.6, Kind.COMPLIMENT: 0.3}
UNTIL_ASSIGNED = (0, 0, 1, 1, 1, 1, 2, 2, 2, 3)
UNTIL_TOLD = (0, 0, 0, 0, 0, 1, 1, 1, 1, 2)
ANALYSIS, ANSWER = 2.5, 4.0  # mean working days
DISMISSED, FORGOTTEN, TRANSFERRED = 0.06, 0.03, 0.05
LATER = 25.0  # mean working days by which a forgotten case is late
LETTER_BY = 8  # working days after which nearly everybody has heard something
PAUSE = timedelta(minutes=7)


def course_of(
    rng: Random, place: Place, kind: Kind, received: datetime, dates: Deadlines, *, at_once: bool
) -> Course:  # fmt: skip
    """What has happened to a case by now; ``at_once``: a machine gave reference and dates."""
    days = _days(rng, kind)
    if rng.random() < FORGOTTEN:
        from_step = rng.choice(list(days))
        more = int(rng.expovariate(1 / LATER))
        passed = list(days)[: list(days).index(from_step)]
        days = {step: day + (0 if step in passed else more) for step, day in days.items()}
    course = {"registered": received}
    course["acknowledged"] = received + timedelta(seconds=20)
    if not at_once:
        course["acknowledged"] = _moment(rng, place, dates, rng.choice(UNTIL_TOLD), received)
    last = received
    for step, day in days.items():
        course[step] = last = _moment(rng, place, dates, day, last)
    happened = {step: moment for step, moment in course.items() if moment <= place.now}
    return dict(sorted(happened.items(), key=lambda one: one[1]))


def _days(rng: Random, kind: Kind) -> dict[str, int]:
    """Each step with its working day after the official date, in order."""
    day = rng.choice(UNTIL_ASSIGNED)
    days = {"assign": day}
    dismissed = rng.random() < DISMISSED
    if rng.random() < TRANSFERRED:
        days["transfer"] = day
    if kind is not Kind.COMPLIMENT and not dismissed:
        day += int(rng.expovariate(1 / (ANALYSIS * PACE[kind])))
        days["analyse"] = day
    end = day + int(rng.expovariate(1 / (ANSWER * PACE[kind])))
    if end > LETTER_BY and rng.random() < 0.85:
        days["letter_written"] = max(day, LETTER_BY - rng.randrange(4))
    days["dismiss" if dismissed else "resolve"] = end
    return days


def _moment(rng: Random, place: Place, dates: Deadlines, day: int, after: datetime) -> datetime:
    """Some time of that working day in office hours, and after what came before."""
    moment = at(place.workday(dates.official, day), 9 * 60 + rng.randrange(6 * 60))
    return max(moment, after + PAUSE)

"""What an invented case needs to know of the office: its days, promises, topics and people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from app.intake.channels import CHANNELS
from app.models import Person, Topic
from app.queries import office, people
from workflows.dates import BANGKOK
from workflows.deadlines import Calendar, Deadlines, Targets, deadlines
from workflows.kinds import Kind
from workflows.targets import RESTRICTED, Matter

_AHEAD = timedelta(days=400)


@dataclass
class Place:
    """The office as it is now, and the working days from ``first`` on."""

    first: date
    now: datetime
    calendar: Calendar
    targets: Mapping[str, Targets]
    units: Sequence[str]
    topics: Sequence[Topic]
    secret_topics: Sequence[Topic]
    owners: Sequence[Person]
    secret_owners: Sequence[Person]
    causes: Sequence[str]
    workdays: list[date] = field(init=False)
    _places: dict[date, int] = field(init=False)
    _promises: dict[tuple[date, bool, str], Deadlines] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = self.now.date() + _AHEAD - timedelta(days=60)
        days = (self.first + timedelta(days=n) for n in range((last - self.first).days))
        self.workdays = [day for day in days if self.calendar.is_working(day)]
        self._places = {day: n for n, day in enumerate(self.workdays)}

    @classmethod
    def of_this_office(cls, first: date, now: datetime) -> "Place":
        """Asked once; cases by the thousand are made from it."""
        targets: dict[str, Targets] = {
            kind.value: office.targets(Matter(kind, first)) for kind in Kind
        }
        targets[RESTRICTED] = office.targets(Matter(Kind.COMPLAINT, first, restricted=True))
        topics = office.topics(restricted=True)
        return cls(
            first=first,
            now=now,
            calendar=office.calendar(first, days=(now.date() - first + _AHEAD).days),
            targets=targets,
            units=[unit.code for unit in office.units()],
            topics=[topic for topic in topics if not topic.restricted],
            secret_topics=[topic for topic in topics if topic.restricted],
            owners=people.possible_owners(restricted=False),
            secret_owners=people.possible_owners(restricted=True),
            causes=office.root_causes(),
        )

    def promised(self, received: datetime, key: str) -> Deadlines:
        """The dates of a case received then; ``key`` is a kind, or restricted."""
        local = received.astimezone(BANGKOK)
        late = local.time() >= self.calendar.closes
        known = (local.date(), late, key)
        if known not in self._promises:
            self._promises[known] = deadlines(received, self.targets[key], self.calendar)
        return self._promises[known]

    def workday(self, official: date, number: int) -> date:
        """The ``number``-th working day after ``official``."""
        return self.workdays[min(self._places[official] + number, len(self.workdays) - 1)]

    def working_days(self, official: date, last: date) -> int:
        """Working days after ``official`` up to ``last``, a working day."""
        return self._places[last] - self._places[official]


def at(day: date, minute: int) -> datetime:
    """The minute of that day in Bangkok."""
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minute - 7 * 60)


_SHARES = {"web": 40, "email": 20, "phone": 12, "gcc1111": 10, "walkin": 6, "letter": 5,
           "seminar": 3, "survey": 3, "api": 1}  # fmt: skip
OPEN_CHANNELS = [code for code, share in _SHARES.items() for _ in range(share)]
SECRET_CHANNELS = [code for code, channel in CHANNELS.items() if channel.restricted]
AT_ONCE = ("web", "api", "email")  # reference and dates are given by the machine

"""Gives many cases their dates by one calendar and one set of rules; alike is counted once."""

from collections.abc import Sequence
from datetime import date, datetime

from workflows.deadlines import (
    BANGKOK,
    Calendar,
    Deadlines,
    Extension,
    Milestone,
    OutsideCalendar,
    Stop,
    Targets,
    deadlines,
    official_date,
)
from workflows.targets import Matter, TargetRule, targets_for


class Reckoner:
    """Counts as ``deadlines`` does, and remembers: cases of one day and matter share dates."""

    def __init__(self, calendar: Calendar, rules: Sequence[TargetRule]) -> None:
        self.calendar = calendar
        self.rules = list(rules)
        self._asks = [
            any(getattr(rule, name) for rule in rules) for name in ("topic", "severity", "channel")
        ]
        self._known: dict[tuple, Deadlines | None] = {}
        self._counted: dict[tuple, Deadlines] = {}

    def counts_by(self, calendar: Calendar, rules: Sequence[TargetRule]) -> bool:
        """Whether what it remembers holds for this calendar and these rules too."""
        return self.calendar == calendar and self.rules == list(rules)

    def dates(
        self, received_at: datetime, matter: Matter, stops: Sequence[Stop] = (),
        extension: Extension | None = None,
    ) -> Deadlines | None:  # fmt: skip
        """The dates of a case; None where the calendar ends before them and nobody knows."""
        if stops or extension:
            return self._alone(received_at, matter, stops, extension)
        local = received_at.astimezone(BANGKOK)
        asked = (matter.topic, matter.severity, matter.channel)
        named = (value if asks else None for value, asks in zip(asked, self._asks, strict=True))
        key = (local.date(), local.time() >= self.calendar.closes, matter.table, *named)
        if key not in self._known:
            self._known[key] = self._alike(received_at, local.date(), matter)
        return self._known[key]

    def _alone(
        self, received_at: datetime, matter: Matter, stops: Sequence[Stop],
        extension: Extension | None,
    ) -> Deadlines | None:  # fmt: skip
        try:
            targets = self._targets(matter, official_date(received_at, self.calendar))
            return deadlines(received_at, targets, self.calendar, stops, extension)
        except OutsideCalendar:
            return None

    def _alike(self, received_at: datetime, day: date, matter: Matter) -> Deadlines | None:
        """Other topics may have the same targets: then they have the same dates."""
        try:
            official = official_date(received_at, self.calendar)
            targets = self._targets(matter, official)
            key = (day, official, *(targets.get(m) for m in Milestone))
            if key not in self._counted:
                self._counted[key] = deadlines(received_at, targets, self.calendar)
            return self._counted[key]
        except OutsideCalendar:
            return None

    def _targets(self, matter: Matter, official: date) -> Targets:
        return targets_for(matter.of(official), self.rules)

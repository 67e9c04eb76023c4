"""The SLA targets an office starts with, per kind, and how its own rules replace them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workflows.deadlines import Milestone, Target, Targets
from workflows.kinds import Kind

RESTRICTED = "restricted"  # cases of the integrity door have targets of their own, whatever kind


def _row(ack: str, assign: str, analyse: str | None, first: str, resolve: str) -> dict:
    words = (ack, assign, analyse, first, resolve)
    return {m: Target.parse(w) if w else None for m, w in zip(Milestone, words, strict=True)}


# 15 days for the first answer is the agencies' practice under the Prime Minister's Office
# regulation on petitions B.E. 2552; the rest is a proposal every office may change.
# fmt: off
DEFAULT_TARGETS: dict[str, dict[Milestone, Target | None]] = {
    #                          ack    assign  analyse  first  resolve
    Kind.COMPLAINT:       _row("1WD", "2WD",  "7WD",   "15D", "30D"),
    Kind.SUGGESTION:      _row("1WD", "2WD",  "10WD",  "15D", "30D"),
    Kind.OPINION:         _row("1WD", "3WD",  "10WD",  "15D", "15D"),
    Kind.COMPLIMENT:      _row("1WD", "3WD",  None,    "5WD", "5WD"),
    RESTRICTED:           _row("1WD", "1WD",  "15WD",  "15D", "60D"),
}
# fmt: on


@dataclass(frozen=True)
class Matter:
    """What of a case chooses its targets; ``day`` is its official date of receipt."""

    kind: Kind
    day: date
    restricted: bool = False
    topic: str | None = None
    severity: str = ""
    channel: str = ""

    def of(self, day: date) -> "Matter":
        """The same matter, received on ``day``."""
        return replace(self, day=day)

    @property
    def table(self) -> str:
        """Whose rules hold: those of its kind, or of the restricted cases."""
        return RESTRICTED if self.restricted else self.kind.value


@dataclass(frozen=True)
class TargetRule:
    """One version of a promise; empty ``topic``, ``severity`` and ``channel`` hold for any.

    ``target`` None promises nothing. It holds for cases of ``valid_from`` up to the day before
    ``valid_to``; None is without beginning or end.
    """

    table: str
    milestone: Milestone
    target: Target | None
    topic: str = ""
    severity: str = ""
    channel: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, matter: Matter) -> bool:
        """Whether the rule speaks of ``matter``."""
        if self.table != matter.table or not self._in_force(matter.day):
            return False
        pairs = (
            (self.topic, matter.topic), (self.severity, matter.severity),
            (self.channel, matter.channel),
        )  # fmt: skip
        return all(not asked or asked == given for asked, given in pairs)

    @property
    def weight(self) -> tuple[int, int, int, date]:
        """Of two rules that hold the heavier wins: topic, severity, channel, then the newer."""
        named = (bool(self.topic), bool(self.severity), bool(self.channel))
        return *map(int, named), self.valid_from or date.min  # type: ignore[return-value]  # three

    def _in_force(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


def targets_for(matter: Matter, rules: Iterable[TargetRule]) -> Targets:
    """The promise of each milestone: by the heaviest rule that holds, else the one we ship."""
    found = dict(DEFAULT_TARGETS[matter.table])
    holding = [rule for rule in rules if rule.holds(matter)]
    for rule in sorted(holding, key=lambda rule: rule.weight):
        found[rule.milestone] = rule.target
    return found


def rule_for(
    matter: Matter, milestone: Milestone, rules: Iterable[TargetRule]
) -> TargetRule | None:
    """The rule that makes this promise; None where the office says nothing of its own."""
    holding = [rule for rule in rules if rule.milestone is milestone and rule.holds(matter)]
    return max(holding, key=lambda rule: rule.weight, default=None)

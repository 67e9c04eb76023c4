"""What the API tells of how the office works: routing, absences, chains, and who owns how much."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.reports.routing_trial import Example, Tried
from app.web.api.shapes import Shape
from workflows.deadlines import Milestone
from workflows.escalation import Chain

if TYPE_CHECKING:
    from app.models import Absence, RoutingRule


class Figures(Shape):
    """What a trial found: of ``cases`` so many ``matched``, of which ``agreed`` went there."""

    cases: int
    matched: int
    agreed: int


class RoutedBy(Shape):
    """A routing rule as it stands; ``trial`` is null until it is tried as it is now."""

    id: int
    version: int
    position: int
    name: str
    active: bool
    kind: str
    topic: str
    channel: str
    words: list[str]
    place: str
    time: str
    unit: str
    how: str
    owner: str | None
    trial: Figures | None

    @classmethod
    def of(cls, row: "RoutingRule", trials: Mapping[int, Mapping[str, Any]]) -> "RoutedBy":
        """As it stands in the list, with what its last trial found."""
        found = trials.get(row.id)
        return cls(
            id=row.id, version=row.version, position=row.position, name=row.name,
            active=row.active, kind=row.kind, topic=row.topic_code, channel=row.channel,
            words=row.words, place=row.place, time=row.time, unit=row.unit_code, how=row.how,
            owner=row.owner.email if row.owner else None,
            trial=Figures(**{n: found[n] for n in Figures.model_fields}) if found else None,
        )  # fmt: skip


class RoutingRules(Shape):
    """All rules in their order; the first that holds for a new case sends it."""

    rules: list[RoutedBy]


class PastCase(Shape):
    """A case that a rule would have taken, and the unit it went to."""

    reference: str
    subject: str
    unit: str | None


class TriedRule(Shape):
    """What a rule would have done; ``went``: unit → cases, ``-`` for none."""

    rule: int
    name: str
    unit: str
    matched: int
    agreed: int
    percent: float | None
    went: dict[str, int]
    examples: list[PastCase]

    @classmethod
    def of(cls, tried: Tried, examples: list[Example]) -> "TriedRule":
        """With some cases that the caller may see."""
        return cls(
            rule=tried.rule.id, name=tried.rule.name, unit=tried.rule.unit_code,
            matched=tried.matched, agreed=tried.agreed, percent=tried.share,
            went={unit or "-": number for unit, number in tried.went.most_common()},
            examples=[PastCase(reference=e.reference, subject=e.subject, unit=e.unit or None)
                      for e in examples],
        )  # fmt: skip


class TriedRules(Shape):
    """The list on past cases; ``none`` of them fell under no rule."""

    cases: int
    matched: int
    agreed: int
    none: int
    rules: list[TriedRule]


class AwayTime(Shape):
    """Somebody is away on these days, both included; ``now``: it has begun."""

    id: int
    person: str
    from_on: date
    to_on: date
    deputy: str | None
    note: str
    now: bool

    @classmethod
    def of(cls, row: "Absence", today: date) -> "AwayTime":
        """As it stands today."""
        return cls(
            id=row.id, person=row.person.email, from_on=row.from_on, to_on=row.to_on,
            deputy=row.deputy.email if row.deputy else None, note=row.note,
            now=row.from_on <= today,
        )  # fmt: skip


class Absences(Shape):
    """Everybody's absences that are not over, the next first."""

    items: list[AwayTime]


class OwnAbsences(Absences):
    """One's own, and in ``covering`` those in which one stands in."""

    covering: list[AwayTime]


class Desk(Shape):
    """``open`` cases somebody owns; ``capacity`` is percent of a full desk, 0: none in turn."""

    id: int
    person: str
    unit: str | None
    open: int
    capacity: int
    away: bool


class Desks(Shape):
    """Everybody who may own cases."""

    items: list[Desk]


class ToldChain(Shape):
    """Who is told of a deadline and when; ``text`` says it in words."""

    before_days: int
    every_days: int
    depth: int
    text: str

    @classmethod
    def of(cls, chain: Chain) -> "ToldChain":
        """As it is in force."""
        return cls(before_days=chain.before_days, every_days=chain.every_days, depth=chain.depth,
                   text=chain.words.th)  # fmt: skip


class Chains(Shape):
    """The chain of each deadline; ``circle``: units that stand above one another, to be mended."""

    chains: dict[Milestone, ToldChain]
    circle: list[str]


class Owning(Shape):
    """How many open cases somebody owns."""

    person: str
    open: int


class Owners(Shape):
    """Everybody who may leave, the most cases first."""

    people: list[Owning]

"""Who stands in for whom: deputies of deputies, and chains that would lead back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Away:
    """Somebody is away from ``first`` to ``last``, both included."""

    person: int
    first: date
    last: date
    deputy: int | None = None

    def meets(self, other: "Away") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


def stands_in(person: int, deputies: Mapping[int, int | None]) -> int | None:
    """Who is here for ``person``: their deputy, or the deputy of that one, once round at most.

    ``deputies`` has everybody who is away today. None when the chain ends without anybody.
    """
    seen: set[int] = set()
    found: int | None = person
    while found is not None and found in deputies:
        if found in seen:
            return None
        seen.add(found)
        found = deputies[found]
    return found


def leads_back(away: Away, others: Sequence[Away]) -> bool:
    """Whether on some day the deputy's deputies would lead back to the person who is away."""
    return _reaches(away.person, away, tuple(others))


def _reaches(person: int, away: Away, others: tuple[Away, ...]) -> bool:
    if away.deputy is None:
        return False
    if away.deputy == person:
        return True
    return any(
        _reaches(person, _common(away, other), tuple(o for o in others if o is not other))
        for other in others
        if other.person == away.deputy and other.meets(away)
    )


def _common(away: Away, other: Away) -> Away:
    """The other's absence on the days that both are away."""
    first, last = max(away.first, other.first), min(away.last, other.last)
    return replace(other, first=first, last=last)

"""How many numbers become one: percent, median, percentile; None where there is no value."""

from collections.abc import Mapping


def percent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in percent to two decimals; None for 0 of 0."""
    return round(100 * part / whole, 2) if whole else None


def median(counted: Mapping[int, int]) -> float | int | None:
    """The middle value of a histogram; the mean of the two middle ones when it is even."""
    total = sum(counted.values())
    if not total:
        return None
    low, high = _nth(counted, (total + 1) // 2), _nth(counted, total // 2 + 1)
    middle = (low + high) / 2
    return int(middle) if middle.is_integer() else middle


def total(counted: Mapping[int, int]) -> int:
    """All values of a histogram added up."""
    return sum(value * times for value, times in counted.items())


def nearest_rank(counted: Mapping[int, int], percentile: int) -> int | None:
    """The smallest value that at least ``percentile`` percent of all do not exceed."""
    total = sum(counted.values())
    return _nth(counted, -(-percentile * total // 100)) if total else None


def _nth(counted: Mapping[int, int], n: int) -> int:
    """The ``n``-th smallest, counted from 1; there are that many."""
    seen = 0
    for value in sorted(counted):
        seen += counted[value]
        if seen >= n:
            return value
    raise IndexError(n)

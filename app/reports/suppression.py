"""Which rows of a public table may not be shown, so that nobody is recognised by a small number."""

from collections.abc import Sequence, Set

LEAST = 5  # a count from 1 to 4 is not shown


def small(count: int) -> bool:
    """Whether the count could point at somebody; nothing at all points at nobody."""
    return 0 < count < LEAST


def hidden(rows: Sequence[Sequence[int]], already: Set[int] = frozenset()) -> set[int]:
    """The places of the rows to leave out of a table whose total is shown; ``already`` are out.

    A row with a small count is left out; and with it the next smallest ones, until what is left
    out cannot be found by taking the rest from the total.
    """
    found = {place for place, row in enumerate(rows) if any(map(small, row))} | already
    others = [place for place, row in enumerate(rows) if place not in found and any(row)]
    others.sort(key=lambda place: list(rows[place]))
    while found and others and not _covered([rows[place] for place in found]):
        found.add(others.pop(0))
    return found


def _covered(rows: Sequence[Sequence[int]]) -> bool:
    """Whether the sums of these rows tell nothing of any one of them."""
    return len(rows) > 1 and not any(small(sum(counts)) for counts in zip(*rows, strict=True))

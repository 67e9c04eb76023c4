"""No count from 1 to 4 is shown, nor found by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from app.reports.suppression import LEAST, hidden, small

ROWS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(
    lambda pair: (pair[0] + pair[1], pair[0], pair[1])
), max_size=8)  # fmt: skip


@given(ROWS)
def test_what_is_shown_is_not_small_and_what_is_hidden_cannot_be_found(
    rows: list[tuple[int, int, int]],
) -> None:
    found = hidden(rows)
    assert not any(small(n) for place, row in enumerate(rows) if place not in found for n in row)
    if not found or all(place in found or not any(row) for place, row in enumerate(rows)):
        return  # nothing of the table is left from which anything could be worked out
    assert len(found) > 1
    sums = [sum(rows[place][n] for place in found) for n in range(3)]
    assert not any(map(small, sums))


def test_what_was_left_out_before_stays_out_and_counts_as_cover() -> None:
    assert hidden([(9, 0), (8, 0), (4, 5)], {0}) == {0, 2}
    assert hidden([(9, 0), (8, 0), (7, 0)], {0}) == {0, 2}  # one alone could be worked out


def test_one_small_row_takes_the_next_smallest_with_it() -> None:
    assert hidden([(40, 40, 0), (3, 3, 0), (0, 0, 0), (9, 9, 0)]) == {1, 3}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden([(LEAST, LEAST, 0), (0, 0, 0), (12, 6, 6)]) == set()

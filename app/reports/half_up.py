"""Numbers as an office rounds them: halves upwards, and no value for nothing of nothing."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = int | Fraction


def half_up(value: Number, places: int = 2) -> float:
    """``value`` to so many decimals, exactly: 0.125 gives 0.13."""
    exact = Fraction(value)
    unit = Decimal(1).scaleb(-places)
    return float((Decimal(exact.numerator) / exact.denominator).quantize(unit, ROUND_HALF_UP))


def percent(part: Number, whole: int) -> float | None:
    """``part`` of ``whole`` in percent to two decimals; None for 0 of 0."""
    return half_up(Fraction(100 * part) / whole) if whole else None

"""The Thai fiscal year: B.E. n runs from 1 October of n-544 C.E. to 30 September of n-543."""

from datetime import date

BUDDHIST_ERA = 543


def fiscal_year(day: date) -> int:
    """The fiscal year (B.E.) that ``day`` belongs to."""
    return day.year + BUDDHIST_ERA + (1 if day.month >= 10 else 0)


def fiscal_days(year_be: int) -> tuple[date, date]:
    """First and last day of fiscal year ``year_be``, both included."""
    year = year_be - BUDDHIST_ERA
    return date(year - 1, 10, 1), date(year, 9, 30)

"""THE CRITERIA TABLE: for each criterion, what the facts of a year say about each of its claims."""

from collections.abc import Callable

from app.reports.criteria import cs1, cs2, cs3, cs4, cs5, cs6, cs7
from app.reports.criteria.finding import Finding
from app.reports.facts import Facts

CRITERIA: dict[str, Callable[[Facts], list[Finding]]] = {
    "CS1": cs1.findings,
    "CS2": cs2.findings,
    "CS3": cs3.findings,
    "CS4": cs4.findings,
    "CS5": cs5.findings,
    "CS6": cs6.findings,
    "CS7": cs7.findings,
}

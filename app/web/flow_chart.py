"""The flow chart of each kind with the people in force now, for the public and for managers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import graphviz
from markupsafe import Markup

from app.queries import office
from app.web.present import language
from app.web.promise import within
from workflows import TABLES, By, Kind, State, Step
from workflows.chart import Beside, draw
from workflows.deadlines import Milestone, Targets
from workflows.targets import Matter, targets_for
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person

MEETS = {
    "assign": Milestone.ASSIGN, "analyse": Milestone.ANALYSE, "resolve": Milestone.RESOLVE,
}  # fmt: skip
DRAWN = 3  # names of one hat in the picture; the list has all
NOBODY = Words("ยังไม่มี", "nobody yet")
EACH = Words("ระบุชื่อในแต่ละเรื่อง", "named on each case")

Wearing = Mapping[By, Sequence["Person"]]
Lines = Mapping[tuple[str, State], Words]  # what more is told of an arrow


def charts(
    today: date, wearing: Wearing, told: Mapping[Kind, Lines] | None = None
) -> list[dict[str, Any]]:
    """Each kind with its picture and its steps: hat, names and the deadline in force today."""
    made, rules = [], office.rules()
    for kind in Kind:
        targets = targets_for(Matter(kind, today), rules)
        lines = _lines(kind, targets, (told or {}).get(kind, {}))
        made.append({"kind": kind, "svg": _drawing(kind, wearing, lines),
                     "steps": _steps(kind, targets, wearing)})  # fmt: skip
    return made


def people(wearing: Wearing) -> list[list[Any]]:
    """Hat, name, position and unit of everybody the charts name."""
    return [
        [hat.label, person.name, person.position or None, person.unit.name if person.unit else None]
        for hat, found in wearing.items() for person in found
    ]  # fmt: skip


def _lines(kind: Kind, targets: Targets, told: Lines) -> dict[tuple[str, State], tuple[Words, ...]]:
    """By when, and what more is told, of every arrow."""
    found = {}
    for row in TABLES[kind]:
        more = told.get((row.trigger, row.source))
        said = (_within(row, targets), more)
        found[row.trigger, row.source] = tuple(words for words in said if words)
    return found


def _within(row: Step, targets: Targets) -> Words | None:
    target = targets.get(MEETS[row.trigger]) if row.trigger in MEETS else None
    return within(target) if target else None


def _drawing(
    kind: Kind, wearing: Wearing, lines: Mapping[tuple[str, State], tuple[Words, ...]]
) -> Markup | None:
    """None where graphviz is not installed: the list of steps says it all."""
    say = language()
    beside = Beside(
        people=tuple((hat, _few(found, say)) for hat, found in wearing.items()),
        arrows=tuple((way, tuple(w.say(say) for w in words)) for way, words in lines.items()),
    )  # fmt: skip
    try:
        return Markup(draw(kind, "svg", say, beside))  # nosec B704 - the drawing escapes every name
    except graphviz.ExecutableNotFound:
        return None


def _few(found: Sequence["Person"], say: str) -> tuple[str, ...]:
    if not found:
        return (NOBODY.say(say),)
    names = tuple(" ".join(person.name.split()) for person in found[:DRAWN])
    more = len(found) - len(names)
    return (*names, Words(f"และอีก {more} คน", f"and {more} more").say(say)) if more else names


def _steps(kind: Kind, targets: Targets, wearing: Wearing) -> list[dict[str, Any]]:
    """Every step once, in the table's order, wherever it may start from, with all its hats."""
    rows: dict[str, list[Step]] = {}
    for row in TABLES[kind]:
        rows.setdefault(row.trigger, []).append(row)
    return [
        {"label": same[0].label, "within": _within(same[0], targets),
         "ways": [(row.source.label, row.target.label) for row in same],
         "hats": [(hat.label, _names(hat, wearing)) for hat in By
                  if any(hat in row.by for row in same)]}
        for same in rows.values()
    ]  # fmt: skip


def _names(hat: By, wearing: Wearing) -> Words:
    if hat is By.OWNER:
        return EACH
    names = ", ".join(person.name for person in wearing[hat])
    return Words(names, names) if names else NOBODY

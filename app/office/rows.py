"""The rows of an office file that are refused one by one, each as it would be on its page."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from app.actions import load_work
from app.intake.office_file import OfficeFile
from app.intake.office_file.work import DayOffRow, TargetRow
from app.office.yaml_file import Fault, Parsed, Path_, Wrong
from app.queries import office
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.targets import TargetRule

_CHAIN = {"before_days": "before", "every_days": "every", "depth": "depth"}
# Where the file calls a field of ours otherwise.
FIELDS: dict[str, Path_] = {
    "person": ("officer",), "from_on": ("from",), "to_on": ("to",), "days": ("target",),
    "valid_from": ("from",), "valid_to": ("to",),
    **{f"{m.value}_{ours}": (m.value, said) for m in Milestone for ours, said in _CHAIN.items()},
}  # fmt: skip
Row = tuple[Path_, Callable[[], None]]


def load_rows(file: OfficeFile, parsed: Parsed, now: datetime) -> None:
    """Days off, promises, chains, absences and routing rules are as the file says.

    Wrong with the faults of all of them.
    """
    faults: list[Fault] = []
    for path, load_row in _rows(file, now):
        try:
            load_row()
        except Invalid as refused:
            faults += refusals(refused, path, parsed, FIELDS)
    if faults:
        raise Wrong(faults)


def refusals(
    refused: Invalid, path: Path_, parsed: Parsed, fields: dict[str, Path_]
) -> Iterator[Fault]:
    """Each problem as a fault of the line where the file has that field."""
    for name, words in refused.problems.items():
        yield parsed.fault((*path, *fields.get(name, (name,))), words)


def _rows(file: OfficeFile, now: datetime) -> Iterator[Row]:
    yield from _days_off(file.days_off)
    if rules := file.deadline_rules:
        for kind, steps in rules.steps.items():
            yield ("deadline_rules", "steps", kind), partial(load_work.load_steps, kind, steps)
        yield from _targets(rules.versions)
    if file.escalation:
        yield ("escalation",), partial(load_work.load_chains, file.escalation, now)
    for i, absence in enumerate(file.absences):
        yield ("absences", i), partial(load_work.load_absence, absence, now)
    for i, rule in enumerate(file.routing_rules):
        yield ("routing_rules", i), partial(load_work.load_rule, rule, now)


def _days_off(rows: Iterable[DayOffRow]) -> Iterator[Row]:
    years = office.whole_calendar().years
    for i, row in enumerate(rows):
        yield ("days_off", i), partial(load_work.load_day_off, row, years)


def _targets(rows: Iterable[TargetRow]) -> Iterator[Row]:
    before: set[TargetRule] = set()
    for i, row in enumerate(rows):
        yield ("deadline_rules", "versions", i), partial(load_work.load_target, row, before)

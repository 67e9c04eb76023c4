"""Hands the steps tables to ``transitions``: what is allowed, what is missing, and the move."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from transitions import Machine, MachineError

from workflows import complaint, compliment
from workflows.kinds import Kind
from workflows.states import State
from workflows.steps import GUARDS, By, Guard, Step
from workflows.words import Words

TABLES: dict[Kind, tuple[Step, ...]] = {
    Kind.COMPLAINT: complaint.STEPS,
    Kind.SUGGESTION: complaint.STEPS,
    Kind.OPINION: complaint.STEPS,
    Kind.COMPLIMENT: compliment.STEPS,
}


class Moving(Protocol):
    """What the rulebook must know of a case; each guard is a boolean property of it."""

    kind: Kind
    state: State


@dataclass
class NotAllowed(Exception):
    """It cannot be done: from this state, by these hats, for what is missing, or ``because``."""

    step: str
    state: State
    missing: tuple[Guard, ...] = ()
    forbidden: bool = False
    because: Words | None = None

    @property
    def words(self) -> Words:
        """The sentence for a person."""
        if self.because:
            return self.because
        if self.forbidden:
            return Words(
                "สิทธิของท่านทำขั้นตอนนี้ไม่ได้",
                "Your role may not take this step",
            )
        if self.missing:
            return Words(
                "ยังขาด: " + " · ".join(guard.missing.th for guard in self.missing),
                "Still missing: " + "; ".join(guard.missing.en for guard in self.missing),
            )
        return Words(
            f"ขั้นตอนนี้ทำไม่ได้ขณะที่เรื่องอยู่ในสถานะ “{self.state.label.th}”",
            f"This step cannot be taken while the case is {self.state.label.en.lower()}",
        )

    def __str__(self) -> str:
        return f"{self.step} from {self.state}: {self.words.en}"


def allowed(case: Moving, hats: Collection[By]) -> tuple[Step, ...]:
    """The rows open to someone with ``hats`` from where the case stands, in the table's order."""
    return tuple(
        row
        for row in TABLES[case.kind]
        if row.source is case.state and not set(row.by).isdisjoint(hats)
    )


def missing(case: Moving, row: Step) -> tuple[Guard, ...]:
    """The guards of ``row`` that the case does not meet yet."""
    return tuple(GUARDS[name] for name in row.needs if not getattr(case, name))


def fire(case: Moving, step: str, hats: Collection[By]) -> Step:
    """Move ``case`` by ``step`` and return the row taken; raise NotAllowed and move nothing."""
    machine = _MACHINES[case.kind]
    row = next((r for r in TABLES[case.kind] if (r.trigger, r.source) == (step, case.state)), None)
    if row is None or step not in machine.events:
        raise NotAllowed(step, case.state)
    if set(row.by).isdisjoint(hats):
        raise NotAllowed(step, case.state, forbidden=True)
    try:
        moved = machine.events[step].trigger(case)
    except MachineError as error:
        raise NotAllowed(step, case.state) from error
    if not moved:
        raise NotAllowed(step, case.state, missing=missing(case, row))
    return row


def _machine(rows: tuple[Step, ...]) -> Machine:
    """One shared machine without models: ``add_model`` would reset a loaded case."""
    machine = Machine(model=None, states=State, initial=None, auto_transitions=False, queued=False)
    for row in rows:
        machine.add_transition(row.trigger, row.source, row.target, conditions=list(row.needs))
    return machine


_MACHINES = {kind: _machine(rows) for kind, rows in TABLES.items()}

"""The office's own chains: who is told about each deadline, when, and how far up."""

from collections.abc import Mapping
from datetime import datetime

from app.actions.keep_row import keep_row
from app.actions.record import record_elsewhere
from app.database import alone, db
from app.models import EscalationRule, Person
from app.queries import escalation, staff_tree
from workflows.deadlines import Milestone
from workflows.errors import Conflict, Invalid
from workflows.escalation import DEEPEST, LONGEST, Chain
from workflows.words import Words

# What a chain may be: its field, the least and the most.
LIMITS = {"before_days": (0, LONGEST), "every_days": (1, LONGEST), "depth": (1, DEEPEST)}
Chains = Mapping[Milestone, Chain]


def keep_escalation(chains: Chains, seen: str, actor: Person | None, now: datetime) -> None:
    """Deadlines are told about as ``chains`` say, from the next round of the clock on.

    Invalid, each fault at its field, and nothing is kept; Conflict where the chains are no longer
    those that were ``seen``.
    """
    alone(db.session, "escalation")
    before = escalation.chains()
    check_escalation(chains, seen)
    changed = {m: chain for m, chain in chains.items() if chain != before[m]}
    for milestone, chain in changed.items():
        keep_row(EscalationRule, {"milestone": milestone.value}, before_days=chain.before_days,
                 every_days=chain.every_days, depth=chain.depth)  # fmt: skip
    if changed:
        record_elsewhere("settings:escalation", "escalation_changed", now, actor=actor,
                         before=_said(before, changed), after=_said(chains, changed))  # fmt: skip


def check_escalation(chains: Chains, seen: str) -> None:
    """Nothing; Invalid or Conflict where the chains could not be kept."""
    if seen != sign(escalation.chains()):
        raise Conflict("escalation")
    problems = {name: words for m, chain in chains.items() for name, words in _faults(m, chain)}
    if circle := staff_tree.circle():
        problems["tree"] = _circle(" › ".join(circle))
    if problems:
        raise Invalid(**problems)


def sign(chains: Chains) -> str:
    """A sign by which chains are known again."""
    return ";".join(f"{m}:{c.before_days},{c.every_days},{c.depth}" for m, c in chains.items())


def _faults(milestone: Milestone, chain: Chain) -> list[tuple[str, Words]]:
    found = []
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(chain, name) <= most:
            words = Words(f"เขียนจำนวนเต็ม {least} ถึง {most}", f"A whole number, {least} to {most}")
            found.append((f"{milestone.value}_{name}", words))
    return found


def _circle(way: str) -> Words:
    return Words(
        f"หน่วยงานขึ้นต่อกันเป็นวงกลม แก้ไขผังหน่วยงานก่อน: {way}",
        f"The units stand above one another in a circle: mend the tree of units first: {way}",
    )


def _said(chains: Chains, changed: Chains) -> dict[str, list[int]]:
    return {
        m.value: [chains[m].before_days, chains[m].every_days, chains[m].depth] for m in changed
    }

"""The SLA targets an office starts with, per kind; its own rules replace them (office file)."""

from workflows.deadlines import Milestone, Target
from workflows.kinds import Kind

RESTRICTED = "restricted"  # cases of the integrity door have targets of their own, whatever kind


def _row(ack: str, assign: str, analyse: str | None, first: str, resolve: str) -> dict:
    words = (ack, assign, analyse, first, resolve)
    return {m: Target.parse(w) if w else None for m, w in zip(Milestone, words, strict=True)}


# 15 days for the first answer is the agencies' practice under the Prime Minister's Office
# regulation on petitions B.E. 2552; the rest is a proposal every office may change.
# fmt: off
DEFAULT_TARGETS: dict[str, dict[Milestone, Target | None]] = {
    #                          ack    assign  analyse  first  resolve
    Kind.COMPLAINT:       _row("1WD", "2WD",  "7WD",   "15D", "30D"),
    Kind.SUGGESTION:      _row("1WD", "2WD",  "10WD",  "15D", "30D"),
    Kind.OPINION:         _row("1WD", "3WD",  "10WD",  "15D", "15D"),
    Kind.COMPLIMENT:      _row("1WD", "3WD",  None,    "5WD", "5WD"),
    RESTRICTED:           _row("1WD", "1WD",  "15WD",  "15D", "60D"),
}
# fmt: on

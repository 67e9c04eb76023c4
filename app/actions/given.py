"""What a person filled in for a step: every field any step may ask for."""

from dataclasses import dataclass
from datetime import date

from workflows import By

Hats = frozenset[By]  # the actor's, from before anything was changed


@dataclass(frozen=True)
class Given:
    """Fields of the steps by their names in the API; ``owner`` is an e-mail address."""

    owner: str = ""
    unit: str = ""
    note: str = ""
    kind: str = ""
    topic: str = ""
    reason: str = ""
    root_cause: str = ""
    finding: str = ""
    method: str = ""
    outcome: str = ""
    answer: str = ""
    no_answer_reason: str = ""
    told_by: str = ""  # how the answer reached the correspondent: email, track, phone, post
    forwarded_to: str = ""
    forward_number: str = ""  # of our letter that forwards it
    forward_date: date | None = None
    duplicate_of: str = ""
    praised: str = ""  # of a compliment: the e-mail address of the colleague it is for

"""What an act is: something staff do with a case that does not move it, by one form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.queries.rights import hats, may_write
from app.web.access import actor
from app.web.desk.doing import CaseForm
from workflows import By
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


@dataclass(frozen=True)
class Act:
    """Words of the page, its form, who may and when, and what is done.

    ``needed`` are the fields that may not be left empty; ``shown`` puts its button on the case.
    """

    title: Words
    button: Words
    form: Callable[["Case"], CaseForm]
    may: Callable[["Case"], bool]
    run: Callable[["Case", datetime, CaseForm], object]
    needed: frozenset[str] = frozenset()
    shown: bool = True


def writes(case: "Case") -> bool:
    """The person may write on this case."""
    return may_write(case, actor())


def works(case: "Case") -> bool:
    """The person may write on this case, which is open."""
    return case.state.is_open and writes(case)


def wears(case: "Case", *wanted: By) -> bool:
    """The person wears one of these hats on this case."""
    return not hats(case, actor()).isdisjoint(wanted)

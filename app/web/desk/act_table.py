"""What an act is: something staff do with a case that does not move it, by one form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from flask import g

from app.queries.rights import hats, may_write
from app.web.access import actor
from app.web.desk.doing import CaseForm
from workflows import By
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


T = TypeVar("T")


class Group(Enum):
    """Where the case page puts an act, in this order.

    ``NOW``: it stands among the steps, because somebody waits for it. ``IN_PAGE``: no link leads
    to it, its form is on the page.
    """

    NOW = Words("ทำได้ตอนนี้", "Now")
    CLOCK = Words("นาฬิกาและกำหนดเวลา", "Clock and dates")
    TALK = Words("ผู้แจ้งและหน่วยงานอื่น", "The correspondent and other offices")
    SORT = Words("ประเภทและความสำคัญ", "Kind and weight")
    LINK = Words("เชื่อมกับเรื่องอื่น", "Ties to other cases")
    PROTECT = Words("ผู้มีส่วนได้เสีย", "Conflict of interest")
    IN_PAGE = Words("ในหน้านี้", "On the page")


@dataclass(frozen=True)
class Act:
    """Words of the page, its form, who may and when, and what is done.

    ``needed`` are the fields that may not be left empty.
    """

    title: Words
    button: Words
    group: Group
    form: Callable[["Case"], CaseForm]
    may: Callable[["Case"], bool]
    run: Callable[["Case", datetime, CaseForm], object]
    needed: frozenset[str] = frozenset()


def once(question: "Callable[[Case], T]", case: "Case") -> T:
    """The answer to ``question`` about the case, asked once a page, whoever needs it."""
    known: dict[object, T] = g.setdefault("asked_once", {})
    key = (question, case.id)
    if key not in known:
        known[key] = question(case)
    return known[key]


def worn(case: "Case") -> frozenset[By]:
    """The hats that the person wears on this case."""
    return once(_hats, case)


def writes(case: "Case") -> bool:
    """The person may write on this case."""
    return once(_may_write, case)


def works(case: "Case") -> bool:
    """The person may write on this case, which is open."""
    return case.state.is_open and writes(case)


def wears(case: "Case", *wanted: By) -> bool:
    """The person wears one of these hats on this case."""
    return not worn(case).isdisjoint(wanted)


def _hats(case: "Case") -> frozenset[By]:
    return hats(case, actor())


def _may_write(case: "Case") -> bool:
    return may_write(case, actor())

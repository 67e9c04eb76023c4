"""The effect of a change is shown first, and what was shown is what is saved."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import render_template, request
from wtforms import BooleanField, Field, Form

from app.database import transaction
from app.queries import recounts
from app.queries.cases import today
from app.queries.rights import visible
from app.reports.rehearsal import Rehearsal, rehearse
from app.web.access import actor
from workflows.reckon import Reckoner
from workflows.secrets import digest
from workflows.words import Words

NO_CHANGE = Words("ไม่มีสิ่งใดเปลี่ยน", "Nothing changes")
ORDER = Words(
    "เปลี่ยนเฉพาะลำดับที่แสดง เรื่องและรายงานที่ออกไปแล้วไม่เปลี่ยน",
    "Only the order shown changes: no case and no report that was made",
)
OURS = ("csrf_token", "rehearsed")  # what our pages send beside what somebody chose


class _OnlyLookedAt(Exception):
    """Takes back what was tried."""


def attempt(act: Callable[[], object]) -> None:
    """Nothing has changed; Invalid where ``act`` would be refused."""
    try:
        with transaction():
            act()
            raise _OnlyLookedAt
    except _OnlyLookedAt:
        return


def ask(title: Words, lines: Sequence[Words], back: str) -> str:
    """The page that says what the pressed button would do; empty once this very effect was read."""
    sign = digest(repr((request.path, title, lines)))
    if request.form.get("rehearsed") == sign:
        return ""
    typed = [pair for pair in request.form.items() if pair[0] not in OURS]
    return render_template(
        "settings/effect.html", title=title, lines=lines, sign=sign, typed=typed, back=back,
        here=back,
    )  # fmt: skip


def moved(names: Sequence[Words], at: int, *, up: bool) -> list[Words]:
    """How a list would read with the entry one place higher or lower."""
    to = at + (-1 if up else 1)
    if not 0 <= to < len(names):
        return [NO_CHANGE]
    first, then = (names[at], names[to]) if up else (names[to], names[at])
    before = Words(
        f"“{first.th}” อยู่ก่อน “{then.th}” ทุกที่ที่มีรายการนี้",
        f"“{first.en}” stands before “{then.en}” wherever this list is shown",
    )
    return [before, ORDER]


def rehearsal(reckoner: Reckoner) -> Rehearsal:
    """What saving would do to the open cases, as this reader may see it."""
    return rehearse(reckoner, today(datetime.now(UTC)), visible(actor()))


def fingerprint(form: Form) -> str:
    """A sign of what is typed: the page carries it from the rehearsal to the saving."""
    return digest("\n".join(f"{name}={_typed(field)}" for name, field in form._fields.items()))


def _typed(field: Field) -> Any:
    """A box has the same value ticked or not."""
    as_shown = hasattr(field, "_value") and not isinstance(field, BooleanField)
    return field._value() if as_shown else field.data


def is_to_be_saved(form: Form) -> bool:
    """The second button was pressed, and nothing has changed since the rehearsal."""
    asked = request.form.get("do") == "save"
    return asked and request.form.get("rehearsed") == fingerprint(form)


def show_problems(form: Form, problems: Mapping[str, Words]) -> None:
    """Each problem stands at its field, or on top where the form has no such field."""
    for name, words in problems.items():
        if name in form:
            form[name].errors = [words]
        else:
            form.form_errors = [*form.form_errors, words]


def progress() -> Any:
    """The recount under way; None when all is counted."""
    found = recounts.latest()
    return found if found and found.finished_at is None else None

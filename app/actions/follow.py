"""A case merged into another one follows it: the same owner, and in the end the same answer."""

from dataclasses import replace
from datetime import datetime

from app.actions.analyse import analyse
from app.actions.assign import assign, transfer
from app.actions.given import Given, Hats
from app.actions.record import record
from app.actions.resolve import dismiss, resolve
from app.models import Case, CaseLink, Person
from app.queries import cases, links, walls
from workflows import Kind, State

# A withdrawn or unwanted case decides nothing for the person who wrote the other one.
_SHARED = ("out_of_remit", "duplicate")


def follow(main: Case, step: str, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """Every open case merged into ``main`` has taken the same step, with its own letters.

    One that cannot share it stands by itself again: another kind, a wall of its own against the
    actor or the owner, a dismissal that was about the main case alone.
    """
    if step not in ("transfer", "resolve", "dismiss"):
        return
    for link in links.followers(main):
        case = cases.beside_to_change(main, link.case_id)
        if not case.state.is_open:
            continue
        if _shares(case, main, step, actor):
            _same_step(case, main, step, actor, now, given, worn)
        else:
            part(link, case, main, actor, now)


def same_owner(
    case: Case, main: Case, actor: Person, now: datetime, why: str, worn: Hats
) -> None:  # fmt: skip
    """The case has the owner of the main one, and lies with the same unit."""
    if case.owner_id == main.owner_id or main.owner is None:
        return
    given = Given(owner=main.owner.email, unit=main.unit_code or "", note=why, reason=why)
    move = assign if case.state is State.RECEIVED else transfer
    move(case, actor, now, given, worn)


def part(
    link: CaseLink, case: Case, main: Case, actor: Person, now: datetime, note: str = ""
) -> None:
    """The link is undone and both cases say so; each goes its own way."""
    link.undone_at = now
    for one in (case, main):
        record(one, "unmerged", now, actor=actor, note=note, link=link.id)


def _shares(case: Case, main: Case, step: str, actor: Person) -> bool:
    away = walls.barred(case)
    if case.kind is not main.kind or actor.id in away or main.owner_id in away:
        return False
    return step != "dismiss" or (
        main.outcome in _SHARED and main.duplicate_of_id != case.id
    )  # fmt: skip


def _same_step(  # noqa: PLR0913 - the step of the main case, whole
    case: Case, main: Case, step: str, actor: Person, now: datetime, given: Given, worn: Hats
) -> None:
    given = replace(given, told_by="")  # how the other one was told says nothing of this one
    same_owner(case, main, actor, now, given.reason or main.reference, worn)
    if step == "dismiss":
        dismiss(case, actor, now, given, worn)
    elif step == "resolve":
        if case.state is State.ASSIGNED and case.kind is not Kind.COMPLIMENT:
            found = Given(root_cause=main.root_cause, finding=main.finding, method=main.method)
            analyse(case, actor, now, found, worn)
        resolve(case, actor, now, given, worn)

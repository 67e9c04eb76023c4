"""The office's own chains: kept with their history, refused where they could never work."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_escalation import keep_escalation, sign
from app.database import transaction
from app.models import EscalationRule, Event, Person, Unit
from app.queries import escalation
from workflows.deadlines import Milestone
from workflows.errors import Conflict, Invalid
from workflows.escalation import DEEPEST, DEFAULT_CHAINS, Chain


def test_a_chain_is_kept_with_its_history_and_what_stayed_is_not_written(
    session: Session, now: datetime, manager: Person
) -> None:
    chains = {**DEFAULT_CHAINS, Milestone.RESOLVE: Chain(10, 5, 4)}
    for _ in range(2):
        with transaction():
            keep_escalation(chains, sign(escalation.chains()), manager, now)
    assert escalation.chains() == chains
    assert [row.milestone for row in session.scalars(select(EscalationRule))] == ["resolve"]
    event = session.scalars(select(Event).where(Event.what == "escalation_changed")).one()
    assert (event.details["before"], event.details["after"]) == (
        {"resolve": [5, 3, 4]}, {"resolve": [10, 5, 4]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chain", "field"),
    [
        (Chain(-1, 1, 1), "resolve_before_days"),
        (Chain(1, 0, 1), "resolve_every_days"),
        (Chain(1, -3, 1), "resolve_every_days"),
        (Chain(1, 1, 0), "resolve_depth"),
        (Chain(1, 1, DEEPEST + 1), "resolve_depth"),
        (Chain(999, 1, 1), "resolve_before_days"),
    ],
)
def test_a_chain_that_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    session: Session, now: datetime, manager: Person, chain: Chain, field: str
) -> None:
    chains = {**DEFAULT_CHAINS, Milestone.ASSIGN: Chain(2, 2, 2), Milestone.RESOLVE: chain}
    with pytest.raises(Invalid) as refused, transaction():
        keep_escalation(chains, sign(DEFAULT_CHAINS), manager, now)
    assert set(refused.value.problems) == {field}
    session.rollback()
    assert session.scalars(select(EscalationRule)).all() == []


def test_a_tree_of_units_that_loops_is_named_and_refused(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        session.get_one(Unit, "U01").parent_code = "U02"
        session.get_one(Unit, "U02").parent_code = "U01"
    with pytest.raises(Invalid) as refused, transaction():
        keep_escalation(DEFAULT_CHAINS, sign(DEFAULT_CHAINS), manager, now)
    assert "U01 › U02 › U01" in refused.value.problems["tree"].en


def test_of_two_who_change_the_chains_the_second_is_told(
    session: Session, now: datetime, manager: Person
) -> None:
    seen = sign(escalation.chains())
    for chain, wins in ((Chain(4, 2, 2), True), (Chain(6, 2, 2), False)):
        chains = {**DEFAULT_CHAINS, Milestone.RESOLVE: chain}
        if wins:
            with transaction():
                keep_escalation(chains, seen, manager, now)
        else:
            with pytest.raises(Conflict), transaction():
                keep_escalation(chains, seen, manager, now)
    assert escalation.chains()[Milestone.RESOLVE] == Chain(4, 2, 2)

"""The steps table: a second opinion written by hand, and that it is sound."""

from dataclasses import dataclass, field

import pytest

from workflows import (
    DISMISSALS,
    OUTCOMES,
    TABLES,
    By,
    Kind,
    NotAllowed,
    State,
    allowed,
    fire,
    missing,
    outcome_label,
)
from workflows.steps import GUARDS


@dataclass
class Matter:
    """What the rulebook sees of a case; ``has`` are the guards it meets."""

    kind: Kind = Kind.COMPLAINT
    state: State = State.RECEIVED
    has: set[str] = field(default_factory=set)

    def __getattr__(self, name: str) -> bool:
        if name not in GUARDS:
            raise AttributeError(name)
        return name in self.has


EVERYTHING = set(GUARDS)
ALL_HATS = frozenset(By)

# From each state the steps there are, written by hand and not from the table.
PERMITTED = {
    ("complaint", "received"): {"assign", "dismiss"},
    ("complaint", "assigned"): {"transfer", "analyse", "dismiss"},
    ("complaint", "analysed"): {"transfer", "return", "resolve", "dismiss"},
    ("complaint", "resolved"): {"reopen"},
    ("compliment", "received"): {"assign", "dismiss"},
    ("compliment", "assigned"): {"transfer", "resolve", "dismiss"},
    ("compliment", "resolved"): {"reopen"},
}
LEADS_TO = {
    "assign": "assigned", "analyse": "analysed", "return": "assigned", "resolve": "resolved",
    "dismiss": "resolved", "reopen": "assigned",
}  # fmt: skip
# Who may take each step (interfaces: Steps), by hand.
MAY = {
    "assign": {"intake", "manager"}, "transfer": {"owner", "manager"},
    "analyse": {"owner", "manager"}, "return": {"owner", "manager"},
    "resolve": {"owner", "manager"}, "dismiss": {"owner", "intake", "manager"},
    "reopen": {"manager"},
}  # fmt: skip


def states_of(kind: Kind) -> set[str]:
    """The states a kind may be in, by the hand-made table."""
    like = "compliment" if kind is Kind.COMPLIMENT else "complaint"
    return {state for name, state in PERMITTED if name == like}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", MAY)
def test_a_step_moves_exactly_where_it_is_permitted(kind: Kind, state: State, step: str) -> None:
    like = "compliment" if kind is Kind.COMPLIMENT else "complaint"
    case = Matter(kind, state, EVERYTHING)
    if step in PERMITTED.get((like, state.value), set()):
        fire(case, step, ALL_HATS)
        assert case.state.value == LEADS_TO.get(step, state.value)
    else:
        with pytest.raises(NotAllowed):
            fire(case, step, ALL_HATS)
        assert case.state is state


@pytest.mark.parametrize("step", MAY)
@pytest.mark.parametrize("hat", By)
def test_only_those_named_may_take_a_step(step: str, hat: By) -> None:
    source = next(row.source for row in TABLES[Kind.COMPLAINT] if row.trigger == step)
    case = Matter(Kind.COMPLAINT, source, EVERYTHING)
    if step == "dismiss" and source is State.RECEIVED and hat is By.OWNER:
        return  # a case just received has no owner
    if hat.value in MAY[step]:
        fire(case, step, {hat})
    else:
        with pytest.raises(NotAllowed) as refused:
            fire(case, step, {hat})
        assert refused.value.forbidden
        assert case.state is source


@pytest.mark.parametrize(
    ("step", "state", "needed"),
    [
        ("assign", State.RECEIVED, {"owner"}),
        ("transfer", State.ASSIGNED, {"owner", "reason"}),
        ("analyse", State.ASSIGNED, {"root_cause", "finding"}),
        ("return", State.ANALYSED, {"reason"}),
        ("resolve", State.ANALYSED, {"outcome", "answer"}),
        (
            "dismiss",
            State.RECEIVED,
            {"outcome", "reason", "forwarded_to", "duplicate_of", "answer"},
        ),
        ("reopen", State.RESOLVED, {"reason"}),
    ],
)
def test_the_refusal_names_all_that_is_missing(step: str, state: State, needed: set[str]) -> None:
    case = Matter(state=state)
    with pytest.raises(NotAllowed) as refused:
        fire(case, step, ALL_HATS)
    assert {guard.code for guard in refused.value.missing} == needed
    assert refused.value.words.th.startswith("ยังขาด: ")
    assert case.state is state


def test_each_guard_alone_holds_a_step_back() -> None:
    for row in TABLES[Kind.COMPLAINT]:
        for name in row.needs:
            case = Matter(state=row.source, has=EVERYTHING - {name})
            assert [guard.code for guard in missing(case, row)] == [GUARDS[name].code]
            with pytest.raises(NotAllowed):
                fire(case, row.trigger, ALL_HATS)


def test_buttons_come_in_the_tables_order_and_only_for_ones_hats() -> None:
    case = Matter(state=State.ASSIGNED)
    assert [row.trigger for row in allowed(case, {By.OWNER})] == ["transfer", "analyse", "dismiss"]
    assert [row.trigger for row in allowed(case, {By.INTAKE})] == ["dismiss"]
    assert allowed(case, frozenset()) == ()


def test_an_unknown_step_is_refused_like_a_wrong_one() -> None:
    with pytest.raises(NotAllowed):
        fire(Matter(), "to_resolved", ALL_HATS)
    with pytest.raises(NotAllowed):
        fire(Matter(), "__class__", ALL_HATS)


@pytest.mark.parametrize("kind", Kind)
def test_every_state_is_reached_and_every_open_state_has_a_way_out(kind: Kind) -> None:
    rows = TABLES[kind]
    reached = {State.RECEIVED} | {row.target for row in rows}
    assert {state.value for state in reached} == states_of(kind)
    for state in reached:
        assert any(row.source is state and row.target is not state for row in rows)


@pytest.mark.parametrize("kind", Kind)
def test_there_is_one_row_for_each_step_and_source(kind: Kind) -> None:
    keys = [(row.trigger, row.source) for row in TABLES[kind]]
    assert len(keys) == len(set(keys))


def test_every_need_is_a_known_guard() -> None:
    assert {name for rows in TABLES.values() for row in rows for name in row.needs} <= EVERYTHING


def test_every_outcome_has_its_words_and_belongs_to_one_place() -> None:
    everywhere = [outcome for table in OUTCOMES.values() for outcome in table] + list(DISMISSALS)
    assert len(everywhere) == len(set(everywhere))
    assert all(outcome_label(outcome).th and outcome_label(outcome).en for outcome in everywhere)


def test_there_are_four_states_and_only_one_is_closed() -> None:
    assert [state.value for state in State] == ["received", "assigned", "analysed", "resolved"]
    assert [state for state in State if not state.is_open] == [State.RESOLVED]

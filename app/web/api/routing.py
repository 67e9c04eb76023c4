"""The routing rules by calls: listed, added, changed, moved, tried, switched, retired."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Response

from app.actions import keep_rule
from app.database import transaction
from app.queries import routing as questions
from app.queries.rights import visible
from app.reports.routing_trial import Trial, examples
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked_work import NewRule, RuleDo, TrialOf
from app.web.api.shapes_work import RoutedBy, RoutingRules, TriedRule, TriedRules

DOES: dict[str, Callable[..., object]] = {
    "up": lambda rule, *by: keep_rule.move_rule(rule, *by, up=True),
    "down": lambda rule, *by: keep_rule.move_rule(rule, *by, up=False),
    "on": keep_rule.switch_on,
    "off": keep_rule.switch_off,
    "retire": keep_rule.retire_rule,
}
ERRORS = (400, 404, 412, 415, 422, 428)


@blueprint.get("/settings/routing")
@describes(Operation("The routing rules in their order", RoutingRules))
def routing_rules() -> Response:
    """The whole list."""
    return _list()


@blueprint.post("/settings/routing")
@describes(Operation("Add a rule at the end of the list, switched off", RoutedBy, 201,
                     takes=(NewRule,), errors=(400, 415, 422)))  # fmt: skip
def new_rule() -> Response:
    """The rule is there, off until it was tried."""
    new = reading.body(NewRule)
    with transaction():
        rule = keep_rule.add_rule(new.model_dump(), actor(), datetime.now(UTC))
        made = RoutedBy.of(rule, {})
    return tell(made, 201, version=made.version)


@blueprint.post("/settings/routing/<int:key>")
@describes(Operation("Change a rule; what is another rule then is off until tried again", RoutedBy,
                     takes=(NewRule,), headers=("If-Match",), errors=ERRORS))  # fmt: skip
def change_rule(key: int) -> Response:
    """The rule is as the body says."""
    new, version = reading.body(NewRule), reading.version()
    with transaction() as session:
        rule = questions.rule_to_change(key, version)
        keep_rule.change_rule(rule, new.model_dump(), actor(), datetime.now(UTC))
        session.flush()
        made = RoutedBy.of(rule, questions.trials())
    return tell(made, version=made.version)


@blueprint.post("/settings/routing/<int:key>/do")
@describes(Operation("Move, switch or retire a rule; gives the list", RoutingRules, takes=(RuleDo,),
                     headers=("If-Match",), errors=ERRORS))  # fmt: skip
def do_to_rule(key: int) -> Response:
    """It is done, and the list is as it stands then."""
    what, version = reading.body(RuleDo).do, reading.version()
    with transaction():
        rule = questions.rule_to_change(key, version)
        DOES[what](rule, actor(), datetime.now(UTC))
    return _list()


@blueprint.post("/settings/routing/<int:key>/try")
@describes(Operation("Try a rule on past cases, so that it may be switched on", TriedRules,
                     headers=("If-Match",), errors=(400, 404, 412, 428)))  # fmt: skip
def try_rule(key: int) -> Response:
    """The figures stand beside the rule."""
    version = reading.version()
    with transaction():
        rule = questions.rule_to_change(key, version)
        tried = _tried(keep_rule.try_rule(rule, actor(), datetime.now(UTC)))
    return tell(tried)


@blueprint.get("/settings/routing/trial")
@describes(Operation("Where past cases would have gone", TriedRules, query=TrialOf,
                     errors=(404, 422)))  # fmt: skip
def trial_of_rules() -> Response:
    """By the list in force, or with one more rule in it; nothing is kept."""
    asked = reading.query(TrialOf)
    rule = questions.rule(asked.rule) if asked.rule else None
    return tell(_tried(keep_rule.trial_of(datetime.now(UTC), rule, year=asked.of == "year")))


def _list() -> Response:
    trials = questions.trials()
    return tell(RoutingRules(rules=[RoutedBy.of(rule, trials) for rule in questions.rules()]))


def _tried(trial: Trial) -> TriedRules:
    sees = visible(actor())
    return TriedRules(
        cases=trial.cases, matched=trial.matched, agreed=trial.agreed, none=trial.none,
        rules=[TriedRule.of(one, examples(one, sees)) for one in trial.rules],
    )  # fmt: skip

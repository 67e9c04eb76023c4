"""The routing rules: the ordered list, a rule as a form, and what past cases say of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions import keep_rule
from app.database import transaction
from app.queries import office, registers
from app.queries import routing as questions
from app.queries.rights import visible
from app.reports.routing_trial import Tried, examples
from app.web import rehearsing
from app.web.access import actor
from app.web.fields import complain
from app.web.rule_words import conditions, joined
from app.web.seen import version
from app.web.settings._blueprint import blueprint
from app.web.settings.routing_effects import effects
from app.web.settings.routing_form import RuleForm, rule_form
from workflows.errors import Invalid
from workflows.events import EVENTS
from workflows.routing import How
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import RoutingRule

Answer = str | Response | tuple[str, int]
ACTS = {
    "up": Words("เลื่อนกฎ “{}” ขึ้น", "Move the rule “{}” up"),
    "down": Words("เลื่อนกฎ “{}” ลง", "Move the rule “{}” down"),
    "on": Words("เปิดใช้กฎ “{}”", "Switch the rule “{}” on"),
    "off": Words("ปิดกฎ “{}”", "Switch the rule “{}” off"),
    "retire": Words("เลิกใช้กฎ “{}”", "Retire the rule “{}”"),
}  # what changes where cases go, and is asked about first; a trial changes nothing
DOES: dict[str, Callable[..., object]] = {
    "up": lambda rule, *by: keep_rule.move_rule(rule, *by, up=True),
    "down": lambda rule, *by: keep_rule.move_rule(rule, *by, up=False),
    "try": keep_rule.try_rule,
    "on": keep_rule.switch_on,
    "off": keep_rule.switch_off,
    "retire": keep_rule.retire_rule,
}


@blueprint.get("/routing")
def routing() -> str:
    """All rules in their order, with what the last trial of each found."""
    return _list()


@blueprint.route("/routing/add", methods=["GET", "POST"])
def routing_add() -> Answer:
    """A new rule, which is off until it was tried and switched on."""
    form = rule_form(request.form)
    if request.method == "GET":
        return _form(form)

    def add() -> None:
        keep_rule.add_rule(form.values(), actor(), datetime.now(UTC))

    return _saved(form, add)


@blueprint.route("/routing/<int:key>", methods=["GET", "POST"])
def routing_rule(key: int) -> Answer:
    """One rule as a form; another rule by that name must be tried again."""
    rule = questions.rule(key)
    form = rule_form(request.form, rule)
    if request.method == "GET":
        return _form(form, rule)

    def change() -> None:
        found = questions.rule_to_change(key, version())
        keep_rule.change_rule(found, form.values(), actor(), datetime.now(UTC))

    try:
        if not rehearsing.is_to_be_saved(form):
            return _form(form, rule, effects(change), rehearsing.fingerprint(form))
    except Invalid as refused:
        complain(form, refused.problems)
        return _form(form, rule), 422
    return _saved(form, change, rule)


@blueprint.post("/routing/<int:key>/do")
def routing_do(key: int) -> Answer:
    """The rule is tried; or moved, switched or retired once it was read what that means."""
    what = request.form.get("do", "")
    if what not in DOES:
        abort(400)

    def do() -> None:
        DOES[what](questions.rule_to_change(key, version()), actor(), datetime.now(UTC))

    try:
        if what in ACTS and (page := _ask(key, what, do)):
            return page
        with transaction():
            do()
    except Invalid as refused:
        return _list(refused), 422
    if what == "try":
        return redirect(url_for("settings.routing_trial", rule=key))
    return redirect(url_for("settings.routing"))


@blueprint.get("/routing/trial")
def routing_trial() -> str:
    """Where past cases would have gone: by the list in force, or with one more rule in it."""
    key, year = request.args.get("rule", type=int), request.args.get("of") == "year"
    rule = questions.rule(key) if key else None
    made = keep_rule.trial_of(datetime.now(UTC), rule, year=year)
    return render_template(
        "settings/routing_trial.html", trial=made, chosen=rule, year=year,
        last=keep_rule.LAST, rows=[_tried(one) for one in made.rules],
        tried=rule is not None and rule.id in questions.trials(),
    )  # fmt: skip


def _ask(key: int, what: str, do: Callable[[], None]) -> str:
    lines = effects(do)
    name, said = questions.rule(key).name, ACTS[what]
    title = Words(said.th.format(name), said.en.format(name))
    return rehearsing.ask(title, lines, url_for("settings.routing"))


def _list(refused: Invalid | None = None) -> str:
    rules, trials = questions.rules(), questions.trials()
    topics = {topic.code: topic.name for topic in office.topics(restricted=True)}
    units = {unit.code: unit.name for unit in office.units()}
    lines = [
        {
            "rule": rule, "if": _if(rule, topics), "unit": units[rule.unit_code],
            "how": _how(rule), "trial": trials.get(rule.id),
        }
        for rule in rules
    ]  # fmt: skip
    problem = next(iter(refused.problems.values())) if refused else None
    return render_template("settings/routing.html", lines=lines, problem=problem)


def _if(rule: "RoutingRule", topics: dict[str, Words]) -> Words:
    asked = {
        "kind": rule.kind, "topic": rule.topic_code, "channel": rule.channel, "words": rule.words,
        "place": rule.place, "time": rule.time,
    }  # fmt: skip
    return joined(conditions(asked, topics))


def _how(rule: "RoutingRule") -> Words:
    label = How(rule.how).label
    if rule.owner is None:
        return label
    return Words(f"{label.th}: {rule.owner.name}", f"{label.en}: {rule.owner.name}")


def _form(
    form: RuleForm, rule: "RoutingRule | None" = None, effects: list[Words] | None = None,
    rehearsed: str = "",
) -> str:  # fmt: skip
    events = registers.events(questions.subject(rule.id)) if rule else ()
    return render_template(
        "settings/routing_rule.html", form=form, rule=rule, effects=effects, rehearsed=rehearsed,
        happened=[{"what": EVENTS[event.what].desk, "when": event.at, "soft": True,
                   "who": event.actor.name if event.actor else None} for event in events],
    )  # fmt: skip


def _saved(form: RuleForm, save: Callable[[], None], rule: "RoutingRule | None" = None) -> Answer:
    try:
        with transaction():
            save()
    except Invalid as refused:
        complain(form, refused.problems)
        return _form(form, rule), 422
    return redirect(url_for("settings.routing"))


def _tried(one: Tried) -> dict[str, Any]:
    """One rule's line: figures, where its cases went, and some that the reader may see."""
    names = {unit.code: unit.name for unit in office.units()}
    nowhere = Words("ยังไม่มีหน่วยงาน", "no unit yet")
    return {
        "rule": one.rule, "matched": one.matched, "agreed": one.agreed, "share": one.share,
        "unit": names[one.rule.unit_code],
        "went": [(names.get(code, nowhere), number) for code, number in one.went.most_common(5)],
        "examples": [
            {"reference": case.reference, "subject": case.subject,
             "unit": names.get(case.unit, nowhere), "same": case.unit == one.rule.unit_code}
            for case in examples(one, visible(actor()))
        ],
    }  # fmt: skip

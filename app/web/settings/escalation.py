"""The chains of escalation: a reminder before each deadline, then one level up at each step."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from app.actions.keep_escalation import LIMITS, check_escalation, keep_escalation, sign
from app.database import transaction
from app.queries import due, office, registers, staff_tree
from app.queries import escalation as chains_now
from app.queries.cases import today
from app.queries.staff_tree import Staff
from app.web.access import actor
from app.web.errors import CHANGED
from app.web.settings._blueprint import blueprint
from workflows.deadlines import Milestone
from workflows.errors import Conflict, Invalid
from workflows.escalation import Chain
from workflows.events import EVENTS
from workflows.roles import Role
from workflows.words import Words

LABELS = {
    "before_days": Words("เตือนก่อน (วันทำการ)", "Reminder before (working days)"),
    "every_days": Words("ระหว่างระดับ (วันทำการ)", "Between levels (working days)"),
    "depth": Words("ถึงระดับที่", "Up to level"),
}
NO_NUMBER = -1  # what no chain may be, for whatever was typed that is no number


@blueprint.get("/escalation")
def escalation() -> str:
    """The chains, each as a sentence, and whom they reach from one unit."""
    return _page(_typed(chains_now.chains()), {})


@blueprint.post("/escalation")
def save_escalation() -> Response | tuple[str, int]:
    """The chains are kept as they were filled in."""
    typed = {name: request.form.get(name, "").strip()[:5] for name in _typed(chains_now.chains())}
    wanted, seen = _chains(typed), request.form.get("seen", "")
    try:
        if request.form.get("do") != "save" or request.form.get("rehearsed") != sign(wanted):
            check_escalation(wanted, seen)
            return _page(typed, {}, effects=_effects(wanted), rehearsed=sign(wanted)), 200
        with transaction():
            keep_escalation(wanted, seen, actor(), datetime.now(UTC))
    except Invalid as invalid:
        return _page(typed, invalid.problems), 422
    except Conflict:
        return _page(typed, {"": CHANGED}), 409
    flash("done")
    return redirect(url_for("settings.escalation"))  # type: ignore[return-value]  # werkzeug's Response


def _effects(wanted: dict[Milestone, Chain]) -> list[Words]:
    """Each chain that changes, as it was and as it would be, and what the clock would tell next."""
    now = chains_now.chains()
    changed = [m for m in Milestone if wanted[m] != now[m]]
    lines = [
        Words(f"{m.label.th}: {now[m].words.th} → {wanted[m].words.th}",
              f"{m.label.en}: {now[m].words.en} → {wanted[m].words.en}")
        for m in changed
    ]  # fmt: skip
    if not changed:
        return [Words("ไม่มีสิ่งใดเปลี่ยน", "Nothing changes")]
    day = today(datetime.now(UTC))
    (near, passed), (before, after) = due.next_round(wanted, day), due.next_round(now, day)
    told = Words(
        f"รอบถัดไปในเวลาราชการ: เตือนเรื่องใกล้กำหนด {near:,} เรื่อง (เดิม {before:,})"
        f" แจ้งเรื่องพ้นกำหนด {passed:,} เรื่อง (เดิม {after:,})",
        f"In the next round of office hours: {near:,} cases reminded of (now {before:,}),"
        f" {passed:,} late ones told (now {after:,})",
    )
    return [*lines, told]


def _typed(chains: dict[Milestone, Chain]) -> dict[str, str]:
    return {
        f"{m.value}_{name}": str(getattr(chain, name))
        for m, chain in chains.items()
        for name in LIMITS
    }


def _chains(typed: dict[str, str]) -> dict[Milestone, Chain]:
    return {m: Chain(*(_number(typed[f"{m.value}_{name}"]) for name in LIMITS)) for m in Milestone}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else NO_NUMBER


def _page(
    typed: dict[str, str], problems: dict[str, Words], *, effects: list[Words] | None = None,
    rehearsed: str = "",
) -> str:  # fmt: skip
    chains, units = chains_now.chains(), office.units()
    wanted = request.args.get("unit", "")
    unit = next((unit for unit in units if unit.code == wanted), units[0] if units else None)
    events = registers.events("settings:escalation")
    return render_template(
        "settings/escalation.html", form=FlaskForm(), chains=chains, typed=typed, labels=LABELS,
        effects=effects, rehearsed=rehearsed, problems=problems, seen=sign(chains),
        units=units, unit=unit,
        levels=_levels(unit.code, chains) if unit else [],
        may_write=actor().has(Role.MANAGER), milestones=list(Milestone), circle=staff_tree.circle(),
        happened=[{"what": EVENTS[event.what].desk, "when": event.at, "soft": True,
                   "who": event.actor.name if event.actor else None} for event in events],
    )  # fmt: skip


def _levels(code: str, chains: dict[Milestone, Chain]) -> list[dict[str, Any]]:
    """Who stands at each level above a unit today, as far up as any chain goes."""
    staff = Staff.on(today(datetime.now(UTC)))
    found = staff_tree.rungs(code, staff, lambda person: True)
    depth = max(chain.depth for chain in chains.values())
    rungs = [*found, *([[]] * depth)][:depth]
    return [
        {
            "level": level,
            "names": [person.name for person in people],
            "for": [m.label for m, chain in chains.items() if chain.depth >= level],
        }
        for level, people in enumerate(rungs, start=1)
    ]

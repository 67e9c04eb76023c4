"""What needs a manager's decision, on one page: what, who asks, why, since when, due, and where."""

from datetime import UTC, date, datetime
from typing import Any

from flask import render_template, session, url_for

from app.queries import absences, decisions
from app.queries.cases import today
from app.queries.decisions import PAGE, Decision, Turn
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.promise import chip
from workflows.roles import Role
from workflows.text import cut
from workflows.words import Words

WHY = 200  # letters of a reason; the case has the whole of it
PARTS = {
    "sign": Words("คำตอบรอลงนาม", "Answers to sign"),
    "extension": Words("ขอขยายเวลา", "Extensions asked"),
    "reopening": Words("ผู้แจ้งขอให้พิจารณาใหม่", "Another look is asked for"),
    "appeal": Words("อุทธรณ์", "Appeals"),
    "walled": Words("มีการกัน ยังไม่มีผู้รับผิดชอบ", "Walled, without a handler"),
    "unassigned": Words("ยังไม่มีผู้รับผิดชอบ", "Without an owner"),
}
SIGN = Words("อ่านและลงนาม", "Read and sign")
ASSIGN, DECIDE = Words("มอบหมาย", "Assign"), Words("พิจารณา", "Decide")
REOPEN, REFUSE = Words("เปิดอีกครั้ง", "Open again"), Words("ไม่เปิด", "Refuse")
OPEN = Words("เปิดเรื่อง", "Open the case")


@blueprint.get("/decisions", endpoint="decisions")
def decisions_page() -> str:
    """Sort by sort; what is this person's turn first."""
    person, day = actor(), today(datetime.now(UTC))
    found = decisions.waiting(person)
    session["to_decide"] = len(found)
    turns = decisions.turns(found, person, day)
    away = absences.away(day)
    managers = [one for one in away.values() if one.person.has(Role.MANAGER)]
    return render_template(
        "desk/decisions.html", number=len(found), day=day, away=managers, most=PAGE,
        parts=[
            {"name": name, "label": label, "rows": rows}
            for name, label in PARTS.items() if (rows := _rows(name, found, turns, day))
        ],
    )  # fmt: skip


def _rows(
    name: str, found: list[Decision], turns: dict[int, Turn], day: date
) -> list[dict[str, Any]]:
    rows = [_row(one, turns[one.case.id], day) for one in found if one.what == name]
    return sorted(rows, key=lambda row: _place(row["turn"]))


def _place(turn: Turn) -> int:
    """First what waits for this person alone, last what is another's."""
    return 0 if turn.mine and turn.name else 1 if turn.mine else 2


def _row(one: Decision, turn: Turn, day: date) -> dict[str, Any]:
    why = one.why if len(one.why) <= WHY else f"{cut(one.why, WHY)}…"
    return {
        "case": one.case, "chip": chip(one.case, day), "who": one.who, "why": why,
        "since": one.since, "until": one.until, "turn": turn, "links": _links(one),
    }  # fmt: skip


def _links(one: Decision) -> list[dict[str, Any]]:
    """Straight to the form that decides."""
    reference = one.case.reference
    case = url_for("desk.case", reference=reference)
    act = {name: url_for("desk.act", reference=reference, act=name)
           for name in ("decide-extension", "refuse-reopen")}  # fmt: skip
    step = {name: url_for("desk.step", reference=reference, step=name)
            for name in ("assign", "reopen")}  # fmt: skip
    if one.what == "sign":
        return [_link(SIGN, url_for("desk.draft", letter_id=one.key))]
    if one.what == "extension":
        return [_link(DECIDE, act["decide-extension"])]
    if one.what == "reopening":
        return [_link(REOPEN, step["reopen"]), _link(REFUSE, act["refuse-reopen"])]
    assigning = one.case.owner_id is None
    return [_link(ASSIGN, step["assign"])] if assigning else [_link(OPEN, case)]


def _link(words: Words, url: str) -> dict[str, Any]:
    return {"words": words, "url": url}

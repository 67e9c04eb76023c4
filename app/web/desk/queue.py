"""The queues: what to do next, by due date, with search and filters."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import render_template, request, url_for

from app.actions.move_case import ASSIGN, TRANSFER
from app.intake.channels import CHANNELS
from app.queries import asks, calendar_years, links, office, queues
from app.queries.cases import today
from app.queries.queues import OPEN, QUEUES, Asked
from app.queries.rights import hats
from app.reports.compliments import count_of
from app.web.access import actor
from app.web.desk import search
from app.web.desk._blueprint import blueprint
from app.web.moving import Pick
from app.web.promise import chip
from workflows import Kind, State, allowed
from workflows.fiscal import BUDDHIST_ERA, fiscal_year
from workflows.limits import SHORT
from workflows.roles import Role
from workflows.text import clean
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person

TABS = {
    "mine": (Words("ของฉัน", "Mine"), Words("คิวงานของฉัน", "My queue")),
    "unit": (Words("ของหน่วย", "My unit"), Words("คิวงานของหน่วย", "My unit's queue")),
    "unassigned": (
        Words("ยังไม่มีผู้รับผิดชอบ", "Unassigned"),
        Words("เรื่องที่ยังไม่มีผู้รับผิดชอบ", "Cases nobody owns yet"),
    ),
    "overdue": (Words("เกินกำหนด", "Overdue"), Words("เรื่องที่เกินกำหนด", "Overdue cases")),
    "waiting": (
        Words("หยุดนับเวลา", "Waiting"),
        Words("เรื่องที่หยุดนับเวลา", "Cases whose clock is stopped"),
    ),
    "all": (Words("ทั้งหมด", "All"), Words("เรื่องทั้งหมด", "All cases")),
}
STATES = {
    "": Words("ทุกสถานะ", "Every state"),
    OPEN: Words("ยังไม่ยุติ", "Not resolved yet"),
    **{state.value: state.label for state in State},
}
FILTERS = ("q", "kind", "state", "topic", "channel")


@blueprint.get("")
def queue() -> str:
    """One page of one queue; what cannot be understood in the address is left out."""
    now, person = datetime.now(UTC), actor()
    asked = _asked(person)
    found = queues.page(asked, person, now)
    chosen = {name: value for name in FILTERS if (value := getattr(asked, name))}
    topics, rows = office.topics(), _rows(found.cases, today(now), person)
    search.with_marks(rows, found.search)
    return render_template(
        "desk/queue.html", now=now, asked=asked, chosen=chosen, title=TABS[asked.queue][1],
        tabs=_tabs(asked, queues.counts(person, now)), rows=rows,
        search=search.told(found.search, asked), movable=any(row["pick"] for row in rows),
        choices=_choices(topics), chips=_chips(asked.queue, chosen, topics),
        first=_address(asked.queue, chosen) if asked.after else None,
        next=_next(asked.queue, chosen, found.next),
        praised=count_of(person, fiscal_year(today(now))), asked_us=asks.count_waiting(person),
        unready=_unready(person, today(now)),
    )  # fmt: skip


def _unready(person: "Person", today: date) -> int | None:
    """Next year (B.E.), for the managers who have yet to confirm its calendar."""
    year = calendar_years.unready(today) if person.has(Role.MANAGER) else None
    return year + BUDDHIST_ERA if year else None


def _asked(person: "Person") -> Asked:
    given = {name: clean(request.args.get(name, ""))[:SHORT].strip() for name in FILTERS}
    default = "unassigned" if person.has(Role.INTAKE) else "mine"
    wanted = request.args.get("queue", default)
    return Asked(
        queue=wanted if wanted in QUEUES else default, q=given["q"],
        state=given["state"] if given["state"] in STATES else "",
        kind=given["kind"] if given["kind"] in list(Kind) else "",
        channel=given["channel"] if given["channel"] in CHANNELS else "",
        topic=given["topic"][:20], after=_key(request.args.get("after", "")),
    )  # fmt: skip


def _key(text: str) -> tuple[date, int] | None:
    """``2026-11-23~15``; None for anything else, so that a broken link shows the first page."""
    day, _, number = text.partition("~")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _next(queue: str, chosen: dict[str, str], key: tuple[date, int] | None) -> str | None:
    if key is None:
        return None
    after = f"{key[0].isoformat()}~{key[1]}"
    return _address(queue, {**chosen, "after": after})


def _address(queue: str, more: dict[str, str]) -> str:
    return f"{url_for('desk.queue')}?{urlencode({'queue': queue, **more})}"


def _tabs(asked: Asked, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _address(name, {}), "current": name == asked.queue,
         "count": counts[name], "late": name == "overdue" and counts[name] > 0}
        for name, (label, _) in TABS.items()
    ]  # fmt: skip


def _rows(found: "Sequence[Case]", today: date, person: "Person") -> list[dict[str, Any]]:
    mains = links.mains([case.id for case in found], person)
    return [
        {
            "case": case,
            "chip": chip(case, today),
            "url": url_for("desk.case", reference=case.reference),
            "pick": str(Pick(case.reference, case.version)) if _may_move(case, person) else None,
            "merged": mains.get(case.id),
        }
        for case in found
    ]


def _may_move(case: "Case", person: "Person") -> bool:
    """Whether the person may give the case to somebody, now."""
    return any(row.trigger in (ASSIGN, TRANSFER) for row in allowed(case, hats(case, person)))


def _choices(topics: Any) -> dict[str, list[tuple[str, Words]]]:
    return {
        "kind": [("", Words("ทุกประเภท", "Every kind")), *((k.value, k.label) for k in Kind)],
        "state": list(STATES.items()),
        "topic": [("", Words("ทุกหัวข้อ", "Every topic")), *((t.code, t.name) for t in topics)],
        "channel": [
            ("", Words("ทุกช่องทาง", "Every channel")),
            *((code, channel.label) for code, channel in CHANNELS.items()),
        ],
    }  # fmt: skip


def _chips(queue: str, chosen: dict[str, str], topics: Any) -> list[dict[str, Any]]:
    """What the list is narrowed by; each leads to the list without it."""
    words = {code: dict(pairs) for code, pairs in _choices(topics).items()}
    chips = []
    for name, value in chosen.items():
        others = {n: v for n, v in chosen.items() if n != name}
        label = words.get(name, {}).get(value, value)
        chips.append({"label": label, "url": _address(queue, others)})
    return chips

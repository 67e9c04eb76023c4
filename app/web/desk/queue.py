"""The queues: what to do next, by due date, with search and filters."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flask import render_template, request, session

from app.intake.channels import CHANNEL_LABELS, CHANNELS
from app.queries import asks, calendar_years, cases, office, people, queues, views
from app.queries.cases import today
from app.queries.queues import OPEN, QUEUES, Asked
from app.reports.compliments import count_of
from app.web.access import actor
from app.web.desk import search
from app.web.desk._blueprint import blueprint
from app.web.desk.glance import glance
from app.web.desk.queue_row import late
from app.web.desk.queue_row import rows as lines
from app.web.desk.way_back import case_url, remember, view_url
from workflows import Kind, State
from workflows.fiscal import BUDDHIST_ERA, fiscal_year
from workflows.limits import SHORT
from workflows.roles import Role
from workflows.text import clean
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person, SavedView

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
OF_MANY = ("unit", "overdue", "waiting", "all")  # queues that may hold other people's cases
FILTERS = ("q", "kind", "state", "topic", "channel", "owner")


@blueprint.get("")
def queue() -> str:
    """One page of one queue; what cannot be understood in the address is left out."""
    now, person = datetime.now(UTC), actor()
    asked = asked_for(request.args, person)
    found, day = queues.page(asked, person, now), today(now)
    chosen = {name: value for name in FILTERS if (value := getattr(asked, name))}
    owners = people.overseen(person) if asked.queue in OF_MANY else []
    saved, choices = views.of(person), _choices(office.topics(), owners)
    counts = queues.counts(person, now, {**_of_views(saved), "late": late(day)})
    session["late"] = counts.get("late", 0)
    opened, leads = _beside({"queue": asked.queue, **chosen}, found.cases)
    rows = lines(found.cases, day, person, leads)
    search.with_marks(rows, found.search)
    return render_template(
        "desk/queue.html", now=now, asked=asked, chosen=chosen, title=TABS[asked.queue][1],
        tabs=_tabs(asked, counts), rows=rows,
        search=search.told(found.search, asked), movable=any(row["pick"] for row in rows),
        choices=choices, chips=_chips(asked.queue, chosen, choices),
        first=_address(asked.queue, chosen) if asked.after else None,
        next=_next(asked.queue, chosen, found.next), opened=glance(opened, now),
        plain=_address(asked.queue, chosen), views=_views(saved, counts, asked.queue, chosen),
        praised=count_of(person, fiscal_year(day)) if asked.queue == "mine" else 0,
        asked_us=asks.count_waiting(person),
        unready=_unready(person, day),
    )  # fmt: skip


def _of_views(saved: "Sequence[SavedView]") -> dict[str, Asked]:
    """What each view counts. One that searches is not counted: that would read every word."""
    asked = {f"view-{view.id}": asked_for(view.filters, actor()) for view in saved}
    return {name: one for name, one in asked.items() if not one.q}


def _views(
    saved: "Sequence[SavedView]", counts: dict[str, int], queue: str, chosen: dict[str, str]
) -> list[dict[str, Any]]:
    here = {"queue": queue, **chosen}
    return [
        {"name": view.name, "url": view_url(view.filters), "current": view.filters == here,
         "count": counts.get(f"view-{view.id}"),
         "by": None if view.person_id == actor().id else view.person.name}
        for view in saved
    ]  # fmt: skip


def _beside(
    here: dict[str, str], listed: "Sequence[Case]"
) -> "tuple[Case | None, Callable[[Case], str]]":
    """The case that is open beside the list, and where its lines lead: there, or to the case."""
    reference = request.args.get("open", "")
    remember(here, reference, [case.reference for case in listed])
    if not reference:
        return None, lambda case: case_url(case.reference, here)
    after = {"after": request.args["after"]} if "after" in request.args else {}
    opened = cases.glance(reference, actor())
    return opened, lambda case: f"{view_url({**here, **after, 'open': case.reference})}#opened"


def _unready(person: "Person", today: date) -> int | None:
    """Next year (B.E.), for the managers who have yet to confirm its calendar."""
    year = calendar_years.unready(today) if person.has(Role.MANAGER) else None
    return year + BUDDHIST_ERA if year else None


def asked_for(args: Mapping[str, str], person: "Person") -> Asked:
    """The list that an address, or a saved view, asks for."""
    given = {name: clean(args.get(name, ""))[:SHORT].strip() for name in FILTERS}
    default = "unassigned" if person.has(Role.INTAKE) else "mine"
    wanted = args.get("queue", default)
    return Asked(
        queue=wanted if wanted in QUEUES else default, q=given["q"],
        state=given["state"] if given["state"] in STATES else "",
        kind=given["kind"] if given["kind"] in list(Kind) else "",
        channel=given["channel"] if given["channel"] in CHANNELS else "",
        owner=given["owner"] if _is_number(given["owner"]) else "", topic=given["topic"][:20],
        after=_key(args.get("after", "")),
    )  # fmt: skip


def _key(text: str) -> tuple[date, int] | None:
    """``2026-11-23~15``; None for anything else, so that a broken link shows the first page."""
    day, _, number = text.partition("~")
    if not _is_number(number):
        return None
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _next(queue: str, chosen: dict[str, str], key: tuple[date, int] | None) -> str | None:
    if key is None:
        return None
    after = f"{key[0].isoformat()}~{key[1]}"
    return _address(queue, {**chosen, "after": after})


def _address(queue: str, more: dict[str, str]) -> str:
    return view_url({"queue": queue, **more})


def _tabs(asked: Asked, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _address(name, {}), "current": name == asked.queue,
         "count": counts[name], "late": name == "overdue" and counts[name] > 0}
        for name, (label, _) in TABS.items()
    ]  # fmt: skip


def _choices(topics: Any, owners: "Sequence[Person]") -> dict[str, list[tuple[str, Words]]]:
    found = {
        "kind": [("", Words("ทุกประเภท", "Every kind")), *((k.value, k.label) for k in Kind)],
        "state": list(STATES.items()),
        "topic": [("", Words("ทุกหัวข้อ", "Every topic")), *((t.code, t.name) for t in topics)],
        "channel": [
            ("", Words("ทุกช่องทาง", "Every channel")),
            *CHANNEL_LABELS.items(),
        ],
    }  # fmt: skip
    if owners:
        everybody = ("", Words("ทุกคน", "Everybody"))
        found["owner"] = [everybody, *((str(one.id), Words(one.name, one.name)) for one in owners)]
    return found


def _chips(queue: str, chosen: dict[str, str], choices: Any) -> list[dict[str, Any]]:
    """What the list is narrowed by; each leads to the list without it."""
    words = {code: dict(pairs) for code, pairs in choices.items()}
    chips = []
    for name, value in chosen.items():
        others = {n: v for n, v in chosen.items() if n != name}
        label = words.get(name, {}).get(value, value)
        chips.append({"label": label, "url": _address(queue, others)})
    return chips

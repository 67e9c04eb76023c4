"""Who did what: the page of those who keep watch, and the proof that nothing was changed since."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for

from app.queries import audit as events
from app.queries import chain, office, people
from app.web.access import actor
from app.web.desk.timeline import item
from app.web.people_choices import named
from workflows.dates import parse_date
from workflows.limits import SHORT
from workflows.text import clean
from workflows.words import Words

if TYPE_CHECKING:
    from app.queries.audit import Row

blueprint = Blueprint("audit", __name__)
HIDDEN = Words("เรื่องปกปิด", "A restricted case")
FIELDS = ("person", "reference", "from", "to")


@blueprint.get("/audit")
def audit() -> str:
    """One page of what this person may know of, the newest first."""
    given = {name: clean(request.args.get(name, ""))[:SHORT].strip() for name in FIELDS}
    asked, faults = _asked(given)
    found = events.page(asked, actor())
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value}
    links, head = chain.head()
    topics = {topic.code: topic.name for topic in office.topics(restricted=True)}
    staff = people.staff()
    names = {f"person:{person.id}": person.name for person in staff}
    return render_template(
        "desk/audit.html", rows=[_shown(row, topics, names) for row in found.rows], given=given,
        faults=faults, staff=list(named(staff)), links=links,
        head=head,
        next=url_for("audit.audit", after=found.next, **chosen) if found.next else None,
        first=url_for("audit.audit", **chosen) if asked.after else None,
    )  # fmt: skip


def _asked(given: dict[str, str]) -> tuple[events.Asked, list[str]]:
    """The question, and the fields that could not be understood; those narrow nothing."""
    person = people.by_email(given["person"]) if given["person"] else None
    days = {name: parse_date(given[name]) for name in ("from", "to")}
    faults = [name for name, day in days.items() if given[name] and day is None]
    after = request.args.get("after", type=int)
    return events.Asked(
        person.id if person else None, given["reference"], days["from"], days["to"], after
    ), faults


def _shown(row: "Row", topics: dict[str, Words], names: dict[str, str]) -> dict[str, Any]:
    told = item(row.event, topics)
    if not row.open:
        return {**told, "text": None, "about": HIDDEN, "url": None}
    url = url_for("desk.case", reference=row.reference) if row.reference else None
    subject = row.event.subject
    return {**told, "about": row.reference or names.get(subject, subject), "url": url}

"""One invented case: who wrote what, and the rows that tell it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from app.models import Base, Case, Event, Person, Topic
from app.models.base import Secret, SecretDict
from app.models.sealing import sealed_columns
from app.office import demo_words as words
from app.office.demo_course import Course, course_of
from app.office.demo_place import AT_ONCE, OPEN_CHANNELS, SECRET_CHANNELS, Place, at
from workflows.dates import local_day
from workflows.deadlines import Deadlines, Milestone
from workflows.fiscal import BUDDHIST_ERA, fiscal_year
from workflows.kinds import OUTCOMES, Kind
from workflows.states import State
from workflows.targets import RESTRICTED
from workflows.text import normalise

Row = dict[str, Any]
KINDS = (*[Kind.COMPLAINT] * 55, *[Kind.SUGGESTION] * 22, *[Kind.OPINION] * 13,
         *[Kind.COMPLIMENT] * 10)  # fmt: skip
SECRET, NAMELESS = 0.01, 0.15  # shares of the integrity door and of people without a name
LEADS_TO = {"registered": State.RECEIVED, "assign": State.ASSIGNED, "analyse": State.ANALYSED,
            "resolve": State.RESOLVED, "dismiss": State.RESOLVED}  # fmt: skip
_normal = lru_cache(maxsize=50_000)(normalise)


@dataclass
class Made:
    """The rows of one case; its keys and its reference are still to be given."""

    case: Row
    phrases: tuple[str, ...]
    events: list[Row] = field(default_factory=list)
    correspondent: Row = field(default_factory=dict)
    referral: Row = field(default_factory=dict)

    def words(self) -> str:
        """What a search finds: the same as of a case that came in by a door."""
        numbers = [self.case[name] for name in ("reference", "registry_number", "letter_number")]
        who = (self.referral.get("letter_number"), self.correspondent.get("name"))
        parts = [_normal(part) for part in (*numbers, *who, self.case["subject"]) if part]
        return "\n".join([*parts, "".join(_normal(phrase) for phrase in self.phrases)])

    def indexed(self) -> str:
        """The same as it may stand in the database."""
        return Secret(self.words()) if self.case["restricted"] else self.words()

    def seal(self) -> None:
        """The words of a restricted case are secret, as those that come in by a door."""
        if self.case["restricted"]:
            self.case = _secret(Case, self.case)
            self.events = [_secret(Event, event) for event in self.events]


def _secret(table: type[Base], row: Row) -> Row:
    """The row with its words made secret."""
    names = sealed_columns(table)
    made = {True: SecretDict, False: Secret}
    return {k: made[isinstance(v, dict)](v) if k in names and v else v for k, v in row.items()}


def make(rng: Random, place: Place, moment: float) -> Made:
    """A case received at ``moment``: 0 is the first day of ``place``, 1 is now."""
    restricted = bool(place.secret_topics and place.secret_owners) and rng.random() < SECRET
    kind = Kind.COMPLAINT if restricted else rng.choice(KINDS)
    channel = rng.choice(SECRET_CHANNELS) if restricted else rng.choice(OPEN_CHANNELS)
    topic = rng.choice(place.secret_topics if restricted else place.topics)
    received = _received(rng, place, moment, office_hours=channel not in AT_ONCE)
    dates = place.promised(received, RESTRICTED if restricted else kind.value)
    course = course_of(rng, place, kind, received, dates, at_once=channel in AT_ONCE)
    phrases = _phrases(rng, kind)
    case = {
        "kind": kind.value, "topic_code": topic.code, "channel": channel, "restricted": restricted,
        "subject": rng.choice(words.SUBJECTS[kind]).format(topic=topic.name_th),
        "body": " ".join(phrases), "anonymous": restricted or rng.random() < NAMELESS,
        **_ALWAYS, **_dates(place, dates, course), **_found(rng, place, kind, course),
    }  # fmt: skip
    made = Made(case, phrases)
    _give_owner(rng, place, made, topic, course)
    _add_people(rng, made, dates)
    return made


_ALWAYS: Row = {  # nosec B105 - nobody tracks these cases, so they have no secret
    "version": 1, "fingerprint": "", "secret_hash": "", "kind_confirmed": True, "group_code": None,
    "language": "th", "severity": "medium", "correspondent_id": None, "registry_number": "",
    "letter_number": "", "letter_date": None, "imported": False,
    "duplicate_of_id": None,
}  # fmt: skip


def _received(rng: Random, place: Place, moment: float, *, office_hours: bool) -> datetime:
    """In office hours where somebody takes it down, else at any time, mostly by day."""
    days = (place.now.date() - place.first).days + 1
    day = place.first + timedelta(days=int(moment * days))
    minute = rng.randrange(9 * 60, 16 * 60) if office_hours else int(rng.triangular(0, 1439, 660))
    if office_hours and not place.calendar.is_working(day):
        day = place.calendar.next_working(day)
    received = at(day, minute) + timedelta(seconds=rng.randrange(60))
    return min(received, place.now - timedelta(minutes=rng.randrange(1, 60)))


def _dates(place: Place, dates: Deadlines, course: Course) -> Row:
    """State, deadlines and what met them, as the actions would have left them."""
    end = course.get("resolve") or course.get("dismiss")
    met = {
        Milestone.ACKNOWLEDGE: course.get("acknowledged"),
        Milestone.ASSIGN: course.get("assign"),
        Milestone.ANALYSE: course.get("analyse"),
        Milestone.FIRST_ANSWER: course.get("letter_written") or end,
        Milestone.RESOLVE: end,
    }
    owed = [(day, m) for m in Milestone if not met[m] and (day := dates.of(m))]
    due, milestone = (None, None) if end else min(owed, default=(None, None), key=lambda o: o[0])
    return {
        "state": [LEADS_TO[step] for step in course if step in LEADS_TO][-1].value,
        "received_at": course["registered"], "official_on": dates.official,
        "fiscal_year": fiscal_year(dates.official), "target_by": dates.target,
        "public_resolve_by": dates.public_resolve,
        **{f"{m.value}_by": dates.of(m) for m in Milestone},
        "acknowledged_at": met[Milestone.ACKNOWLEDGE], "assigned_at": met[Milestone.ASSIGN],
        "analysed_at": met[Milestone.ANALYSE], "first_answered_at": met[Milestone.FIRST_ANSWER],
        "resolved_at": end, "next_due_on": due, "next_milestone": milestone and milestone.value,
        "working_days": place.working_days(dates.official, local_day(end)) if end else None,
        "worked_days": place.working_days(dates.official, local_day(end)) if end else None,
        "updated_at": max(course.values()),
    }  # fmt: skip


def _found(rng: Random, place: Place, kind: Kind, course: Course) -> Row:
    """Cause and finding once it is analysed, outcome and answer once it is resolved."""
    analysed = "analyse" in course
    outcome = answer = ""
    if "resolve" in course:
        outcome, answer = rng.choice(list(OUTCOMES[kind])), rng.choice(words.ANSWERS)
    if "dismiss" in course:
        outcome, answer = rng.choice(list(words.DISMISSED.items()))
    return {
        "root_cause": rng.choice(place.causes or [words.CAUSE]) if analysed else "",
        "finding": rng.choice(words.FINDINGS) if analysed else "",
        "method": rng.choice(words.METHODS) if analysed else "",
        "outcome": outcome, "answer": answer,
        "no_answer_reason": "" if answer or not outcome else words.DISMISSED_SILENTLY,
        "forwarded_to": words.FORWARDED_TO if outcome == "out_of_remit" else "",
    }  # fmt: skip


def _give_owner(rng: Random, place: Place, made: Made, topic: Topic, course: Course) -> None:
    """Who owns it from its assignment on, and the events that name them."""
    people = place.secret_owners if made.case["restricted"] else place.owners
    of_unit = [person for person in people if person.unit_code == topic.unit_code]
    owner = rng.choice(of_unit or people)
    assigned = "assign" in course
    made.case["owner_id"] = owner.id if assigned else None
    made.case["unit_code"] = owner.unit_code if assigned else topic.unit_code
    state: State | None = None
    for what, moment in course.items():
        after = LEADS_TO.get(what, state)
        made.events.append(_event(made.case, what, moment, owner, (state, after)))
        state = after


def _event(
    case: Row, what: str, moment: datetime, owner: Person, states: tuple[State | None, State | None]
) -> Row:  # fmt: skip
    before, after = states
    by_itself = what in ("registered", "acknowledged") and case["channel"] in AT_ONCE
    by = {"registered": "correspondent", "acknowledged": "clock"}[what] if by_itself else "staff"
    moved = what in LEADS_TO or what == "transfer"
    return {
        "subject": "", "at": moment, "what": what, "by": by,
        "actor_id": None if by_itself else owner.id, "note": "",
        "from_state": before.value if before and moved else None,
        "to_state": after.value if after else None,
        "details": _details(case, what, owner),
    }  # fmt: skip


def _details(case: Row, what: str, owner: Person) -> Row:
    """As the actions keep them: the dates promised at receipt, the owner where one is named."""
    if what == "registered":
        days = {m.value: case[f"{m.value}_by"] for m in Milestone}
        dates = {name: day and day.isoformat() for name, day in days.items()}
        return {"after": dates, "unit": case["unit_code"]}
    moved = what in ("assign", "transfer")
    return {"owner": owner.name, "unit": case["unit_code"]} if moved else {}


def _add_people(rng: Random, made: Made, dates: Deadlines) -> None:
    """Who wrote, and for the centre's cases its letter."""
    case = made.case
    if not case["anonymous"]:
        number = rng.randrange(10_000)
        name = f"{rng.choice(words.TITLES)}{rng.choice(words.FIRST)} {rng.choice(words.LAST)}"
        called = case["channel"] in ("phone", "gcc1111")
        made.correspondent = {
            "name": name, "email": "" if called else f"person{number:04}@example.org",
            "phone": f"02 000 {number:04}" if called else "", "address": "", "restricted": False,
        }  # fmt: skip
    if case["channel"] in ("gcc1111", "letter"):
        year = dates.official.year + BUDDHIST_ERA
        case["registry_number"] = f"{rng.randrange(1, 9999)}/{year}"
    if case["channel"] == "gcc1111":
        made.referral = {
            "agency": words.AGENCY, "agency_person_id": None,
            "letter_number": f"นร 0105.04/{rng.randrange(1, 99999)}", "letter_date": dates.official,
            "report_due": dates.resolve, "reported_at": case["resolved_at"],
        }  # fmt: skip


def _phrases(rng: Random, kind: Kind) -> tuple[str, ...]:
    opening = rng.choice(words.OPENINGS).format(place=rng.choice(words.PLACES))
    return opening, rng.choice(words.DETAILS[kind]), rng.choice(words.REQUESTS[kind])

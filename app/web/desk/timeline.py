"""Events in words: who did what, with the details a person can read."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from app.mail.letters import LETTERS
from app.queries import office
from app.web.desk.timeline_mail import TELL as MAIL
from app.web.desk.timeline_ties import TELL as TIES
from app.web.desk.ways import WAYS
from app.web.rule_words import by_rule, routed
from workflows import Kind, assessment, outcome_label
from workflows.dates import say_date
from workflows.deadlines import Milestone
from workflows.escalation import WHY, stage_words
from workflows.events import EVENTS
from workflows.house_events import HOUSE_EVENTS
from workflows.own_notes import in_words
from workflows.stops import STOP_REASONS
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Event

_BY = {
    "correspondent": Words("ผู้แจ้ง", "The correspondent"),
    "clock": Words("ระบบ", "The system"),
    "staff": Words("เจ้าหน้าที่", "Staff"),
    "agency": Words("หน่วยงานที่ส่งเรื่อง", "The referring office"),
}
NOTHING = Words("ไม่ระบุ", "none")
NOBODY = Words("ไม่มีผู้ที่จะแจ้งในระดับนี้", "Nobody stands at this level")
# What a change may touch beside the dates, and how its values are said.
_FACTS = {
    "kind": Words("ประเภท", "Kind"), "topic": Words("หัวข้อ", "Topic"),
    "severity": assessment.SEVERITY, "complexity": assessment.COMPLEXITY,
    "remedy": assessment.REMEDY, "place": assessment.PLACE,
}  # fmt: skip
_CLOCK_DAYS = {
    "from_on": Words("หยุดตั้งแต่", "Stopped since"),
    "resume_on": Words("นับต่อเอง", "Resumes by itself on"),
    "until_on": Words("ถึง", "Until"),
    "until": Words("ขยายถึง", "Extended until"),
}
_SAID: dict[str, Callable[[str], Words]] = {
    "kind": lambda kind: Kind(kind).label,
    "severity": assessment.severity_label,
    "complexity": assessment.complexity_label,
}


def items(events: "Iterable[Event]") -> list[dict[str, Any]]:
    """The newest first, for ``timeline``."""
    topics = {t.code: t.name for t in office.topics(restricted=True)}
    shown = [item(event, topics) for event in events]
    return shown[::-1]


def item(event: "Event", topics: dict[str, Words]) -> dict[str, Any]:
    """One event in words; ``topics`` are the names of all."""
    known = EVENTS.get(event.what)
    return {
        "what": known.desk if known else HOUSE_EVENTS.get(event.what, event.what),
        "when": event.at,
        "who": _who(event),
        "text": _text(event, topics),
        "soft": event.from_state is None or event.from_state == event.to_state,
    }


def _who(event: "Event") -> Words | str:
    """Who it was, and in whose place."""
    if event.actor is None:
        return _BY.get(event.by, event.by)
    name, absent = event.actor.name, event.details.get("in_place_of")
    return Words(f"{name} แทน {absent}", f"{name} in place of {absent}") if absent else name


def _text(event: "Event", topics: dict[str, Words]) -> Words | None:
    """One line a fact; None when there is nothing to add."""
    lines = _note(event)
    tell = _TELL.get(event.what)
    if tell is not None:
        lines += tell(event.details or {}, topics)
    if not lines:
        return None
    return Words("\n".join(w.th for w in lines), "\n".join(w.en for w in lines))


def _note(event: "Event") -> list[Words]:
    if not event.note:
        return []
    way = WAYS.get(event.note)
    return [way or in_words(event.note, (event.details or {}).get("cause", ""))]


def _owner(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    name, before = told.get("owner") or "", told.get("before") or ""
    if before:
        return [Words(f"จาก {before} เป็น {name}", f"From {before} to {name}")]
    lines = [Words(f"ผู้รับผิดชอบ: {name}", f"Owner: {name}")] if name else []
    return [*lines, by_rule(told)] if told.get("rule") else lines


def _cause(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    cause = told.get("root_cause") or ""
    return [Words(f"สาเหตุ: {cause}", f"Cause: {cause}")] if cause else []


def _outcome(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    code, to = told.get("outcome") or told.get("outcome_before"), told.get("forwarded_to")
    lines = []
    if code:
        label = outcome_label(code)
        before = "outcome_before" in told
        lines.append(Words(f"{'ผลเดิม' if before else 'ผล'}: {label.th}",
                           f"{'Outcome before' if before else 'Outcome'}: {label.en}"))  # fmt: skip
    if to:
        lines.append(Words(f"ส่งต่อถึง: {to}", f"Forwarded to: {to}"))
    if praised := told.get("praised"):
        lines.append(Words(f"ชมเชย: {praised}", f"Praised: {praised}"))
    return lines


def _escalation(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    """Which deadline, which stage, why, and who was told."""
    if "stage" not in told:
        return []
    label, day = Milestone(told["milestone"]).label, date.fromisoformat(told["due"])
    lines = [
        Words(f"กำหนด{label.th} {say_date(day, 'th')}", f"{label.en} by {say_date(day, 'en')}"),
        stage_words(told["stage"], told["late"]),
        *([WHY[told["why"]]] if told["why"] in WHY else []),
    ]
    names = " · ".join(told["to"])
    to = Words(f"แจ้งถึง: {names}", f"Told: {names}") if names else NOBODY
    return [*lines, to]


def _letter(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    name, how = told.get("letter"), told.get("how")
    lines = [WAYS[how]] if how in WAYS else []
    if name in LETTERS:
        lines.append(LETTERS[name].subject)
    return lines


def _clock(told: dict[str, Any], topics: dict[str, Words]) -> list[Words]:
    """Why, since when and until when the clock stands still, and the dates old and new."""
    lines = [STOP_REASONS[told["reason"]].label] if told.get("reason") in STOP_REASONS else []
    if question := told.get("question"):
        lines.append(Words(f"คำถาม: {question}", f"Question: {question}"))
    for name, what in _CLOCK_DAYS.items():
        if told.get(name):
            day = _value(name, told[name], topics)
            lines.append(Words(f"{what.th} {day.th}", f"{what.en} {day.en}"))
    return [*lines, *_reclassified(told, topics)]


def _flagged(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    days, names = told["days"], " · ".join(told["to"])
    return [
        Words(f"หยุดนับเวลารวม {days} วัน", f"Stopped for {days} days in all"),
        *([Words(f"แจ้งถึง: {names}", f"Told: {names}")] if names else []),
    ]


def _reclassified(told: dict[str, Any], topics: dict[str, Words]) -> list[Words]:
    before, after = told.get("before") or {}, told.get("after") or {}
    changed = [name for name in after if before.get(name) != after.get(name)]
    return [_difference(name, before.get(name), after.get(name), topics) for name in changed]


def _difference(name: str, old: Any, new: Any, topics: dict[str, Words]) -> Words:
    what = _FACTS.get(name)
    if what is None:
        label = Milestone(name).label
        what = Words(f"กำหนด{label.th}", f"{label.en} by")
    was, now = (_value(name, value, topics) for value in (old, new))
    return Words(f"{what.th}: จาก {was.th} เป็น {now.th}", f"{what.en}: {was.en} → {now.en}")


def _value(name: str, value: Any, topics: dict[str, Words]) -> Words:
    if not value:
        return NOTHING
    if name in _FACTS:
        return _SAID[name](value) if name in _SAID else topics.get(value, Words(value, value))
    day = date.fromisoformat(value)
    return Words(say_date(day, "th"), say_date(day, "en"))


def _files(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    """The names, and what the scanner calls what it found."""
    names = [*told.get("files", []), *filter(None, (told.get("finding"),))]
    return [Words(name, name) for name in names]


_TELL: dict[str, Callable[[dict[str, Any], dict[str, Words]], list[Words]]] = {
    "routed": routed,
    "assign": _owner,
    "transfer": _owner,
    "analyse": _cause,
    "resolve": _outcome,
    "dismiss": _outcome,
    "reopen": _outcome,
    "reclassified": _reclassified,
    "recounted": _reclassified,
    "stop": _clock,
    "resume": _clock,
    "extend": _clock,
    "extension_proposed": _clock,
    "extension_refused": _clock,
    "stop_flagged": _flagged,
    "assessed": _reclassified,
    "files_left_out": _files,
    "file_infected": _files,
    "reminded": _escalation,
    "escalated": _escalation,
    "letter_written": _letter,
    "letter_failed": _letter,
    **TIES,
    **MAIL,
}

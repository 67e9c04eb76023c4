"""Events in words: who did what, with the details a person can read."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from app.mail.letters import LETTERS
from app.queries import office
from app.web.desk.ways import WAYS
from workflows import Kind, outcome_label
from workflows.dates import say_date
from workflows.deadlines import Milestone
from workflows.events import EVENTS
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Event

_BY = {
    "correspondent": Words("ผู้แจ้ง", "The correspondent"),
    "clock": Words("ระบบ", "The system"),
    "staff": Words("เจ้าหน้าที่", "Staff"),
}
NOTHING = Words("ไม่ระบุ", "none")


def items(case: "Case", events: "Iterable[Event]") -> list[dict[str, Any]]:
    """The newest first, for ``timeline``."""
    topics = {t.code: t.name for t in office.topics(restricted=True)}
    shown = [_item(event, topics) for event in events]
    return shown[::-1]


def _item(event: "Event", topics: dict[str, Words]) -> dict[str, Any]:
    known = EVENTS.get(event.what)
    return {
        "what": known.desk if known else event.what,
        "when": event.at,
        "who": event.actor.name if event.actor else _BY.get(event.by, event.by),
        "text": _text(event, topics),
        "soft": event.from_state is None or event.from_state == event.to_state,
    }


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
    return [way] if way else [Words(event.note, event.note)]


def _owner(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    name, before = told.get("owner") or "", told.get("before") or ""
    if before:
        return [Words(f"จาก {before} เป็น {name}", f"From {before} to {name}")]
    return [Words(f"ผู้รับผิดชอบ: {name}", f"Owner: {name}")] if name else []


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
    return lines


def _letter(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    name, how = told.get("letter"), told.get("how")
    lines = [WAYS[how]] if how in WAYS else []
    if name in LETTERS:
        lines.append(LETTERS[name].subject)
    return lines


def _reclassified(told: dict[str, Any], topics: dict[str, Words]) -> list[Words]:
    before, after = told.get("before") or {}, told.get("after") or {}
    changed = [name for name in after if before.get(name) != after.get(name)]
    return [_difference(name, before.get(name), after.get(name), topics) for name in changed]


def _difference(name: str, old: Any, new: Any, topics: dict[str, Words]) -> Words:
    what = {"kind": Words("ประเภท", "Kind"), "topic": Words("หัวข้อ", "Topic")}.get(name)
    if what is None:
        label = Milestone(name).label
        what = Words(f"กำหนด{label.th}", f"{label.en} by")
    was, now = (_value(name, value, topics) for value in (old, new))
    return Words(f"{what.th}: จาก {was.th} เป็น {now.th}", f"{what.en}: {was.en} → {now.en}")


def _value(name: str, value: Any, topics: dict[str, Words]) -> Words:
    if not value:
        return NOTHING
    if name == "kind":
        return Kind(value).label
    if name == "topic":
        return topics.get(value, Words(value, value))
    day = date.fromisoformat(value)
    return Words(say_date(day, "th"), say_date(day, "en"))


_TELL: dict[str, Callable[[dict[str, Any], dict[str, Words]], list[Words]]] = {
    "assign": _owner,
    "transfer": _owner,
    "analyse": _cause,
    "resolve": _outcome,
    "dismiss": _outcome,
    "reopen": _outcome,
    "reclassified": _reclassified,
    "letter_written": _letter,
    "letter_failed": _letter,
}

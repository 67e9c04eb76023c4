"""A routing rule in words: what a case must be like, for the list of rules and the timeline."""

from collections.abc import Mapping
from typing import Any

from app.intake.channels import CHANNELS
from workflows import Kind
from workflows.routing import WHY, Time
from workflows.words import Words

NONE = Words("ทุกเรื่อง", "Every case")
MARK = "\u00a0· "


def conditions(rule: Mapping[str, Any], topics: Mapping[str, Words]) -> list[Words]:
    """One phrase for each condition that is set: ``kind topic channel words word place time``."""
    found = []
    if kind := rule.get("kind"):
        found.append(Kind(kind).label)
    if topic := rule.get("topic"):
        found.append(topics.get(topic, Words(topic, topic)))
    if channel := rule.get("channel"):
        found.append(CHANNELS[channel].label if channel in CHANNELS else Words(channel, channel))
    if words := rule.get("words") or ([rule["word"]] if rule.get("word") else []):
        found.append(_quoted(words))
    if place := rule.get("place"):
        found.append(Words(f"สถานที่ “{place}”", f"place “{place}”"))
    if time := rule.get("time"):
        found.append(Time(time).label)
    return found


def joined(phrases: list[Words]) -> Words:
    """The phrases in one line; every case, where there are none."""
    if not phrases:
        return NONE
    return Words(MARK.join(p.th for p in phrases), MARK.join(p.en for p in phrases))


def routed(told: Mapping[str, Any], topics: Mapping[str, Words]) -> list[Words]:
    """The lines of the timeline: by which rule, and why."""
    why = joined(conditions(told.get("because") or {}, topics))
    lines = [by_rule(told), Words(f"เพราะ: {why.th}", f"Because: {why.en}")]
    return [*lines, WHY["nobody"]] if told.get("why") == "nobody" else lines


def by_rule(told: Mapping[str, Any]) -> Words:
    """Which rule it was, and of an assignment why this person."""
    name = told.get("rule") or ""
    why = WHY.get(told.get("why") or "") if told.get("owner") else None
    more = Words(f" ({why.th})", f" ({why.en})") if why else Words("", "")
    return Words(f"กฎ “{name}”{more.th}", f"Rule “{name}”{more.en}")


def _quoted(words: list[str]) -> Words:
    said = " ".join(f"“{word}”" for word in words)
    return Words(f"มีคำว่า {said}", f"says {said}")

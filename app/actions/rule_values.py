"""What a routing rule may say, read into its columns or refused in words."""

from collections.abc import Mapping
from typing import Any

from app.database import db
from app.intake.channels import CHANNELS
from app.models import Person, RoutingRule, Unit
from app.queries import office, people, routing
from app.queries.rights import may_own
from workflows import Kind
from workflows.errors import Invalid
from workflows.limits import SHORT
from workflows.routing import How, Rule, Time, may_match
from workflows.text import clean
from workflows.words import CHOOSE, Words

# The columns in the order in which the list and the events name them.
FIELDS = ("name", "kind", "topic_code", "channel", "words", "place", "time", "unit_code", "how",
          "owner_id")  # fmt: skip
WORDS = 30
NAME = Words("ตั้งชื่อกฎ", "Give the rule a name")
TAKEN = Words("มีกฎชื่อนี้แล้ว", "There is a rule of this name")
LONG = Words(f"เขียนได้ไม่เกิน {SHORT} ตัวอักษร", f"At most {SHORT} characters")
MANY = Words(f"เขียนได้ไม่เกิน {WORDS} คำ", f"At most {WORDS} words")
UNIT = Words("เลือกหน่วยงาน", "Choose a unit")
OWNER = Words("เลือกผู้ที่รับเรื่องนี้ได้", "Choose somebody who may own these cases")
CONFIDENTIAL = Words(
    "หัวข้อนี้เป็นเรื่องปกปิด เลือกผู้รับเรื่องปกปิด", "This topic is restricted: choose a confidential officer"
)
NOBODY = Words(
    "หัวข้อนี้เป็นเรื่องปกปิด และหน่วยนี้ไม่มีผู้รับเรื่องปกปิด",
    "This topic is restricted, and the unit has no confidential officer",
)


def read_rule(values: Mapping[str, Any], rule: RoutingRule | None = None) -> dict[str, Any]:
    """The columns of a rule; Invalid with words for each field that cannot be taken.

    ``values``: name, kind, topic, channel, words (a list), place, time, unit, how, and owner, the
    address of the person named where ``how`` is ``person``. What is missing is empty.
    """
    given = {name: str(values.get(name) or "").strip() for name in _TEXTS}
    words = [clean(str(word)).strip() for word in values.get("words") or ()]
    owner = people.by_email(given["owner"]) if given["how"] == How.PERSON else None
    problems = _of_name(given["name"], rule) | _of_lists(given) | _of_words(words, given["place"])
    problems = _of_owner(given, owner) | _of_match(given, words) | problems
    if problems:
        raise Invalid(**problems)
    return {
        "name": given["name"], "kind": given["kind"], "topic_code": given["topic"],
        "channel": given["channel"], "words": words, "place": given["place"],
        "time": given["time"], "unit_code": given["unit"], "how": given["how"],
        "owner_id": owner.id if owner else None,
    }  # fmt: skip


_TEXTS = ("name", "kind", "topic", "channel", "place", "time", "unit", "how", "owner")


def _of_name(name: str, rule: RoutingRule | None) -> dict[str, Words]:
    if not name:
        return {"name": NAME}
    if len(name) > SHORT:
        return {"name": LONG}
    there = routing.by_name(name)
    return {"name": TAKEN} if there is not None and there is not rule else {}


def _of_lists(given: Mapping[str, str]) -> dict[str, Words]:
    listed: dict[str, list[str]] = {
        "kind": list(Kind), "channel": list(CHANNELS), "time": list(Time),
    }  # fmt: skip
    wrong = {name for name, known in listed.items() if given[name] and given[name] not in known}
    problems = dict.fromkeys(sorted(wrong), CHOOSE)
    if given["how"] not in list(How):
        problems["how"] = CHOOSE
    unit = db.session.get(Unit, given["unit"]) if given["unit"] else None
    if unit is None or unit.retired:
        problems["unit"] = UNIT
    return problems


def _of_words(words: list[str], place: str) -> dict[str, Words]:
    problems = {}
    if len(words) > WORDS:
        problems["words"] = MANY
    if any(len(word) > SHORT for word in words):
        problems["words"] = LONG
    if len(place) > SHORT:
        problems["place"] = LONG
    return problems


def _of_match(given: Mapping[str, str], words: list[str]) -> dict[str, Words]:
    """A rule that could never hold is none."""
    rule = Rule(topic=given["topic"], words=tuple(words), place=given["place"])
    return may_match(rule, {topic.code: topic for topic in office.topics(restricted=True)})


def _of_owner(given: Mapping[str, str], owner: Person | None) -> dict[str, Words]:
    """The person may own what the rule sends; of a restricted topic, a confidential officer."""
    hidden = {t.code for t in office.topics(restricted=True) if t.restricted}
    restricted = given["topic"] in hidden
    if given["how"] == How.PERSON:
        if owner is None or not may_own(owner, restricted=restricted):
            return {"owner": CONFIDENTIAL if restricted else OWNER}
        return {}
    shared = given["how"] in (How.ROUND_ROBIN, How.LEAST_OPEN)
    if restricted and shared and not _holders(given["unit"]):
        return {"unit": NOBODY}
    return {}


def _holders(unit: str) -> list[Person]:
    return [p for p in people.possible_owners(restricted=True) if p.unit_code == unit]

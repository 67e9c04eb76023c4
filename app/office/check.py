"""What an office file refers to: every code it names is in it, or here already."""

from collections.abc import Iterator
from typing import Any

from app.office.edition_check import edition_faults
from app.office.yaml_file import Fault, Parsed, Path_
from app.queries import cases, office
from app.queries.codes import codes
from app.queries.staff_tree import circle_of
from workflows.words import Words

# part, field, the part that holds such codes
REFERS = (
    ("stakeholder_groups", "mission", "missions"),
    ("units", "head", "officers"),
    ("units", "parent", "units"),
    ("officers", "unit", "units"),
    ("listening_channels", "parent", "listening_channels"),
    ("intake_channels", "rolls_up_to", "listening_channels"),
    ("topics", "default_unit", "units"),
    ("service_standards", "unit", "units"),
    ("improvements", "unit", "units"),
    ("improvements", "cause", "root_causes"),
    ("missions", "owner", "officers"),
    ("stakeholder_groups", "owner", "officers"),
    ("listening_channels", "owner", "officers"),
    ("intake_channels", "owner", "officers"),
    ("service_standards", "owner", "officers"),
    ("improvements", "owner", "officers"),
    ("absences", "officer", "officers"),
    ("absences", "deputy", "officers"),
    ("routing_rules", "unit", "units"),
    ("routing_rules", "topic", "topics"),
    ("routing_rules", "owner", "officers"),
    ("cases", "topic", "topics"),
    ("cases", "group", "stakeholder_groups"),
    ("cases", "owner", "officers"),
    ("cases", "root_cause", "root_causes"),
    ("cases", "improvement", "improvements"),
)
# A code of each part, as people call it.
CALLED = {
    "missions": Words("พันธกิจ", "mission"),
    "stakeholder_groups": Words("กลุ่ม", "group"),
    "officers": Words("เจ้าหน้าที่", "officer"),
    "units": Words("หน่วยงาน", "unit"),
    "listening_channels": Words("ช่องทางรับฟัง", "listening channel"),
    "topics": Words("หัวข้อ", "topic"),
    "root_causes": Words("สาเหตุ", "root cause"),
    "improvements": Words("การปรับปรุง", "improvement"),
}
NO_SOURCE = Words("เรื่องหรือแบบสำรวจ", "case or survey")
# What is told of a case and when it must have happened.
TOLD = {
    "owner": "assigned_at",
    "owner_email": "assigned_at",
    "root_cause": "analysed_at",
    "analysis": "analysed_at",
    "outcome": "resolved_at",
    "resolution": "resolved_at",
    "handling_satisfaction": "resolved_at",
}
ONCE = ("id", "email")


def references(parsed: Parsed) -> Iterator[Fault]:
    """Every code that nobody has, and every code that two have."""
    known = _known(parsed.data)
    for part, field, to in REFERS:
        for path, code in _codes(parsed.data, part, field):
            if code not in known[to]:
                yield parsed.fault(path, _none(CALLED[to], code))
    yield from _survey_groups(parsed, known)
    yield from _sources(parsed, known)
    yield from _twice(parsed)
    yield from _circles(parsed)


def told_without_time(parsed: Parsed) -> Iterator[Fault]:
    """What would be lost: an owner never given the case, an outcome of a case still open."""
    for i, row in _rows(parsed.data, "cases"):
        for field, time in TOLD.items():
            if row.get(field) is not None and row.get(time) is None:
                yield parsed.fault(("cases", i, field), Words(f"ต้องมี {time}", f"needs {time}"))


def form_lines(parsed: Parsed) -> Iterator[Fault]:
    """Editions of Form 2.3 that could not be printed."""
    for name, part in parsed.data.items():
        if str(name).startswith("seed_report_"):
            yield from edition_faults(parsed, (name,), part)


def _none(what: Words, code: Any) -> Words:
    return Words(f"ไม่มี{what.th} {code}", f"no {what.en} {code}")


def _known(data: dict[str, Any]) -> dict[str, set[Any]]:
    known: dict[str, set[Any]] = {part: set(there) for part, there in codes().items()}
    for part, there in known.items():
        there |= {code for _, code in _codes(data, part, "id")}
    known["root_causes"] |= {c for c in data.get("root_causes") or () if isinstance(c, str)}
    survey = data.get("survey")
    known["surveys"] |= {survey.get("id")} if isinstance(survey, dict) else set()
    known["cases"] = {code for _, code in _codes(data, "cases", "id")}
    return known


def _rows(data: dict[str, Any], part: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a part that are rows at all; the shape says what is wrong with others."""
    rows = data.get(part)
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield i, row


def _codes(data: dict[str, Any], part: str, field: str) -> Iterator[tuple[Path_, str]]:
    for i, row in _rows(data, part):
        if isinstance(row.get(field), str) and row[field]:
            yield (part, i, field), row[field]


def _survey_groups(parsed: Parsed, known: dict[str, set[Any]]) -> Iterator[Fault]:
    survey = parsed.data.get("survey")
    for i, row in _rows(survey, "overall") if isinstance(survey, dict) else ():
        if row.get("group") not in known["stakeholder_groups"]:
            path = ("survey", "overall", i, "group")
            yield parsed.fault(path, _none(CALLED["stakeholder_groups"], row.get("group")))


def _sources(parsed: Parsed, known: dict[str, set[Any]]) -> Iterator[Fault]:
    for i, row in _rows(parsed.data, "improvements"):
        sources = row.get("sources")
        for j, source in enumerate(sources if isinstance(sources, list) else ()):
            here = source in known["cases"] or source in known["surveys"]
            if not here and cases.by_reference(str(source)) is None:
                path = ("improvements", i, "sources", j)
                yield parsed.fault(path, _none(NO_SOURCE, source))


def _circles(parsed: Parsed) -> Iterator[Fault]:
    """A unit above itself: nobody would ever stand at the top of it."""
    parents = {unit.code: unit.parent_code for unit in office.units()}
    parents |= {
        row["id"]: row["parent"]
        for _, row in _rows(parsed.data, "units")
        if isinstance(row.get("id"), str) and isinstance(row.get("parent", 0), str | None)
    }
    for path, code in _codes(parsed.data, "units", "id"):
        if circle := circle_of(code, parents):
            thai, english = " อยู่ใต้ ".join(circle), " under ".join(circle)
            words = Words(f"หน่วยงานอยู่ใต้ตัวเอง: {thai}", f"a unit under itself: {english}")
            yield parsed.fault((*path[:-1], "parent"), words)


def _twice(parsed: Parsed) -> Iterator[Fault]:
    for part in parsed.data:
        for field in ONCE:
            seen: set[str] = set()
            for path, code in _codes(parsed.data, part, field):
                if code.lower() in seen:
                    yield parsed.fault(path, Words(f"มี {code} สองครั้ง", f"{code} is there twice"))
                seen.add(code.lower())

"""The SLA report as plain tables in words, for paper, spreadsheets and terminals."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Topic, Unit
from app.reports.catalogue import ANONYMOUS, PERIOD, SLA
from app.reports.counting import DAYS
from app.reports.measures import percent
from app.reports.sla import SlaReport
from workflows import Kind
from workflows.dates import say_date
from workflows.words import Words

Names = Mapping[str, Mapping[str, Words]]
Table = tuple[list[str], list[list[Any]]]

NO_VALUE = Words("ไม่มีค่า", "No value")
NONE_YET = {
    "topic": Words("ยังไม่ระบุหัวข้อ", "No topic yet"),
    "unit": Words("ยังไม่มีหน่วยงาน", "No unit yet"),
}
GROUP_LABELS = {
    "month": Words("เดือนที่รับ", "Month received"),
    "kind": Words("ประเภท", "Kind"),
    "topic": Words("หัวข้อ", "Topic"),
    "unit": Words("หน่วยงาน", "Unit"),
    "channel": Words("ช่องทาง", "Channel"),
}
AGE_LABELS = {
    "1-7": Words("1–7 วัน", "1–7 days"),
    "8-15": Words("8–15 วัน", "8–15 days"),
    "16-30": Words("16–30 วัน", "16–30 days"),
    "over_30": Words("เกิน 30 วัน", "Over 30 days"),
}
_TOTAL = Words("รวม", "Total")
_SIMPLE = ("received", "resolved", "open", "overdue")
_DAYS = (*(f"{clock}.{part}" for clock in DAYS for part in ("median", "p90")), "stopped_days")
_PARTS = {
    "due": Words("ครบกำหนด", "due"),
    "met": Words("ทัน", "met"),
    "percent": Words("ร้อยละ", "percent"),
}


def names(channels: Mapping[str, Words]) -> Names:
    """The words of every code a row may carry, of retired topics too."""
    return {
        "kind": {kind.value: kind.label for kind in Kind},
        "topic": {topic.code: topic.name for topic in db.session.scalars(select(Topic))},
        "unit": {unit.code: unit.name for unit in db.session.scalars(select(Unit))},
        "channel": channels,
    }


def group_name(group: str, code: str | None, known: Names) -> Words:
    """What a person reads for the code of a group; an unknown code stays as it is."""
    if code is None:
        return NONE_YET[group]
    if group == "month":
        day = date.fromisoformat(f"{code}-01")
        return Words(say_date(day, "th", "month"), say_date(day, "en", "month"))
    return known[group].get(code) or Words(code, code)


def main_table(of: SlaReport, known: Names, language: str) -> Table:
    """A row for each group and one for all; whatever has no value is None."""
    head = [GROUP_LABELS[group].say(language) for group in of.by] or [""]
    head += [label.say(language) for label in _figure_labels()]
    rows = []
    for row in of.rows(of.by) if of.by else []:
        groups = [group_name(group, row[group], known).say(language) for group in of.by]
        rows.append([*groups, *_numbers(row)])
    blank = [""] * (len(of.by) - 1)
    return head, [*rows, [_TOTAL.say(language), *blank, *_numbers(of.totals())]]


def summary_table(of: SlaReport, language: str) -> Table:
    """What stands beside the table: period, date of knowledge, CS3's share, overdue by age."""
    totals = of.totals()
    share = totals["resolved_on_time"]
    said = {
        Words("ตั้งแต่", "From"): of.first.isoformat(),
        Words("ถึง", "To"): of.last.isoformat(),
        Words("ตามข้อมูล ณ", "As known on"): of.as_known_on.isoformat(),
        SLA.figures["resolved_on_time"].label: share["percent"],
    }
    late = SLA.figures["overdue_by_age"].label
    for age, label in AGE_LABELS.items():
        words = Words(f"{late.th} {label.th}", f"{late.en}: {label.en}")
        said[words] = totals["overdue_by_age"][age]
    head = [Words("รายการ", "Item"), Words("ค่า", "Value")]
    return [w.say(language) for w in head], [[w.say(language), v] for w, v in said.items()]


def anonymous_table(of: SlaReport, language: str) -> Table:
    """The promise to anonymous people and who of them came back, each with what it means."""
    told = of.anonymous
    rows: dict[str, list[Any]] = {
        "received": [told.received, None, None],
        "promise_kept": [told.met, told.due, percent(told.met, told.due)],
        "returned": [told.returned, told.received, percent(told.returned, told.received)],
    }
    head = (ANONYMOUS.title, Words("จำนวน", "Number"), Words("จาก", "Of"), _PARTS["percent"],
            Words("นิยาม", "Definition"))  # fmt: skip
    figures = ANONYMOUS.figures
    return [w.say(language) for w in head], [
        [figures[name].label.say(language), *row, figures[name].definition.say(language)]
        for name, row in rows.items()
    ]


def definitions_table(language: str) -> Table:
    """Every figure with its definition."""
    head = [Words("ตัวเลข", "Figure"), Words("นิยาม", "Definition")]
    rows = [(Words("ช่วงเวลา", "Period"), PERIOD)]
    rows += [(figure.label, figure.definition) for figure in SLA.figures.values()]
    return [w.say(language) for w in head], [[a.say(language), b.say(language)] for a, b in rows]


def sheets(of: SlaReport, known: Names, language: str) -> dict[str, Table]:
    """The whole report for a workbook, by the names of its sheets."""
    tables = {
        Words("รายงาน", "Report"): main_table(of, known, language),
        Words("สรุป", "Summary"): summary_table(of, language),
        ANONYMOUS.title: anonymous_table(of, language),
        Words("นิยาม", "Definitions"): definitions_table(language),
    }
    return {name.say(language): table for name, table in tables.items()}


def _figure_labels() -> Sequence[Words]:
    labels = [SLA.figures[name].label for name in _SIMPLE]
    for name, figure in SLA.figures.items():
        if name.startswith("on_time."):
            labels += [
                Words(f"{figure.label.th}: {part.th}", f"{figure.label.en}: {part.en}")
                for part in _PARTS.values()
            ]
    return [*labels, *(SLA.figures[name].label for name in _DAYS)]


def _numbers(row: Mapping[str, Any]) -> list[Any]:
    numbers = [row[name] for name in _SIMPLE]
    for share in row["on_time"].values():
        numbers += [share[part] for part in _PARTS]
    for clock in DAYS:
        numbers += [row[clock][part] for part in ("median", "p90")]
    return [*numbers, row["stopped_days"]]

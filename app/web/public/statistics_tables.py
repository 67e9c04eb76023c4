"""The public statistics as figures on top, tables with their charts, and lines of a file."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.documents.chart import bars, columns
from app.intake.channels import CHANNEL_LABELS
from app.reports.month_ends import AGES
from app.reports.sla_table import GROUP_LABELS, group_name, names
from app.web.present import language
from workflows.dates import say_date
from workflows.text import cut
from workflows.words import Words

FIGURES = {
    "received": Words("รับ (เรื่อง)", "Received"),
    "resolved": Words("แจ้งผลแล้ว (เรื่อง)", "Answered"),
    "on_time": Words("ทันกำหนด (ร้อยละ)", "In time (percent)"),
    "median": Words("ครึ่งหนึ่งภายใน (วันทำการ)", "Half within (working days)"),
    "p90": Words("เก้าในสิบภายใน (วันทำการ)", "Nine of ten within (working days)"),
    "reopened": Words("เปิดใหม่ (เรื่อง)", "Reopened"),
    "appealed": Words("อุทธรณ์ (เรื่อง)", "Appealed"),
}
HEADINGS = {
    "received": Words("รับ", "Received"), "resolved": Words("แจ้งผลแล้ว", "Answered"),
    "on_time": Words("ทันกำหนด", "In time"), "median": Words("ครึ่งหนึ่งภายใน", "Half within"),
    "p90": Words("เก้าในสิบภายใน", "Nine of ten within"),
    "reopened": Words("เปิดใหม่", "Reopened"), "appealed": Words("อุทธรณ์", "Appealed"),
}  # fmt: skip
COUNTS = ("received", "resolved", "reopened", "appealed")
AGE_LABELS = {
    "0-30": Words("ไม่เกิน 30 วัน", "30 days or less"), "31-60": Words("31–60 วัน", "31–60 days"),
    "61-90": Words("61–90 วัน", "61–90 days"), "over_90": Words("เกิน 90 วัน", "Over 90 days"),
}  # fmt: skip
SATISFIED = {
    "asked": Words("ผู้ที่เราถาม (คน)", "Asked"), "answered": Words("ผู้ตอบ (คน)", "Answered"),
    "response_percent": Words("อัตราการตอบ (ร้อยละ)", "Response (percent)"),
    "mean": Words("คะแนนเฉลี่ยการดูแลเรื่อง (1–5)", "Mean for the handling (1–5)"),
    "satisfied_percent": Words("พอใจ (ร้อยละ)", "Satisfied (percent)"),
}  # fmt: skip
OPEN = Words("คงค้าง (เรื่อง)", "Open")
HEADS = (
    Words("แยกตาม", "By"),
    Words("กลุ่ม", "Group"),
    Words("ตัวเลข", "Figure"),
    Words("ค่า", "Value"),
)
TOTAL, MONTH = Words("รวม", "Total"), Words("เดือน", "Month")
AT_END = Words("สิ้นเดือน", "Month end")
SATISFACTION = Words("ความพึงพอใจ", "Satisfaction")
NOT_SHOWN, NO_VALUE = Words("ไม่แสดง", "Not shown"), Words("ไม่มีข้อมูล", "No data")
NAME = 24  # letters of a name beside a bar; the table has the whole of it
Made = dict[str, Any]


def headline(made: Made) -> list[dict[str, Any]]:
    """The four figures on top."""
    total, rated = made["total"], made["satisfaction"]
    half = _of(total, "median")
    nine = Words(
        f"เก้าในสิบเรื่องภายใน {total['p90']} วันทำการ",
        f"Nine of ten within {total['p90']} working days",
    )
    asked = rated["answered"] and Words(
        f"จาก 5 ผู้ตอบ {rated['answered']:,} คน (ร้อยละ {rated['response_percent']:g})",
        f"of 5; {rated['answered']:,} answered ({rated['response_percent']:g}%)",
    )
    share = total["on_time"]
    return [
        {"name": Words("เรื่องที่รับ", "Received"), "value": _shown(_of(total, "received")),
         "note": Words("ทุกช่องทาง", "By every channel")},
        {"name": Words("แจ้งผลทันเวลา", "Answered in time"),
         "value": _shown(_of(total, "on_time")) if share is None else f"{share}%",
         "note": None if share is None else Words("ของเรื่องที่ครบกำหนด", "Of those due")},
        {"name": Words("ครึ่งหนึ่งรู้ผลภายใน", "Half knew within"),
         "value": _shown(_days(half)), "note": nine if total["p90"] is not None else None},
        {"name": Words("พึงพอใจการดูแลเรื่อง", "Satisfied with the handling"),
         "value": _shown(_told(rated["mean"])), "note": asked or None},
    ]  # fmt: skip


def all_of(made: Made) -> list[dict[str, Any]]:
    """The parts of the page: heading, chart if there is one, and table."""
    known = names(CHANNEL_LABELS)
    groups = (_groups(made, by, known) for by in made["groups"])
    return [_months(made), *groups, _open(made), _rated(made)]


def lines(made: Made) -> Iterator[list[Any]]:
    """Every figure of the file: by what, which group, which figure, how many."""
    known = names(CHANNEL_LABELS)
    rows: list[tuple[Any, Words, Made, Iterable[str]]] = [("", TOTAL, made["total"], FIGURES)]
    rows += [(MONTH, _month(row["code"]), row, ("received",)) for row in made["months"]]
    for by, group in made["groups"].items():
        rows += [
            (GROUP_LABELS[by], group_name(by, row["code"], known), row, FIGURES) for row in group
        ]
    for by_, name, row, figures in rows:
        yield from ([by_, name, FIGURES[figure], _of(row, figure)] for figure in figures)
    for end in made["month_ends"]:
        day = end["day"]
        yield [AT_END, day, OPEN, _told(end["open"])]
        yield from ([AT_END, day, AGE_LABELS[age], _told(end["ages"][age])] for age in AGES)
    for figure, label in SATISFIED.items():
        yield [SATISFACTION, "", label, _told(made["satisfaction"][figure])]


def _months(made: Made) -> dict[str, Any]:
    rows = [[_month(row["code"]), _of(row, "received")] for row in made["months"]]
    title, say = Words("เรื่องที่รับในแต่ละเดือน", "Received each month"), language()
    labels = [_month(row["code"]).say(say).split(" ")[0] for row in made["months"]]
    svg = columns(
        title.say(say), "", labels, {title.say(say): [row["received"] for row in made["months"]]}
    ) if any(row["received"] for row in made["months"]) else None  # fmt: skip
    return {"name": "months", "title": title, "svg": svg, "kind": "months",
            "columns": _columns(MONTH, HEADINGS["received"]), "rows": rows,
            "quiet": not any(row["shown"] for row in made["months"]),
            "foot": [TOTAL, _of(made["total"], "received")]}  # fmt: skip


def _groups(made: Made, by: str, known: Any) -> dict[str, Any]:
    label, found, say = GROUP_LABELS[by], made["groups"][by], language()
    rows = [[group_name(by, r["code"], known), *_cells(r)] for r in found]
    title = Words(f"แยกตาม{label.th}", f"By {label.en.lower()}")
    seen = [
        (cut(row[0].say(say), NAME), one["received"])
        for row, one in zip(rows, found, strict=True) if one["received"]
    ]  # fmt: skip
    received = FIGURES["received"].say(say)
    svg = bars(
        f"{title.say(say)}: {received}", "", [n for n, _ in seen], {received: [v for _, v in seen]}
    ) if by == "topic" and seen else None  # fmt: skip
    return {"name": by, "title": title, "svg": svg, "kind": "bars",
            "columns": _columns(label, *HEADINGS.values()), "rows": rows,
            "quiet": not any(row["shown"] for row in found),
            "foot": [TOTAL, *_cells(made["total"])]}  # fmt: skip


def _open(made: Made) -> dict[str, Any]:
    rows = [
        [_day(end["day"]), NOT_SHOWN, *[""] * len(AGES)]
        if end["open"] is None
        else [_day(end["day"]), end["open"], *(_told(end["ages"][age]) for age in AGES)]
        for end in made["month_ends"]
    ]
    title = Words("เรื่องที่ยังไม่แจ้งผล ณ สิ้นเดือน แยกตามอายุ", "Open at the end of each month, by age")
    return {"name": "open", "title": title, "rows": rows,
            "quiet": all(end["open"] is None for end in made["month_ends"]),
            "columns": _columns(AT_END, OPEN, *AGE_LABELS.values())}  # fmt: skip


def _rated(made: Made) -> dict[str, Any]:
    rows = [[label, _told(made["satisfaction"][name])] for name, label in SATISFIED.items()]
    return {"name": "satisfaction", "title": SATISFACTION, "rows": rows,
            "quiet": made["satisfaction"]["mean"] is None,
            "columns": _columns(HEADS[2], HEADS[3])}  # fmt: skip


def _columns(first: Words, *others: Words) -> list[dict[str, Any]]:
    return [{"label": first}, *({"label": label, "number": True} for label in others)]


def _cells(line: Made) -> list[Any]:
    """The figures of a row with their units; a row that is not shown says so once."""
    if not line["shown"]:
        return [NOT_SHOWN, *[""] * (len(HEADINGS) - 1)]
    share = _of(line, "on_time")
    told = {name: _of(line, name) for name in HEADINGS} | {
        "on_time": share if isinstance(share, Words) else f"{share}%",
        "median": _days(_of(line, "median")), "p90": _days(_of(line, "p90")),
    }  # fmt: skip
    return [told[name] for name in HEADINGS]


def _days(value: Any) -> Any:
    if isinstance(value, Words):
        return value
    return Words(f"{value:g} วันทำการ", f"{value:g} working day{'' if value == 1 else 's'}")


def _of(line: Made, name: str) -> Any:
    if not line["shown"] or (line[name] is None and name in COUNTS):
        return NOT_SHOWN
    return NO_VALUE if line[name] is None else line[name]


def _told(value: Any) -> Any:
    return NOT_SHOWN if value is None else value


def _shown(value: Any) -> Any:
    if isinstance(value, Words):
        return value.say(language())
    return None if value is None else f"{value:,}"


def _month(code: str) -> Words:
    return group_name("month", code, {})


def _day(text: str) -> Words:
    day = date.fromisoformat(text)
    return Words(say_date(day), say_date(day, "en"))

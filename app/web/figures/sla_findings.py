"""What the SLA page says of its figures: five on top, three findings with chart and table."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.chart import bars, columns
from app.reports.catalogue import SLA
from app.reports.chosen import NONE
from app.reports.counting import AGES, DAYS, PUBLIC
from app.reports.sla import SlaReport
from app.reports.sla_table import (
    AGE_LABELS,
    GROUP_LABELS,
    NO_VALUE,
    Names,
    group_name,
)
from app.web.figures.tables import cases_behind, in_percent, short
from app.web.present import language
from workflows.words import Words

TARGET = 90  # percent in time that the service promises itself
INDIGO, AMBER, LATE = "#253b7a", "#c87d00", "#a61c1c"
_TOTAL = Words("รวม", "Total")
_BELOW = Words("ต่ำกว่าเป้า", "below target")

Finding = dict[str, Any]


def headline(of: SlaReport) -> list[dict[str, Any]]:
    """The five figures on top."""
    totals = of.totals()
    resolve, days = totals["on_time"]["resolve"], totals["working_days"]["median"]
    figure = {name: row.label for name, row in SLA.figures.items()}
    of_due = Words(
        f"{resolve['met']:,} จาก {resolve['due']:,} เรื่องที่ครบกำหนด",
        f"{resolve['met']:,} of {resolve['due']:,} due",
    )

    def counted(which: str, **more: Any) -> dict[str, Any]:
        value, url = f"{totals[which]:,}", _url(of, which, totals[which])
        return {"name": figure[which], "value": value, "url": url, **more}

    return [
        {"name": figure["on_time.resolve"], "value": in_percent(resolve["percent"]),
         "note": of_due if resolve["due"] else None,
         "url": _url(of, "resolve.due", resolve["due"])},
        counted("received"),
        counted("resolved", note=_within(days) if days is not None else None),
        counted("open"),
        counted("overdue", late=totals["overdue"] > 0),
    ]  # fmt: skip


def _url(of: SlaReport, which: str, number: int, **group: str | None) -> str | None:
    """The address of the cases behind a figure of the period or of a group; none behind a zero."""
    asked = {"of": "sla", "which": which, "from": of.first.isoformat(), "to": of.last.isoformat()}
    asked.update({name: code or NONE for name, code in group.items()})
    return cases_behind(number, asked)


def _count(of: SlaReport, which: str, number: int, **group: str | None) -> Any:
    url = _url(of, which, number, **group)
    return {"text": f"{number:,}", "url": url} if url else number


def _within(days: float) -> Words:
    if not days:
        return Words("ครึ่งหนึ่งรู้ผลภายในวันเดียวกัน", "Half on the same day")
    plural = "" if days == 1 else "s"
    return Words(f"ครึ่งหนึ่งรู้ผลภายใน {days:g} วันทำการ", f"Half within {days:g} working day{plural}")


def both_clocks(of: SlaReport) -> dict[str, Any]:
    """The answer by the clock the correspondent waits by, and by ours that stops; the difference.

    Rows of what, the public clock and the work clock.
    """
    totals = of.totals()
    shares = [_share(of, name, totals["on_time"][name]) for name in (PUBLIC, "resolve")]
    rows = [[SLA.figures["on_time.resolve"].label, *shares]]
    for part in ("median", "p90"):
        days = [totals[clock][part] for clock in DAYS]
        label = SLA.figures[f"working_days.{part}"].label
        rows.append([label, *(NO_VALUE if value is None else value for value in days)])
    heads = (
        Words("ตัวเลข", "Figure"),
        Words("นาฬิกาของประชาชน (ไม่หยุด)", "Public clock (never stops)"),
        Words("นาฬิกาของงาน (หยุดเมื่อรอ)", "Work clock (stops while waiting)"),
    )
    columns = [_column(label, number=n > 0) for n, label in enumerate(heads)]
    return {"columns": columns, "rows": rows, "stopped": totals["stopped_days"]}


def behind_anonymous(of: SlaReport) -> list[tuple[str | None, str | None]]:
    """The addresses of number and whole, row by row; who came back is a number only."""
    told = of.anonymous
    received = _url(of, "anonymous.received", told.received)
    met, due = (_url(of, f"anonymous.{name}", getattr(told, name)) for name in ("met", "due"))
    return [(received, None), (met, due), (None, received)]


def all_of(of: SlaReport, known: Names) -> list[Finding]:
    """By month, by unit, by age: each with what it says, its chart and its table."""
    return [_months(of, known), _units(of, known), _ages(of)]


def table_of(of: SlaReport, known: Names) -> dict[str, Any]:
    """The full table by the chosen groups, with a row for all."""
    groups = [_column(GROUP_LABELS[group], number=False) for group in of.by]
    plain = [_column(SLA.figures[name].label) for name in _PLAIN]
    rows = [
        [
            *(group_name(group, row[group], known) for group in of.by),
            *_cells(of, row, **{group: row[group] for group in of.by}),
        ]
        for row in (of.rows(of.by) if of.by else [])
    ]
    blank = [""] * (len(of.by) - 1)
    return {
        "columns": [*(groups or [_column(_TOTAL, number=False)]), *plain, *map(_column, _SHORT)],
        "rows": rows,
        "foot": [_TOTAL, *blank, *_cells(of, of.totals())],
    }  # fmt: skip


_PLAIN = ("received", "resolved", "open", "overdue")
_SHORT = (
    Words("แจ้งรับทัน", "Acknowledged in time"),
    Words("ตอบแรกทัน", "Answered in time"),
    Words("แจ้งผลทัน", "Resolved in time"),
    Words("ทันตามนาฬิกาประชาชน", "In time by the public clock"),
    Words("มัธยฐานวัน", "Median days"),
    Words("9 ใน 10 (วัน)", "9 in 10 (days)"),
    Words("มัธยฐานวันทำงานจริง", "Median days worked"),
    Words("9 ใน 10 (วันทำงานจริง)", "9 in 10 (days worked)"),
    Words("วันที่หยุดนับ", "Days stopped"),
)


def _months(of: SlaReport, known: Names) -> Finding:
    rows = of.rows(["month"])
    named = [(group_name("month", row["month"], known), row) for row in rows]
    worst = max(named, key=lambda pair: pair[1]["open"], default=None)
    title = Words("ยุติครบทุกเรื่องที่รับในช่วงนี้", "Every case received in the period is resolved")
    if worst and worst[1]["open"]:
        left, (name, row) = sum(row["open"] for row in rows), worst
        title = Words(
            f"ยังไม่ยุติ {left:,} เรื่อง มากที่สุดคือเรื่องที่รับใน {name.th} ({row['open']:,} เรื่อง)",
            f"{left:,} still open, most of them received in {name.en} ({row['open']:,})",
        )
    measure = Words("เรื่องที่รับเข้าและที่ยุติแล้ว ตามเดือนที่รับ", "Received and resolved, by month received")
    figures = [SLA.figures[name].label for name in ("received", "resolved", "open")]
    short = [_without_year(name) for name, _ in named]
    series = {name: [row[name] for row in rows] for name in ("received", "resolved")}
    return _finding(
        title, measure, "months",
        svg=columns(_said(measure), _said(title), short, series) if rows else None,
        legend=[(INDIGO, figures[0]), (AMBER, figures[1])],
        columns=[_column(GROUP_LABELS["month"], number=False), *map(_column, figures)],
        rows=[[name, *(_count(of, which, row[which], month=row["month"])
                       for which in ("received", "resolved", "open"))] for name, row in named],
    )  # fmt: skip


def _units(of: SlaReport, known: Names) -> Finding:
    counted = {row["unit"]: row["on_time"]["resolve"] for row in of.rows(["unit"])}
    rows = [(group_name("unit", code, known), share) for code, share in counted.items()]
    valued = [(name, share) for name, share in rows if share["percent"] is not None]
    below = [name for name, share in valued if share["percent"] < TARGET]
    title = Words(
        f"{len(below)} หน่วยต่ำกว่าเป้าหมายร้อยละ {TARGET}",
        f"{len(below)} unit{'' if len(below) == 1 else 's'} below the target of {TARGET}%",
    )
    if not valued:
        title = Words("ยังไม่มีเรื่องที่ครบกำหนดในช่วงนี้", "No case of this period is due yet")
    elif not below:
        title = Words(f"ทุกหน่วยถึงเป้าหมายร้อยละ {TARGET}", f"Every unit reached {TARGET}%")
    measure = Words("ร้อยละของเรื่องครบกำหนดที่แจ้งผลทันเวลา", "Percent of due cases resolved in time")
    parts = {
        "reached": [s["percent"] if s["percent"] >= TARGET else None for _, s in valued],
        "below": [s["percent"] if s["percent"] < TARGET else None for _, s in valued],
    }
    labels = [short(_said(name)) for name, _ in valued]
    svg = bars(_said(measure), _said(title), labels, parts, target=TARGET, unit="%")
    return _finding(
        title, measure, "bars siang-chart--late", svg=svg if valued else None, cards=True,
        legend=[
            (INDIGO, Words("ถึงเป้า", "Target reached")), (LATE, _BELOW),
            ("", Words(f"เส้นประ = เป้าหมายร้อยละ {TARGET}", f"Dashed = target {TARGET}%")),
        ],
        columns=[_column(GROUP_LABELS["unit"], number=False), *map(_column, _DUE)],
        rows=[[group_name("unit", code, known), _count(of, "resolve.due", s["due"], unit=code),
               _count(of, "resolve.met", s["met"], unit=code), _against_target(s["percent"])]
              for code, s in counted.items()],
    )  # fmt: skip


_DUE = (Words("ครบกำหนด", "Due"), Words("ทัน", "In time"), Words("ร้อยละ", "Percent"))


def _ages(of: SlaReport) -> Finding:
    ages: Mapping[str, int] = of.totals()["overdue_by_age"]
    total = sum(ages.values())
    title = Words(f"เกินกำหนดอยู่ {total:,} เรื่อง แยกตามอายุ", f"{total:,} overdue now, by age")
    if not total:
        title = Words("ไม่มีเรื่องเกินกำหนด", "Nothing is overdue")
    measure = Words("จำนวนวันหลังกำหนดข้อแรกที่ยังไม่ได้ทำ", "Days since the earliest deadline not met")
    labels = [AGE_LABELS[age] for age in AGES]
    late: dict[str, list[int | None]] = {
        "in time": [None] * len(AGES),
        "late": [ages[age] for age in AGES],
    }
    svg = bars(_said(measure), _said(title), [_said(label) for label in labels], late)
    return _finding(
        title, measure, "age siang-chart--late", svg=svg if total else None,
        legend=[(LATE, SLA.figures["overdue"].label)],
        columns=[
            _column(Words("เกินกำหนดมาแล้ว", "Overdue for"), number=False),
            _column(Words("เรื่อง", "Cases")),
        ],
        rows=[[label, _count(of, f"late.{age}", ages[age])]
              for age, label in zip(AGES, labels, strict=True)],
        foot=[_TOTAL, _count(of, "overdue", total)],
    )  # fmt: skip


def _finding(title: Words, measure: Words, kind: str, **parts: Any) -> Finding:
    return {"title": title, "measure": measure, "kind": kind, "foot": None, "cards": False, **parts}


def _column(label: Words, *, number: bool = True) -> dict[str, Any]:
    return {"label": label, "number": number}


def _cells(of: SlaReport, row: Mapping[str, Any], **group: str | None) -> Sequence[Any]:
    days = [row[clock][part] for clock in DAYS for part in ("median", "p90")]
    return [
        *(_count(of, name, row[name], **group) for name in _PLAIN),
        *(_share(of, name, share, **group) for name, share in row["on_time"].items()),
        *(NO_VALUE if value is None else value for value in days),
        row["stopped_days"],
    ]


def _share(of: SlaReport, promise: str, share: Mapping[str, Any], **group: str | None) -> Any:
    """Opens the cases that are due; those in time and those not are one press further."""
    if share["percent"] is None:
        return NO_VALUE
    said = f"{share['percent']:g}% ({share['met']:,}/{share['due']:,})"
    return {"text": said, "url": _url(of, f"{promise}.due", share["due"], **group)}


def _against_target(percent: float | None) -> Words | str:
    if percent is None:
        return NO_VALUE
    if percent >= TARGET:
        return f"{percent:g}%"
    return Words(f"{percent:g}% {_BELOW.th}", f"{percent:g}% {_BELOW.en}")


def _said(words: Words) -> str:
    return words.say(language())


def _without_year(month: Words) -> str:
    return _said(month).split()[0]

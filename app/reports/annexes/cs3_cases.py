"""The tables of the CS3 annex that count cases: how many, whose, in time, how old."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from app.database import db
from app.models import Case
from app.reports.annexes.table import AnnexTable, Cell
from app.reports.catalogue import PERIOD, SLA
from app.reports.causes import Asked
from app.reports.cells import Sums
from app.reports.counting import AGES
from app.reports.half_up import percent
from app.reports.sla import SlaReport, figures
from app.reports.sla_table import AGE_LABELS, GROUP_LABELS, Names, group_name
from workflows import Kind
from workflows.dates import say_date
from workflows.words import Words

TOTAL = Words("รวม", "Total")
CASES = Words("เรื่อง", "Cases")
PERCENT = Words("ร้อยละ", "Percent")
RECEIVED = SLA.figures["received"].label
OWNED = Words(
    "เรื่องที่รับในปีและมีชื่อผู้รับผิดชอบ ÷ เรื่องที่รับ × 100 แยกตามหน่วยที่เรื่องอยู่ขณะนี้",
    "Cases received in the year that have a named owner ÷ cases received × 100, by the unit they"
    " are with now",
)
AGEING = Words(
    "เรื่องที่รับในปีและยังไม่ยุติ แยกตามจำนวนวันปฏิทินหลังกำหนดข้อแรกที่ยังไม่ได้ทำ",
    "Cases received in the year and not resolved, by calendar days since the earliest deadline"
    " that is not met",
)


def volumes(sla: SlaReport, known: Names, months: Sequence[str]) -> AnnexTable:
    """Kinds and channels by the months of the year."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in sla.rows(("kind", "channel", "month")):
        found[row["kind"], row["channel"], row["month"]] = row["received"]
    pairs = sorted({(kind, channel) for kind, channel, _ in found}, key=_kinds_first)
    rows: list[list[Cell]] = [
        [known["kind"][kind], group_name("channel", channel, known),
         *(found[kind, channel, month] for month in months),
         sum(found[kind, channel, month] for month in months)]
        for kind, channel in pairs
    ]  # fmt: skip
    each = [sum(found[kind, channel, month] for kind, channel in pairs) for month in months]
    head = [GROUP_LABELS["kind"], GROUP_LABELS["channel"]]
    head += [_column(month) for month in months]
    return AnnexTable(
        "volumes", Words("ประเภท ช่องทาง และเดือนที่รับ", "Kinds, channels and months"),
        (*head, TOTAL), rows, PERIOD, [TOTAL, "", *each, sum(each)],
    )  # fmt: skip


def _column(month: str) -> Words:
    first = date.fromisoformat(f"{month}-01")
    return Words(say_date(first, "th", "column"), say_date(first, "en", "column"))


def owners(asked: Asked, known: Names) -> AnnexTable:
    """How many cases have somebody's name on them, by unit."""
    query = select(Case.unit_code, func.count(), func.count(Case.owner_id))
    counted = db.session.execute(query.where(*asked.conditions).group_by(Case.unit_code)).all()
    ordered = sorted(counted, key=lambda row: (row[0] is None, row[0] or ""))
    rows = [
        [group_name("unit", unit, known), received, owned, percent(owned, received)]
        for unit, received, owned in ordered
    ]
    whole, owned = sum(row[1] for row in ordered), sum(row[2] for row in ordered)
    return AnnexTable(
        "owners", Words("ผู้รับผิดชอบรายเรื่อง", "Named owners"),
        (GROUP_LABELS["unit"], RECEIVED, Words("มีผู้รับผิดชอบ", "With a named owner"), PERCENT),
        rows, OWNED, [TOTAL, whole, owned, percent(owned, whole)],
    )  # fmt: skip


def shares(sla: SlaReport, known: Names) -> AnnexTable:
    """First answers and resolutions in time, by kind, as the SLA report counts them."""
    words = [figure.definition for name, figure in SLA.figures.items() if name in _SHARES]
    by_kind = _by_kind(sla)
    rows = [[known["kind"][kind], *_share(by_kind[kind])] for kind in _kinds(by_kind)]
    return AnnexTable(
        "shares", Words("คำตอบแรกและการแจ้งผลทันเวลา", "First answers and resolutions in time"),
        (GROUP_LABELS["kind"], RECEIVED, SLA.figures["resolved"].label,
         *(_in(name, part) for name in _SHARES[:2] for part in _PARTS), _of_resolved(),
         SLA.figures["working_days.median"].label),
        rows, Words("; ".join(w.th for w in words), "; ".join(w.en for w in words)),
        [TOTAL, *_share(_all(by_kind))],
    )  # fmt: skip


def ageing(sla: SlaReport) -> AnnexTable:
    """Open work by kind: in time, or late by how much."""
    by_kind = _by_kind(sla)
    rows: list[list[Cell]] = [
        [kind.label, *_aged(by_kind[kind.value])] for kind in Kind if kind.value in by_kind
    ]
    return AnnexTable(
        "ageing", Words("อายุของงานที่ยังไม่ยุติ", "Ageing of open work"),
        (GROUP_LABELS["kind"], SLA.figures["open"].label, Words("ยังไม่เกินกำหนด", "Not overdue"),
         *(_late(label) for label in AGE_LABELS.values())),
        rows, AGEING, [TOTAL, *_aged(_all(by_kind))],
    )  # fmt: skip


_SHARES = ("on_time.first_answer", "on_time.resolve", "resolved_on_time", "working_days.median")
_PARTS = {
    "due": Words("ครบกำหนด", "due"), "met": Words("ทัน", "met"), "percent": PERCENT,
}  # fmt: skip


def _in(name: str, part: str) -> Words:
    label, words = SLA.figures[name].label, _PARTS[part]
    return Words(f"{label.th}: {words.th}", f"{label.en}: {words.en}")


def _of_resolved() -> Words:
    label = SLA.figures["resolved_on_time"].label
    return Words(f"{label.th} (ร้อยละ)", f"{label.en} (percent)")


def _late(label: Words) -> Words:
    return Words(f"เกิน {label.th}", f"{label.en} over")


def _share(sums: Sums) -> list[int | float | None]:
    said = figures(sums)
    counts = sums.counts
    return [
        said["received"], said["resolved"],
        *(said["on_time"][name][part] for name in ("first_answer", "resolve") for part in _PARTS),
        percent(counts["resolve_met"], counts["resolved"]), said["working_days"]["median"],
    ]  # fmt: skip


def _aged(sums: Sums) -> list[int]:
    still = sums.counts["received"] - sums.counts["resolved"]
    late = [sums.counts[age] for age in AGES]
    return [still, still - sum(late), *late]


def _by_kind(sla: SlaReport) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for cell in sla.cells:
        found.setdefault(str(cell.group["kind"]), Sums()).add(cell.sums)
    return found


def _all(by_kind: dict[str, Sums]) -> Sums:
    every = Sums()
    for sums in by_kind.values():
        every.add(sums)
    return every


def _kinds(by_kind: dict[str, Sums]) -> list[str]:
    return [kind.value for kind in Kind if kind.value in by_kind]


def _kinds_first(pair: tuple[str, str]) -> tuple[int, str]:
    return list(Kind).index(Kind(pair[0])), pair[1]

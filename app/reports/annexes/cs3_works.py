"""The tables of the CS3 annex about what follows: causes, reports to others, improvements."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, not_, or_, select
from sqlalchemy.orm import contains_eager

from app.database import db
from app.models import Case, Improvement, Person, Referral
from app.reports import causes
from app.reports.annexes.cs3_cases import CASES, PERCENT, TOTAL
from app.reports.annexes.table import AnnexTable
from app.reports.case_counts import count_cases
from app.reports.criteria.cs3 import DEFINITIONS
from app.reports.half_up import percent
from app.reports.recurrence import DEFINITION, recurrences
from app.reports.sla_table import Names, group_name
from workflows.dates import local_day, say_date
from workflows.words import Words

CAUSE = Words("สาเหตุ", "Cause")
_NAME = Words("ชื่อ", "Name")
_SEEN = Words(
    "เฉพาะเรื่องที่ผู้เปิดหน้านี้มีสิทธิเห็น เรื่องปกปิดไม่แสดง",
    "Only the cases that the reader may see; restricted ones are not shown",
)


def pareto(found: causes.Pareto, asked: causes.Asked, known: Names) -> AnnexTable:
    """Causes with their running share, and with the topics they stand under."""
    crossed = causes.by_topic(asked)
    topics = sorted({topic for _, topic in crossed}, key=lambda code: (code is None, code or ""))
    rows = [
        [cause.name, cause.cases, cause.percent, cause.cumulative,
         *(crossed[cause.name, topic] for topic in topics)]
        for cause in found.causes
    ]  # fmt: skip
    each = [sum(crossed[cause.name, topic] for cause in found.causes) for topic in topics]
    head = (CAUSE, CASES, PERCENT, Words("ร้อยละสะสม", "Cumulative percent"))
    return AnnexTable(
        "causes", Words("สาเหตุ และหัวข้อของเรื่อง", "Causes, and the topics of their cases"),
        (*head, *(group_name("topic", topic, known) for topic in topics)), rows,
        causes.DEFINITION, [TOTAL, found.known, percent(found.known, found.known), None, *each],
    )  # fmt: skip


def referrals(year: int) -> AnnexTable:
    """What other offices referred to us, and how often we reported back in time."""
    counted = count_cases(year)
    received, told = counted.referrals_received, counted.referrals_reported_on_time
    head = (Words("รับจากหน่วยงานอื่น", "Referred to us"), Words("รายงานผลทันกำหนด", "Reported in time"),
            PERCENT)  # fmt: skip
    return AnnexTable(
        "referrals", Words("เรื่องส่งต่อจาก 1111 และหน่วยงานอื่น", "Referrals of 1111 and other offices"),
        head, [[received, told, percent(told, received)]],
        DEFINITIONS["referrals_reported_on_time"],
    )  # fmt: skip


def letters(first: date, last: date, seen: ColumnElement[bool]) -> AnnexTable:
    """Each referral that the reader may see: its letter, its date, our report."""
    query = select(Referral).join(Referral.case).options(contains_eager(Referral.case))
    query = query.where(Case.official_on.between(first, last), not_(Case.restricted), seen)
    rows = [
        [row.case.reference, row.agency, row.letter_number or None, _day(row.report_due),
         _day(local_day(row.reported_at) if row.reported_at else None)]
        for row in db.session.scalars(query.order_by(Referral.report_due, Referral.case_id))
    ]  # fmt: skip
    head = (Words("เลขที่เรื่อง", "Reference"), Words("หน่วยงาน", "Office"),
            Words("เลขที่หนังสือ", "Letter"), Words("กำหนดรายงาน", "Report due"),
            Words("รายงานเมื่อ", "Reported"))  # fmt: skip
    return AnnexTable("letters", Words("รายการเรื่องส่งต่อ", "The referrals"), head, rows, _SEEN)


def improvements(first: date, last: date, day: date, known: Names) -> AnnexTable:
    """What was done in the year or is to be done, with how often its cause came back."""
    query = select(Improvement, Person.name).outerjoin(Person, Person.id == Improvement.owner_id)
    wanted = or_(Improvement.done_on.between(first, last), Improvement.done_on.is_(None))
    found = db.session.execute(
        query.where(Improvement.retired.is_(False), wanted).order_by(Improvement.code)
    ).all()
    counted = recurrences([row for row, _ in found], day)
    head = (Words("รหัส", "Code"), _NAME, CAUSE, Words("ผู้รับผิดชอบ", "Owner"),
            Words("กำหนดเสร็จ", "Due"), Words("เสร็จเมื่อ", "Done"), Words("จำนวนวันด้านละ", "Days each"),
            Words("ก่อน", "Before"), Words("หลัง", "After"))  # fmt: skip
    rows: Sequence = [
        [row.code, row.name_th, row.cause or None, owner or _unit(row, known), _day(row.due_on),
         _day(row.done_on), *_came_back(row, counted)]
        for row, owner in found
    ]  # fmt: skip
    return AnnexTable(
        "improvements", Words("การปรับปรุง และสาเหตุเดียวกันก่อนกับหลัง",
                              "Improvements, and the same cause before and after"),
        head, rows, DEFINITION,
    )  # fmt: skip


def _came_back(row: Improvement, counted: dict) -> list[int | None]:
    found = counted.get(row.code)
    return [found.periods.days, found.before, found.after] if found else [None, None, None]


def _unit(row: Improvement, known: Names) -> Words | None:
    return group_name("unit", row.unit_code, known) if row.unit_code else None


def _day(day: date | None) -> Words | None:
    return Words(say_date(day, "th"), say_date(day, "en")) if day else None

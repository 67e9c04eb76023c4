"""Tables that the system makes as evidence: groups, members, standards, improvements, results."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.database import db
from app.models import GroupMember, Improvement, ReportState
from app.reports.criteria import CRITERIA
from app.reports.facts import Facts, gather
from app.reports.sla import report
from app.reports.sla_table import main_table, names
from workflows.dates import say_date
from workflows.fiscal import fiscal_days
from workflows.words import Words

Table = tuple[list[str], list[list[Any]]]  # heads and rows, in Thai like the form


@dataclass(frozen=True)
class Made:
    """What can be made: its words, the criterion it shows, and its table; none is the chart."""

    title: Words
    criterion: str
    table: Callable[[Facts, datetime], Table] | None = None


def table_of(made: Made, year: int, now: datetime) -> Table:
    """The table of a fiscal year as its data stand at ``now``, counted to the form's cut-off."""
    if made.table is None:
        raise LookupError(made.title.en)
    state = db.session.get(ReportState, year)
    return made.table(gather(year, state.cut_off if state else None), now)


def _groups(facts: Facts, now: datetime) -> Table:
    kinds = {"client": "ผู้รับบริการ", "stakeholder": "ผู้มีส่วนได้ส่วนเสีย", "public": "ประชาชนทั่วไป"}
    missions = {row.code: row.name_th for row in facts.missions}
    rows = [
        [row.code, row.name_th, kinds.get(row.kind, row.kind),
         missions.get(row.mission_code or "", ""), row.population, row.needs]
        for row in facts.groups
    ]  # fmt: skip
    return ["รหัส", "กลุ่ม", "ประเภท", "พันธกิจ", "จำนวน", "ความต้องการ"], rows


def _members(facts: Facts, now: datetime) -> Table:
    groups = {row.code: row.name_th for row in facts.groups}
    query = select(GroupMember).where(
        GroupMember.retired.is_(False),
        or_(GroupMember.fiscal_year == facts.year, GroupMember.fiscal_year.is_(None)),
    )
    found = db.session.scalars(query.order_by(GroupMember.group_code, GroupMember.id))
    rows = [
        [groups.get(row.group_code, row.group_code), row.name, row.organisation] for row in found
    ]
    return ["กลุ่ม", "ชื่อ", "หน่วยงาน"], rows  # no addresses: the list leaves the office


def _standards(facts: Facts, now: datetime) -> Table:
    rows = [
        [row.code, row.name_th, row.target, _mark(row.flow_chart), _mark(row.manual),
         _mark(row.announced), _day(row.announced_on), *(facts.achieved(row.code) or (None, None))]
        for row in facts.standards
    ]  # fmt: skip
    heads = ["รหัส", "งานบริการ", "เวลาที่ประกาศ", "แผนผัง", "คู่มือ", "ประกาศแล้ว", "วันที่ประกาศ",
             "ให้บริการ (ครั้ง)", "ทันเวลา (ครั้ง)"]  # fmt: skip
    return heads, rows


def _improvements(facts: Facts, now: datetime) -> Table:
    first, last = fiscal_days(facts.year)
    query = select(Improvement).where(
        Improvement.retired.is_(False),
        or_(Improvement.done_on.between(first, last), Improvement.done_on.is_(None)),
    )
    rows = [
        [row.code, row.name_th, ", ".join(row.sources), row.cause, row.finding, row.action,
         _day(row.due_on), _day(row.done_on), row.before, row.after]
        for row in db.session.scalars(query.order_by(Improvement.code))
    ]  # fmt: skip
    heads = ["รหัส", "การปรับปรุง", "ที่มา", "สาเหตุ", "สิ่งที่ได้รับฟัง", "สิ่งที่ทำ", "กำหนดเสร็จ",
             "เสร็จเมื่อ", "ก่อน", "หลัง"]  # fmt: skip
    return heads, rows


def _survey(facts: Facts, now: datetime) -> Table:
    figures = [f for finding in CRITERIA["CS6"](facts) for f in finding.figures]
    rows = [[f.name, f.definition.th, f.value, f.source.th] for f in figures]
    return ["ตัวเลข", "นิยาม", "ค่า", "ที่มา"], rows


def _sla(facts: Facts, now: datetime) -> Table:
    first, last = fiscal_days(facts.year)
    return main_table(report(first, last, ["month"], now), names({}), "th")


def _mark(there: bool) -> str:
    return "มี" if there else ""


def _day(day: Any) -> str:
    return say_date(day) if day else ""


FLOW_CHART, MEMBERS = "flow_chart", "members"
# fmt: off
MADE: dict[str, Made] = {
    "groups": Made(Words("ตารางกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", "Table of groups"), "CS1",
                   _groups),
    MEMBERS: Made(Words("รายชื่อสมาชิกของกลุ่ม", "List of members"), "CS1", _members),
    FLOW_CHART: Made(
        Words("แผนผังการจัดการข้อร้องเรียนพร้อมผู้รับผิดชอบ", "Flow chart with owners"), "CS3"),
    "sla": Made(Words("ตารางเวลาดำเนินการรายเดือน", "SLA table by month"), "CS3", _sla),
    "improvements": Made(Words("ทะเบียนการปรับปรุง", "Register of improvements"), "CS3",
                         _improvements),
    "survey": Made(Words("ผลสำรวจความพึงพอใจและไม่พึงพอใจ", "Survey results"), "CS6", _survey),
    "standards": Made(
        Words("ทะเบียนมาตรฐานบริการและผลงาน", "Service standards and results"), "CS7", _standards),
}
# fmt: on

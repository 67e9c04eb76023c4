"""CS7: services with their time, chart, manual and announcement, and whether they are kept."""

from app.models import ServiceStandard
from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from app.reports.half_up import percent

STANDARDS = "ทะเบียนมาตรฐานการให้บริการ"
CASES = "ข้อร้องเรียนที่รับในปีและยุติแล้ว"


def findings(facts: Facts) -> list[Finding]:
    """Standards are set and announced, with chart and manual."""
    whole = [row for row in facts.standards if row.is_complete]
    figures = [
        Figure("cs7.standards", len(facts.standards), STANDARDS, "งานบริการที่มีมาตรฐาน"),
        Figure("cs7.complete", len(whole), STANDARDS,
               "งานบริการที่มีครบทั้งเวลา แผนผัง คู่มือ และการประกาศ"),
        Figure("cs7.service_manual_work", facts.service_manual_work, STANDARDS,
               "งานที่มีคู่มือการปฏิบัติงาน ตามที่สำนักงานระบุ หรือรายการแรกที่มีครบ"),
    ]  # fmt: skip
    for row in facts.standards:
        figures += _standard(row, facts)
    return [finding(figures, (bool(whole), "ยังไม่มีงานบริการที่มีครบทั้งเวลา แผนผัง คู่มือ และการประกาศ"))]


def _standard(row: ServiceStandard, facts: Facts) -> list[Figure]:
    cases = facts.cases
    kept = percent(cases.complaints_on_time, cases.complaints_due) if row.by_cases else None
    source = CASES if row.by_cases else "ยังไม่มีการบันทึกงานบริการแต่ละครั้ง"
    ticks = sum((row.days > 0, row.flow_chart, row.manual, row.announced))
    return [
        Figure(f"cs7.{row.code}.ticks", ticks, STANDARDS, f"{row.name_th}: มีกี่อย่างในสี่อย่าง"),
        Figure(f"cs7.{row.code}.days", row.days, STANDARDS, f"{row.name_th}: เวลาที่ประกาศ"),
        Figure(f"cs7.{row.code}.on_time_percent", kept, source,
               f"{row.name_th}: เสร็จในเวลาที่ประกาศ ÷ เสร็จแล้ว × 100"),
    ]  # fmt: skip

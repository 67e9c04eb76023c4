"""CS7: services with their time, chart, manual and announcement, and whether they are kept."""

from app.models import ServiceStandard
from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from app.reports.half_up import percent
from workflows.words import Words

STANDARDS = Words("ทะเบียนมาตรฐานการให้บริการ", "Register of service standards")
CASES = Words("ข้อร้องเรียนที่รับในปีและยุติแล้ว", "Complaints received in the year and resolved")
ACHIEVED = Words("ทะเบียนผลงานบริการรายเดือน", "Register of achievement by month")
UNMEASURED = Words("ยังไม่มีการบันทึกงานบริการแต่ละครั้ง", "Single services are not recorded yet")
KEPT = Words("งานบริการที่มีมาตรฐาน", "Services with a standard")
WHOLE = Words(
    "งานบริการที่มีครบทั้งเวลา แผนผัง คู่มือ และการประกาศ",
    "Services that have all four: time, flow chart, manual and announcement",
)
MANUAL = Words(
    "งานที่มีคู่มือการปฏิบัติงาน ตามที่สำนักงานระบุ หรือรายการแรกที่มีครบ",
    "Service with a working manual: as stated by the office, or the first that has all four",
)
NONE_WHOLE = Words(
    "ยังไม่มีงานบริการที่มีครบทั้งเวลา แผนผัง คู่มือ และการประกาศ",
    "No service has all four yet: time, flow chart, manual and announcement",
)


def findings(facts: Facts) -> list[Finding]:
    """Standards are set and announced, with chart and manual."""
    whole = [row for row in facts.standards if row.is_complete]
    figures = [
        Figure("cs7.standards", len(facts.standards), STANDARDS, KEPT),
        Figure("cs7.complete", len(whole), STANDARDS, WHOLE),
        Figure("cs7.service_manual_work", facts.service_manual_work, STANDARDS, MANUAL),
    ]
    for row in facts.standards:
        figures += _standard(row, facts)
    return [finding(figures, (bool(whole), NONE_WHOLE))]


def _standard(row: ServiceStandard, facts: Facts) -> list[Figure]:
    source, done, within = CASES, facts.cases.complaints_due, facts.cases.complaints_on_time
    if not row.by_cases:
        done, within = facts.achieved(row.code) or (0, 0)
        source = ACHIEVED if done else UNMEASURED
    ticks = sum((row.days > 0, row.flow_chart, row.manual, row.announced))
    of, name = f"cs7.{row.code}", row.name_th
    return [
        Figure(f"{of}.ticks", ticks, STANDARDS,
               Words(f"{name}: มีกี่อย่างในสี่อย่าง", f"{name}: how many of the four it has")),
        Figure(f"{of}.days", row.days, STANDARDS,
               Words(f"{name}: เวลาที่ประกาศ", f"{name}: announced time")),
        Figure(f"{of}.on_time_percent", percent(within, done), source,
               Words(f"{name}: เสร็จในเวลาที่ประกาศ ÷ เสร็จแล้ว × 100",
                     f"{name}: completed within the announced time ÷ completed × 100")),
    ]  # fmt: skip

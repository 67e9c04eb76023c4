"""CS3: how complaints, suggestions, opinions and compliments are collected and dealt with."""

from app.reports.case_counts import CaseCounts
from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from app.reports.half_up import half_up, percent
from workflows import TABLES, Kind

CASES = "เรื่องในระบบ นับตามวันที่ถือว่ารับเรื่อง รวมเรื่องปกปิดเป็นตัวเลขเท่านั้น"
REFERRALS = "ทะเบียนเรื่องที่หน่วยงานอื่นส่งต่อ"
RATINGS = "คะแนนที่ผู้แจ้งให้หลังยุติเรื่อง ไม่รวมกับแบบสำรวจประจำปี"
INTERNET = ("web", "email", "api")


def findings(facts: Facts) -> list[Finding]:
    """Referrals collected, the Internet open, a chart with names, a survey, improvements."""
    return [_collected(facts), _internet(facts), _chart(facts), _survey(facts), _improved(facts)]


def handling(cases: CaseCounts) -> list[Figure]:
    """The rating after a case: the same two figures wherever they are shown."""
    mean = half_up(cases.ratings_mean) if cases.ratings_mean is not None else None
    return [
        Figure("cs3.handling_satisfaction.n", cases.ratings, RATINGS, "เรื่องที่มีคะแนนการดำเนินการ"),
        Figure("cs3.handling_satisfaction.mean", mean, RATINGS,
               "ค่าเฉลี่ยคะแนนการดำเนินการ 1 ถึง 5 สองตำแหน่ง"),
    ]  # fmt: skip


def _collected(facts: Facts) -> Finding:
    cases = facts.cases
    kinds = {kind.value: cases.by_kind[kind.value] for kind in Kind}
    figures = [
        Figure("cs3.received", cases.received, CASES, "เรื่องที่วันที่ถือว่ารับอยู่ในปีงบประมาณ"),
        *_slices("cs3.by_kind", kinds, "เรื่องที่รับ แยกตามประเภท"),
        *_slices("cs3.by_channel", cases.by_channel, "เรื่องที่รับ แยกตามช่องทาง"),
        *_slices("cs3.by_topic", cases.by_topic, "เรื่องที่รับ แยกตามหัวข้อ none คือไม่มีหัวข้อ"),
        Figure("cs3.referrals_received", cases.referrals_received, REFERRALS,
               "เรื่องที่รับในปีและมีหนังสือส่งต่อ"),
        Figure("cs3.referrals_reported_on_time", cases.referrals_reported_on_time, REFERRALS,
               "เรื่องส่งต่อที่รายงานผลภายในวันกำหนด ไม่มีวันรายงานให้ใช้วันที่ตอบ"),
    ]  # fmt: skip
    return finding(figures, (cases.referrals_received > 0, "ปีนี้ยังไม่มีเรื่องที่หน่วยงานอื่นส่งต่อมา"))


def _slices(name: str, counted: dict[str, int], definition: str) -> list[Figure]:
    return [Figure(f"{name}.{key}", counted[key], CASES, definition) for key in sorted(counted)]


def _internet(facts: Facts) -> Finding:
    received = sum(facts.cases.by_channel[channel] for channel in INTERNET)
    is_open = received > 0 or any(row.code in INTERNET for row in facts.intake)
    figures = [
        Figure("cs3.received_by_internet", received, CASES, "เรื่องที่รับทางเว็บไซต์ อีเมล และ API"),
    ]
    return finding(figures, (is_open, "ทะเบียนช่องทางรับเรื่องยังไม่มีช่องทาง Internet"))


def _chart(facts: Facts) -> Finding:
    """The chart is drawn from the steps table, so that table is the evidence."""
    steps = [step for table in TABLES.values() for step in table]
    nobody = sorted({step.label.th for step in steps if not step.by})
    cases = facts.cases
    figures = [
        Figure("cs3.steps", len(steps), "แผนผังการจัดการเรื่อง", "ขั้นในแผนผังของเรื่องทุกประเภท"),
        Figure("cs3.steps_with_responsible_person", sum(1 for step in steps if step.by),
               "แผนผังการจัดการเรื่อง", "ขั้นที่ระบุผู้รับผิดชอบ"),
        Figure("cs3.resolved", cases.resolved, CASES, "เรื่องที่รับในปีและยุติแล้ว"),
        Figure("cs3.resolved_on_time", cases.resolved_on_time, CASES,
               "เรื่องที่ยุติภายในวันกำหนดตามเวลาประเทศไทย"),
        Figure("cs3.on_time_percent", percent(cases.resolved_on_time, cases.resolved), CASES,
               "ยุติทันกำหนด ÷ ยุติแล้ว × 100"),
        Figure("cs3.open", cases.received - cases.resolved, CASES, "เรื่องที่รับในปีและยังไม่ยุติขณะนี้"),
    ]  # fmt: skip
    return finding(figures, (not nobody, f"ขั้น {' '.join(nobody)} ยังไม่มีผู้รับผิดชอบในแผนผัง"))


def _survey(facts: Facts) -> Finding:
    answered = sum(sum(row.counts) for row in facts.survey_groups)
    figures = [
        Figure("cs3.survey_respondents", answered, "แบบสำรวจของปี", "ผู้ตอบคำถามภาพรวมทุกกลุ่ม"),
    ]
    return finding(figures, (answered > 0, "ยังไม่มีผลสำรวจความคิดเห็นของปีนี้"))


def _improved(facts: Facts) -> Finding:
    done = facts.improvements_from_cases
    figures = [
        Figure("cs3.improvements_done", len(done), "ทะเบียนการปรับปรุง",
               "การปรับปรุงที่เสร็จในปีและมีเรื่องในระบบเป็นที่มา"),
        *(Figure(f"cs3.improvements.{row.code}", row.name_th, "ทะเบียนการปรับปรุง",
                 f"ที่มา: {' '.join(row.sources)}") for row in done),
        *handling(facts.cases),
    ]  # fmt: skip
    return finding(figures, (bool(done), "ยังไม่มีการปรับปรุงที่เสร็จในปีและอ้างถึงเรื่องที่ได้รับ"))

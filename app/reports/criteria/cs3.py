"""CS3: how complaints, suggestions, opinions and compliments are collected and dealt with."""

from app.models import Improvement
from app.reports.case_counts import CaseCounts
from app.reports.criteria.finding import Figure, Finding, Value, finding
from app.reports.facts import Facts
from app.reports.half_up import half_up, percent
from app.reports.recurrence import DEFINITION
from workflows import TABLES, Kind
from workflows.words import Words

CASES = Words(
    "เรื่องในระบบ นับตามวันที่ถือว่ารับเรื่อง รวมเรื่องปกปิดเป็นตัวเลขเท่านั้น",
    "Cases in the system by official date of receipt; restricted ones as numbers only",
)
REFERRALS = Words("ทะเบียนเรื่องที่หน่วยงานอื่นส่งต่อ", "Register of cases referred by other agencies")
RATINGS = Words(
    "คะแนนที่ผู้แจ้งให้หลังยุติเรื่อง ไม่รวมกับแบบสำรวจประจำปี",
    "Ratings given after a case was resolved; not part of the annual survey",
)
CHART = Words("แผนผังการจัดการเรื่อง", "Flow chart of case handling")
SURVEY = Words("แบบสำรวจของปี", "Survey of the year")
IMPROVEMENTS = Words("ทะเบียนการปรับปรุง", "Register of improvements")
DEFINITIONS = {
    "handling_satisfaction.n": Words("เรื่องที่มีคะแนนการดำเนินการ", "Cases whose handling was rated"),
    "handling_satisfaction.mean": Words(
        "ค่าเฉลี่ยคะแนนการดำเนินการ 1 ถึง 5 สองตำแหน่ง",
        "Mean rating of handling from 1 to 5, to two decimals",
    ),
    "received": Words(
        "เรื่องที่วันที่ถือว่ารับอยู่ในปีงบประมาณ", "Cases with their official date in the fiscal year"
    ),
    "by_kind": Words("เรื่องที่รับ แยกตามประเภท", "Cases received, by kind"),
    "by_channel": Words("เรื่องที่รับ แยกตามช่องทาง", "Cases received, by channel"),
    "by_topic": Words(
        "เรื่องที่รับ แยกตามหัวข้อ none คือไม่มีหัวข้อ", "Cases received, by topic; none means no topic"
    ),
    "referrals_received": Words(
        "เรื่องที่รับในปีและมีหนังสือส่งต่อ", "Cases received in the year with a letter of referral"
    ),
    "referrals_reported_on_time": Words(
        "เรื่องส่งต่อที่รายงานผลภายในวันกำหนด ไม่มีวันรายงานให้ใช้วันที่ตอบ"
        " รายงานความคืบหน้าทันกำหนดเลื่อนกำหนดได้ รายงานครั้งใดช้าถือว่าไม่ทัน",
        "Referred cases reported back by their due date; if no report date, the answer's. A report"
        " of progress in time puts the date off; any report after its date is not on time",
    ),
    "received_by_internet": Words(
        "เรื่องที่รับทางเว็บไซต์ อีเมล และ API", "Cases received by website, e-mail and API"
    ),
    "steps": Words("ขั้นในแผนผังของเรื่องทุกประเภท", "Steps in the flow charts of all kinds of case"),
    "steps_with_responsible_person": Words("ขั้นที่ระบุผู้รับผิดชอบ", "Steps that name who is responsible"),
    "resolved": Words("เรื่องที่รับในปีและยุติแล้ว", "Cases received in the year and resolved"),
    "resolved_on_time": Words(
        "เรื่องที่ยุติภายในวันกำหนดตามเวลาประเทศไทย", "Cases resolved by their due date in Thai time"
    ),
    "on_time_percent": Words("ยุติทันกำหนด ÷ ยุติแล้ว × 100", "Resolved on time ÷ resolved × 100"),
    "open": Words("เรื่องที่รับในปีและยังไม่ยุติขณะนี้", "Cases received in the year and not resolved by now"),
    "survey_respondents": Words(
        "ผู้ตอบคำถามภาพรวมทุกกลุ่ม", "Respondents to the overall question, all groups"
    ),
    "improvements_done": Words(
        "การปรับปรุงที่เสร็จในปีและมีเรื่องในระบบเป็นที่มา",
        "Improvements completed in the year because of a case in the system",
    ),
}
NO_REFERRAL = Words(
    "ปีนี้ยังไม่มีเรื่องที่หน่วยงานอื่นส่งต่อมา", "No case has been referred by another agency this year"
)
NO_INTERNET = Words(
    "ทะเบียนช่องทางรับเรื่องยังไม่มีช่องทาง Internet", "The register of ways in has no Internet channel yet"
)
NO_SURVEY = Words("ยังไม่มีผลสำรวจความคิดเห็นของปีนี้", "No opinion survey results for this year yet")
NOT_IMPROVED = Words(
    "ยังไม่มีการปรับปรุงที่เสร็จในปีและอ้างถึงเรื่องที่ได้รับ",
    "No improvement completed in the year refers to a case received",
)
INTERNET = ("web", "email", "api")


def findings(facts: Facts) -> list[Finding]:
    """Referrals collected, the Internet open, a chart with names, a survey, improvements."""
    return [_collected(facts), _internet(facts), _chart(facts), _survey(facts), _improved(facts)]


def handling(cases: CaseCounts) -> list[Figure]:
    """The rating after a case: the same two figures wherever they are shown."""
    mean = half_up(cases.ratings_mean) if cases.ratings_mean is not None else None
    return [
        _figure("handling_satisfaction.n", cases.ratings, RATINGS),
        _figure("handling_satisfaction.mean", mean, RATINGS),
    ]


def _figure(name: str, value: Value, source: Words = CASES) -> Figure:
    return Figure(f"cs3.{name}", value, source, DEFINITIONS[name])


def _collected(facts: Facts) -> Finding:
    cases = facts.cases
    figures = [
        _figure("received", cases.received),
        *_slices("by_kind", {kind.value: cases.by_kind[kind.value] for kind in Kind}),
        *_slices("by_channel", cases.by_channel),
        *_slices("by_topic", cases.by_topic),
        _figure("referrals_received", cases.referrals_received, REFERRALS),
        _figure("referrals_reported_on_time", cases.referrals_reported_on_time, REFERRALS),
    ]
    return finding(figures, (cases.referrals_received > 0, NO_REFERRAL))


def _slices(name: str, counted: dict[str, int]) -> list[Figure]:
    return [
        Figure(f"cs3.{name}.{key}", counted[key], CASES, DEFINITIONS[name])
        for key in sorted(counted)
    ]


def _internet(facts: Facts) -> Finding:
    received = sum(facts.cases.by_channel[channel] for channel in INTERNET)
    is_open = received > 0 or any(row.code in INTERNET for row in facts.intake)
    return finding([_figure("received_by_internet", received)], (is_open, NO_INTERNET))


def _chart(facts: Facts) -> Finding:
    """The chart is drawn from the steps table, so that table is the evidence."""
    steps = [step for table in TABLES.values() for step in table]
    nobody = sorted({step.label for step in steps if not step.by})
    cases = facts.cases
    figures = [
        _figure("steps", len(steps), CHART),
        _figure("steps_with_responsible_person", sum(1 for step in steps if step.by), CHART),
        _figure("resolved", cases.resolved),
        _figure("resolved_on_time", cases.resolved_on_time),
        _figure("on_time_percent", percent(cases.resolved_on_time, cases.resolved)),
        _figure("open", cases.received - cases.resolved),
    ]
    return finding(figures, (not nobody, _unanswered(nobody)))


def _unanswered(steps: list[Words]) -> Words:
    return Words(
        f"ขั้น {' '.join(step.th for step in steps)} ยังไม่มีผู้รับผิดชอบในแผนผัง",
        f"Steps without a responsible person in the chart: {', '.join(step.en for step in steps)}",
    )


def _survey(facts: Facts) -> Finding:
    answered = sum(sum(row.counts) for row in facts.survey_groups)
    figures = [_figure("survey_respondents", answered, SURVEY)]
    return finding(figures, (answered > 0, NO_SURVEY))


def _improved(facts: Facts) -> Finding:
    done = facts.improvements_from_cases
    figures = [
        _figure("improvements_done", len(done), IMPROVEMENTS),
        *(Figure(f"cs3.improvements.{row.code}", row.name_th, IMPROVEMENTS, _because(row))
          for row in done),
        *(figure for row in done for figure in _came_back(row, facts)),
        *handling(facts.cases),
    ]  # fmt: skip
    return finding(figures, (bool(done), NOT_IMPROVED))


def _came_back(row: Improvement, facts: Facts) -> list[Figure]:
    """How often its cause came in equal times before and after it was done, as far as known."""
    found = facts.recurrences.get(row.code)
    if found is None:
        return []
    name = f"cs3.recurrence.{row.code}"
    cause = Words(f"สาเหตุ: {row.cause}", f"Cause: {row.cause}")
    said = Words(f"{cause.th} · {DEFINITION.th}", f"{cause.en} · {DEFINITION.en}")
    return [
        Figure(f"{name}.{part}", value, CASES, said)
        for part, value in (
            ("days", found.periods.days), ("before", found.before), ("after", found.after),
        )
    ]  # fmt: skip


def _because(row: Improvement) -> Words:
    return Words(f"ที่มา: {' '.join(row.sources)}", f"Because of: {', '.join(row.sources)}")

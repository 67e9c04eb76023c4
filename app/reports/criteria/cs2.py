"""CS2: the channels we listen by, and what the survey says about where people hear from us."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from app.reports.half_up import percent

CHANNELS = "ทะเบียนช่องทางรับฟัง"
SURVEY = "แบบสำรวจของปี: ช่องทางที่รับรู้ข้อมูลข่าวสารมากที่สุด"
CASES = "เรื่องที่รับในปี และทะเบียนช่องทางรับเรื่อง"


def findings(facts: Facts) -> list[Finding]:
    """So many listening channels; the survey's top channel, and what was improved because of it."""
    return [_channels(facts), _top(facts)]


def _channels(facts: Facts) -> Finding:
    figures = [
        Figure("cs2.listening_channels", len(facts.listening), CHANNELS, "ช่องทางที่ใช้อยู่ในปี"),
        *(_received(facts, row.code) for row in facts.listening if row.code),
    ]
    return finding(figures, (bool(facts.listening), "ทะเบียนช่องทางรับฟังยังว่าง"))


def _received(facts: Facts, code: str) -> Figure:
    ways = [row.code for row in facts.intake if row.rolls_up_to == code]
    received = sum(facts.cases.by_channel[way] for way in ways)
    return Figure(f"cs2.received.{code}", received, CASES,
                  "เรื่องที่รับทางช่องทางที่อยู่ใต้ช่องทางรับฟังนี้")  # fmt: skip


def _top(facts: Facts) -> Finding:
    """The survey decides, never the number of cases by channel."""
    answers = sum(row.answers for row in facts.information)
    top = facts.top_information_channel
    named = sum(row.answers for row in facts.information if row.name_th == top)
    begun = len(facts.improvements_from_surveys)
    figures = [
        Figure("cs2.top_information_channel", top, SURVEY,
               "ช่องทางที่ผู้ตอบเลือกมากที่สุด หรือที่สำนักงานระบุไว้สำหรับปีนั้น"),
        Figure("cs2.share_percent", percent(named, answers), SURVEY,
               "ผู้เลือกช่องทางนั้น ÷ ผู้ตอบ × 100"),
        Figure("cs2.n", answers, SURVEY, "ผู้ตอบคำถามข้อนี้"),
        Figure("cs2.improvements", begun, "ทะเบียนการปรับปรุง",
               "การปรับปรุงที่เสร็จในปีและมีแบบสำรวจเป็นที่มา"),
    ]  # fmt: skip
    return finding(
        figures,
        (answers > 0, "ยังไม่มีผลสำรวจของปีว่าผู้รับบริการรับรู้ข่าวสารทางใด"),
        (begun > 0, "ยังไม่มีการปรับปรุงที่เสร็จในปีและอ้างถึงผลสำรวจ"),
    )

"""CS2: the channels we listen by, and what the survey says about where people hear from us."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from app.reports.half_up import percent
from workflows.words import Words

CHANNELS = Words("ทะเบียนช่องทางรับฟัง", "Register of listening channels")
SURVEY = Words(
    "แบบสำรวจของปี: ช่องทางที่รับรู้ข้อมูลข่าวสารมากที่สุด", "Survey of the year: main source of information"
)
CASES = Words(
    "เรื่องที่รับในปี และทะเบียนช่องทางรับเรื่อง", "Cases received in the year and register of ways in"
)
IMPROVEMENTS = Words("ทะเบียนการปรับปรุง", "Register of improvements")
RECEIVED = Words(
    "เรื่องที่รับทางช่องทางที่อยู่ใต้ช่องทางรับฟังนี้",
    "Cases received by the ways in under this listening channel",
)
TOP = Words(
    "ช่องทางที่ผู้ตอบเลือกมากที่สุด หรือที่สำนักงานระบุไว้สำหรับปีนั้น",
    "Channel named by most respondents, or the one stated by the office for the year",
)
SHARE = Words(
    "ผู้เลือกช่องทางนั้น ÷ ผู้ตอบ × 100", "Respondents who named that channel ÷ all respondents × 100"
)
BEGUN = Words(
    "การปรับปรุงที่เสร็จในปีและมีแบบสำรวจเป็นที่มา",
    "Improvements completed in the year because of a survey",
)
NO_ANSWERS = Words(
    "ยังไม่มีผลสำรวจของปีว่าผู้รับบริการรับรู้ข่าวสารทางใด",
    "No survey result for the year on where clients get their information",
)
NONE_BEGUN = Words(
    "ยังไม่มีการปรับปรุงที่เสร็จในปีและอ้างถึงผลสำรวจ",
    "No improvement completed in the year refers to a survey result",
)


def findings(facts: Facts) -> list[Finding]:
    """So many listening channels; the survey's top channel, and what was improved because of it."""
    return [_channels(facts), _top(facts)]


def _channels(facts: Facts) -> Finding:
    figures = [
        Figure("cs2.listening_channels", len(facts.listening), CHANNELS,
               Words("ช่องทางที่ใช้อยู่ในปี", "Channels in use in the year")),
        *(_received(facts, row.code) for row in facts.listening if row.code),
    ]  # fmt: skip
    empty = Words("ทะเบียนช่องทางรับฟังยังว่าง", "The register of listening channels is empty")
    return finding(figures, (bool(facts.listening), empty))


def _received(facts: Facts, code: str) -> Figure:
    ways = [row.code for row in facts.intake if row.rolls_up_to == code]
    received = sum(facts.cases.by_channel[way] for way in ways)
    return Figure(f"cs2.received.{code}", received, CASES, RECEIVED)


def _top(facts: Facts) -> Finding:
    """The survey decides, never the number of cases by channel."""
    answers = sum(row.answers for row in facts.information)
    top = facts.top_information_channel
    named = sum(row.answers for row in facts.information if row.name_th == top)
    begun = len(facts.improvements_from_surveys)
    figures = [
        Figure("cs2.top_information_channel", top, SURVEY, TOP),
        Figure("cs2.share_percent", percent(named, answers), SURVEY, SHARE),
        Figure("cs2.n", answers, SURVEY, Words("ผู้ตอบคำถามข้อนี้", "Respondents to this question")),
        Figure("cs2.improvements", begun, IMPROVEMENTS, BEGUN),
    ]
    return finding(figures, (answers > 0, NO_ANSWERS), (begun > 0, NONE_BEGUN))

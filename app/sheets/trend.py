"""Received, resolved and left open, laid out: whether the pile is growing."""

from app.documents.chart import columns
from app.reports.flow import WHICH, Flow, Step
from app.sheets.meanings import FLOW, RESTRICTED, UNIT
from app.sheets.sheet import AMBER, INDIGO, TOTAL, Count, Part, Picture, Sheet, Table, period
from workflows.dates import say_date
from workflows.words import Words

TITLE = Words("งานเพิ่มขึ้นหรือลดลง", "Is the pile growing?")
_SPAN = {"month": Words("เดือน", "Month"), "week": Words("สัปดาห์ที่เริ่ม", "Week beginning")}


def trend(of: Flow, language: str) -> Sheet:
    """The year so far."""
    steps = of.steps
    ends = (steps[0].first, steps[-1].last) if steps else (of.as_known_on, of.as_known_on)
    return Sheet(
        "trend", TITLE, period(*ends, "ปีงบประมาณถึงปัจจุบัน", "Fiscal year so far"),
        of.as_known_on, [_part(of, language)], [*FLOW.values(), UNIT, RESTRICTED],
    )  # fmt: skip


def _part(of: Flow, language: str) -> Part:
    asked = {"unit": of.asked.unit, "kind": of.asked.kind, "by": of.asked.by}
    heads = tuple(FLOW[which][0] for which in WHICH)
    measure = Words("เรื่องที่รับเข้า ที่ยุติ", "Received and resolved")
    table = Table(
        "trend", Words("รับเข้า ยุติ และคงเหลือ", "Received, resolved, left open"),
        (_SPAN[of.asked.by], *heads),
        [[_name(step, of.asked.by), *_counts(step, asked, of.asked.year)] for step in of.steps],
        _foot(of, asked),
    )  # fmt: skip
    return Part(_finding(of), table, _picture(of, measure, language))


def _picture(of: Flow, measure: Words, language: str) -> Picture | None:
    if not of.steps:
        return None
    labels = [_name(step, of.asked.by).say(language).rpartition(" ")[0] for step in of.steps]
    series = {which: [getattr(step, which) for step in of.steps] for which in WHICH[:2]}
    said = measure.say(language)
    legend = [(INDIGO, FLOW["received"][0]), (AMBER, FLOW["resolved"][0])]
    svg = columns(said, _finding(of).say(language), labels, series)
    return Picture(measure, "months", svg, legend)


def _finding(of: Flow) -> Words:
    if not of.steps:
        return TITLE
    grown = sum(step.received - step.resolved for step in of.steps)
    left = of.steps[-1].open
    if not grown:
        return Words(f"คงเหลือ {left:,} เรื่อง เท่ากับต้นปีงบประมาณ",
                     f"{left:,} left open, as many as when the year began")  # fmt: skip
    if grown > 0:
        return Words(f"คงเหลือ {left:,} เรื่อง เพิ่มขึ้น {grown:,} ตั้งแต่ต้นปีงบประมาณ",
                     f"{left:,} left open, {grown:,} more than when the year began")  # fmt: skip
    return Words(f"คงเหลือ {left:,} เรื่อง ลดลง {-grown:,} ตั้งแต่ต้นปีงบประมาณ",
                 f"{left:,} left open, {-grown:,} fewer than when the year began")  # fmt: skip


def _name(step: Step, by: str) -> Words:
    style = "month" if by == "month" else "short"
    return Words(say_date(step.first, "th", style), say_date(step.first, "en", style))


def _counts(step: Step, asked: dict[str, str], year: int) -> list[Count]:
    days = {"from": step.first.isoformat(), "to": step.last.isoformat(), "year": str(year)}
    return [
        Count(getattr(step, which), {"of": "trend", "which": which, **days, **asked})
        for which in WHICH
    ]


def _foot(of: Flow, asked: dict[str, str]) -> list[Words | Count] | None:
    if not of.steps:
        return None
    last = of.steps[-1]
    received, resolved = (sum(getattr(step, which) for step in of.steps) for which in WHICH[:2])
    year = Step(of.steps[0].first, last.last, received, resolved, last.open)
    return [TOTAL, *_counts(year, asked, of.asked.year)]

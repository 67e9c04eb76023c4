"""CS6: satisfaction and dissatisfaction of each group, from the survey of the year alone."""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from app.models import Survey, SurveyGroup
from app.reports.criteria.cs3 import handling
from app.reports.criteria.finding import Figure, Finding, Value
from app.reports.facts import Facts
from app.reports.half_up import half_up, percent
from workflows.words import Words

GROUPS = Words("ทะเบียนกลุ่ม และแบบสำรวจของปี", "Register of groups and survey of the year")
UNASKED = Words(
    "กลุ่มตามพันธกิจที่ไม่มีผู้ตอบแบบสำรวจของปี",
    "Groups of a mission without any answer to the survey of the year",
)
NO_SURVEY = Words("ยังไม่มีผลสำรวจความพึงพอใจของปีนี้", "No satisfaction survey results for this year yet")
DEFINITIONS = {
    "sampled": Words("ผู้อยู่ในรายชื่อกลุ่มตัวอย่าง", "People in the sample"),
    "n": Words("ผู้ตอบคำถามภาพรวม", "Respondents to the overall question"),
    "response_percent": Words("ผู้ตอบ ÷ กลุ่มตัวอย่าง × 100", "Respondents ÷ sample × 100"),
    "mean": Words(
        "ค่าเฉลี่ยของระดับความพึงพอใจ สองตำแหน่ง", "Mean level of satisfaction, to two decimals"
    ),
    "sd": Words(
        "ส่วนเบี่ยงเบนมาตรฐานของตัวอย่าง (หารด้วย n − 1)",
        "Sample standard deviation (divided by n − 1)",
    ),
    "percent_of_max": Words(
        "ค่าเฉลี่ย ÷ คะแนนเต็ม × 100 ไม่ใช่ร้อยละของผู้พอใจ",
        "Mean ÷ highest level × 100; not the percentage of satisfied people",
    ),
    "band": Words("ช่วงของค่าเฉลี่ยที่ปัดสองตำแหน่งแล้ว", "Band of the mean after rounding to two decimals"),
    "satisfied_percent": Words(
        "ผู้ตอบระดับที่ถือว่าพอใจ ÷ ผู้ตอบ × 100",
        "Answers at a level that counts as satisfied ÷ respondents × 100",
    ),
    "neutral_percent": Words(
        "ผู้ตอบระดับกลาง ÷ ผู้ตอบ × 100", "Answers at the middle level ÷ respondents × 100"
    ),
    "dissatisfied_percent": Words(
        "ผู้ตอบระดับที่ถือว่าไม่พอใจ ÷ ผู้ตอบ × 100",
        "Answers at a level that counts as dissatisfied ÷ respondents × 100",
    ),
}


def findings(facts: Facts) -> list[Finding]:
    """Measured in every group; a group without answers is a gap, not a silence."""
    figures: list[Figure] = []
    for survey in facts.surveys[-1:]:
        rows = [row for row in facts.survey_groups if row.survey_code == survey.code]
        source = Words(f"แบบสำรวจ {survey.code}", f"Survey {survey.code}")
        for row in rows:
            figures += _figures(row.group_code, _measure(survey, row.sampled, row.counts), source)
        figures += _figures("ALL", _measure(survey, *_together(rows)), source)
    return [_finding(facts, figures)]


def _finding(facts: Facts, figures: list[Figure]) -> Finding:
    answered = {row.group_code for row in facts.survey_groups if sum(row.counts)}
    gaps = [g.code for g in facts.groups if g.mission_code and g.code not in answered]
    figures.append(Figure("cs6.groups_without_result", len(gaps), GROUPS, UNASKED))
    figures += handling(facts.cases)
    if not answered:
        return Finding(tuple(figures), supported=False, missing=(NO_SURVEY,))
    return Finding(tuple(figures), supported=True, gaps=(_silent(gaps),) if gaps else ())


def _silent(codes: list[str]) -> Words:
    return Words(
        f"ยังไม่มีผลสำรวจของกลุ่ม {' '.join(codes)}",
        f"Groups without survey results yet: {', '.join(codes)}",
    )


def _together(rows: Sequence[SurveyGroup]) -> tuple[int, list[int]]:
    counts = [sum(level) for level in zip(*(row.counts for row in rows), strict=True)]
    return sum(row.sampled for row in rows), counts


def _figures(group: str, measured: dict[str, Value], source: Words) -> list[Figure]:
    return [
        Figure(f"cs6.{group}.{name}", value, source, DEFINITIONS[name])
        for name, value in measured.items()
    ]


def _measure(survey: Survey, sampled: int, counts: Sequence[int]) -> dict[str, Value]:
    """Every figure of one group; ``counts`` stand by level, highest first."""
    levels = sorted((int(level) for level in survey.scale), reverse=True)
    by_level = dict(zip(levels, counts, strict=False))
    n = sum(by_level.values())
    satisfied = sum(by_level.get(level, 0) for level in survey.satisfied_levels)
    dissatisfied = sum(by_level.get(level, 0) for level in survey.dissatisfied_levels)
    mean = Fraction(sum(level * count for level, count in by_level.items()), n) if n else None
    return {
        "sampled": sampled,
        "n": n,
        "response_percent": percent(n, sampled),
        "mean": half_up(mean) if mean is not None else None,
        "sd": _sample_sd(by_level, n, mean),
        "percent_of_max": percent(mean, levels[0]) if mean is not None else None,
        "band": _band(survey, mean),
        "satisfied_percent": percent(satisfied, n),
        "neutral_percent": percent(n - satisfied - dissatisfied, n),
        "dissatisfied_percent": percent(dissatisfied, n),
    }


def _sample_sd(by_level: dict[int, int], n: int, mean: Fraction | None) -> float | None:
    if mean is None or n < 2:
        return None
    variance = sum(count * (level - mean) ** 2 for level, count in by_level.items()) / (n - 1)
    scale = 10**9
    return half_up(Fraction(isqrt(int(variance * scale**2)), scale))


def _band(survey: Survey, mean: Fraction | None) -> str | None:
    """The mean is rounded first, or 4.505 falls between two bands."""
    if mean is None:
        return None
    rounded = half_up(mean)
    return next((b["th"] for b in survey.bands if b["min"] <= rounded <= b["max"]), None)

"""CS6: satisfaction and dissatisfaction of each group, from the survey of the year alone."""

from collections.abc import Iterator

from app.models import Survey
from app.reports.catalogue import SURVEY, TOO_FEW
from app.reports.criteria.cs3 import handling
from app.reports.criteria.finding import Figure, Finding, Value
from app.reports.facts import Facts
from app.reports.half_up import percent
from app.reports.likert import Measured, measure_all, scale_of
from app.reports.survey_counts import GroupCounts
from workflows.words import Words

GROUPS = Words("ทะเบียนกลุ่ม และแบบสำรวจของปี", "Register of groups and survey of the year")
UNASKED = Words(
    "กลุ่มตามพันธกิจที่ไม่มีผู้ตอบแบบสำรวจของปี",
    "Groups of a mission without any answer to the survey of the year",
)
NO_SURVEY = Words("ยังไม่มีผลสำรวจความพึงพอใจของปีนี้", "No satisfaction survey results for this year yet")
DEFINITIONS = {name: figure.definition for name, figure in SURVEY.figures.items()}
SHOWN = (
    "mean", "sd", "percent_of_max", "band",
    "satisfied_percent", "neutral_percent", "dissatisfied_percent",
)  # fmt: skip


def findings(facts: Facts) -> list[Finding]:
    """Measured in every group; a group without answers is a gap, not a silence."""
    figures: list[Figure] = []
    for survey in facts.surveys[-1:]:
        figures += _of_survey(survey, facts)
    return [_finding(facts, figures)]


def _of_survey(survey: Survey, facts: Facts) -> Iterator[Figure]:
    """Each group that was asked, and all together; too few people give no value."""
    rows = {row.group_code: row for row in facts.survey_groups if row.survey_code == survey.code}
    scale = scale_of(survey)
    counts = {code: scale.by_level(row.counts) for code, row in rows.items()}
    groups, whole = measure_all(scale, counts)
    for code, row in rows.items():
        yield from _figures(code, row.sampled, row.responses, groups[code], _source(row))
    sums = (sum(row.sampled for row in rows.values()), sum(row.responses for row in rows.values()))
    yield from _figures(
        "ALL", *sums, whole, Words(f"แบบสำรวจ {survey.code}", f"Survey {survey.code}")
    )


def _source(row: GroupCounts) -> Words:
    if row.imported:
        return Words(
            f"แบบสำรวจ {row.survey_code} ผลที่นำเข้า", f"Survey {row.survey_code}, imported counts"
        )
    return Words(
        f"แบบสำรวจ {row.survey_code} คำตอบในระบบ", f"Survey {row.survey_code}, answers given here"
    )


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


def _figures(
    group: str, sampled: int, responses: int, measured: Measured, source: Words
) -> Iterator[Figure]:
    values: dict[str, Value] = {
        "sampled": sampled,
        "n": measured.n,
        "response_percent": percent(responses, sampled),
        **{name: getattr(measured, name) for name in SHOWN},
    }
    for name, value in values.items():
        definition = DEFINITIONS[name] if measured.shown or name not in SHOWN else TOO_FEW
        yield Figure(f"cs6.{group}.{name}", value, source, definition)

"""Why a result is proposed: what is missing in Approach, Deployment, Learning and Integration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.reports.facts import Facts
from workflows import Kind
from workflows.words import Words

Aspect = Literal["approach", "deployment", "learning", "integration"]
ASPECTS: dict[Aspect, Words] = {
    "approach": Words("มีแนวทาง (Approach)", "Approach"),
    "deployment": Words("นำไปใช้ทั่วถึง (Deployment)", "Deployment"),
    "learning": Words("วัดผลและปรับปรุง (Learning)", "Learning"),
    "integration": Words("เชื่อมโยงกัน (Integration)", "Integration"),
}


@dataclass(frozen=True)
class Rule:
    """One question to the facts of a year; ``gap`` is said when the answer is no."""

    aspect: Aspect
    holds: Callable[[Facts], object]
    gap: Words


def _rule(aspect: Aspect, holds: Callable[[Facts], object], th: str, en: str) -> Rule:
    return Rule(aspect, holds, Words(th, en))


RULES: dict[str, tuple[Rule, ...]] = {
    "CS1": (
        _rule("deployment", lambda f: _served(f) >= {m.code for m in f.missions},
              "ยังมีพันธกิจที่ไม่ได้กำหนดกลุ่ม", "Some missions have no group yet"),
        _rule("learning", lambda f: f.reviews or any(sum(g.counts) for g in f.survey_groups),
              "ปีนี้ยังไม่มีการทบทวนหรือสำรวจความต้องการ", "No review or survey of needs this year"),
        _rule("integration", lambda f: all(g.needs for g in f.groups if g.mission_code),
              "ยังมีกลุ่มที่ไม่ได้บันทึกความต้องการ", "The needs of some groups are not written down"),
    ),
    "CS2": (
        _rule("deployment", lambda f: _heard(f) >= {c.code for c in f.listening if c.code},
              "ยังมีช่องทางรับฟังที่ไม่มีช่องทางรับเรื่องอยู่ใต้นั้น",
              "Some listening channels have no way in under them"),
        _rule("learning", lambda f: any(row.answers for row in f.information),
              "ยังไม่ได้วัดว่าช่องทางใดได้ผล", "Which channel works was not measured"),
        _rule("integration", lambda f: f.improvements_from_surveys,
              "ยังไม่มีการปรับปรุงที่มาจากผลสำรวจ", "No improvement comes from a survey"),
    ),
    "CS3": (
        _rule("deployment", lambda f: all(f.cases.by_kind[kind.value] for kind in Kind),
              "ปีนี้ยังรวบรวมไม่ครบทั้งสี่ประเภท", "Not all four kinds were collected this year"),
        _rule("learning", lambda f: f.cases.resolved and f.cases.ratings,
              "ยังไม่ได้วัดผลของเรื่องที่ยุติ", "The results of resolved cases were not measured"),
        _rule("integration", lambda f: f.improvements_from_cases,
              "ยังไม่มีการปรับปรุงที่มาจากเรื่องที่ได้รับ", "No improvement comes from a case"),
    ),
    "CS4": (
        _rule("deployment", lambda f: len({(a.held_on.month - 1) // 3 for a in f.activities}) == 4,
              "กิจกรรมยังไม่ครบทุกไตรมาส", "There was not an activity in every quarter"),
        _rule("learning", lambda f: all(a.participants for a in f.activities),
              "ยังมีกิจกรรมที่ไม่ได้บันทึกผู้เข้าร่วม", "Participants of some activities are not recorded"),
        _rule("integration", lambda f: all(a.network for a in f.activities),
              "ยังมีกิจกรรมที่ไม่ได้ระบุว่าเป็นของเครือข่ายใด", "Some activities name no network"),
    ),
    "CS5": (
        _rule("deployment", lambda f: f.contact("inform") and f.contact("listen"),
              "ยังไม่มีช่องทางทั้งให้ข้อมูลและรับฟัง", "There are not channels both ways yet"),
        _rule("learning", lambda f: f.reviews or f.survey_groups,
              "ปีนี้ยังไม่ได้ฟังความเห็นกลับมา", "Opinions were not asked for this year"),
        _rule("integration", lambda f: any(work.level >= 3 for work in f.participation),
              "ยังไม่มีงานที่ประชาชนเข้ามาเกี่ยวข้องตั้งแต่ระดับ 3", "No work reaches level 3, involve"),
    ),
    "CS6": (
        _rule("learning", lambda f: f.improvements_from_surveys,
              "ยังไม่มีการปรับปรุงที่มาจากผลสำรวจ", "No improvement comes from a survey"),
        _rule("integration", lambda f: f.cases.ratings,
              "ยังไม่มีคะแนนหลังยุติเรื่องวางเทียบกัน", "No ratings after cases to stand beside it"),
    ),
    "CS7": (
        _rule("deployment", lambda f: all(row.is_complete for row in f.standards),
              "ยังมีงานบริการที่ไม่ครบทั้งเวลา แผนผัง คู่มือ และการประกาศ",
              "Some services lack a time, a chart, a manual or an announcement"),
        _rule("learning", lambda f: f.cases.complaints_due,
              "ยังไม่ได้วัดว่าทำได้ตามเวลาที่ประกาศ", "Whether the times are kept was not measured"),
        _rule("integration", lambda f: any(row.by_cases for row in f.standards),
              "มาตรฐานยังไม่เชื่อมกับเรื่องที่ได้รับ", "No standard is linked with the cases"),
    ),
}  # fmt: skip


def gaps_of(
    code: str, facts: Facts, claims: Sequence[tuple[Sequence[Words], Sequence[Words]]]
) -> dict[Aspect, list[Words]]:
    """The gaps of a criterion by aspect, none where the answer is yes.

    What a claim misses is a gap of the approach; whom it leaves out, one of the deployment.
    """
    gaps: dict[Aspect, list[Words]] = {aspect: [] for aspect in ASPECTS}
    for missing, left_out in claims:
        gaps["approach"] += missing
        gaps["deployment"] += left_out
    for rule in RULES.get(code, ()):
        if not rule.holds(facts):
            gaps[rule.aspect].append(rule.gap)
    return {aspect: list(dict.fromkeys(words)) for aspect, words in gaps.items()}


def _served(facts: Facts) -> set[str | None]:
    return {group.mission_code for group in facts.groups}


def _heard(facts: Facts) -> set[str | None]:
    return {row.rolls_up_to for row in facts.intake}

"""The conditions of the cases behind each figure of Form 2.3, by the figure's name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, select, true

from app.models import Case, Rating, Referral
from app.reports.case_counts import received_by, reported_on_time, resolved_by, resolved_on_time
from app.reports.facts import Facts
from workflows import Kind
from workflows.fiscal import fiscal_days
from workflows.words import Words

Conditions = tuple[ColumnElement[bool], ...]
Until = datetime | None
INTERNET = ("web", "email", "api")


def _where(more: Callable[[Until], ColumnElement[bool]]) -> Callable[..., Conditions]:
    """The cases of the year, and ``more`` as it was at the cut-off."""
    return lambda facts, *_: (
        *received_by(fiscal_days(facts.year), facts.until), more(facts.until)
    )  # fmt: skip


def _by(column: Any) -> Callable[..., Conditions]:
    def conditions(facts: Facts, word: str) -> Conditions:
        return _where(lambda _: column.is_(None) if word == "none" else column == word)(facts)

    return conditions


def _received(facts: Facts, code: str) -> Conditions:
    ways = [row.code for row in facts.intake if row.rolls_up_to == code]
    return _where(lambda _: Case.channel.in_(ways))(facts)


def _open(until: Until) -> ColumnElement[bool]:
    return ~resolved_by(until)


def _reported(until: Until) -> ColumnElement[bool]:
    told = select(Referral.case_id).join(Referral.case).where(reported_on_time(until))
    return Case.id.in_(told)


def _rated(until: Until) -> ColumnElement[bool]:
    return Case.id.in_(select(Rating.case_id).where(Rating.at < until if until else true()))


def promised(facts: Facts) -> Conditions:
    """The complaints by which a standard is kept or broken."""
    return (*_where(resolved_by)(facts), Case.kind == Kind.COMPLAINT)


def came_back(facts: Facts, code: str, side: str) -> Conditions:
    """The cases of an improvement's cause, ``before`` or ``after`` it was done."""
    row = next((row for row in facts.improvements if row.code == code), None)
    found = facts.recurrences.get(code)
    if row is None or found is None:
        return (false(),)
    span = found.periods.before if side == "before" else found.periods.after
    return (Case.root_cause == row.cause, Case.official_on.between(*span))


# The names (a pattern), what is asked of the cases of the year, and the conditions.
CASES: tuple[tuple[str, Words, Callable[..., Conditions]], ...] = (
    (r"cs2\.received\.(.+)", Words("ทางช่องทางที่อยู่ใต้ช่องทางรับฟังนี้",
     "by the ways in under this listening channel"), _received),
    (r"cs3\.received", Words("", ""), _where(lambda _: true())),
    (r"cs3\.by_kind\.(.+)", Words("ประเภทนี้", "of this kind"), _by(Case.kind)),
    (r"cs3\.by_channel\.(.+)", Words("ทางช่องทางนี้", "by this channel"), _by(Case.channel)),
    (r"cs3\.by_topic\.(.+)", Words("ในหัวข้อนี้", "on this topic"), _by(Case.topic_code)),
    (r"cs3\.referrals_received", Words("ที่มีหนังสือส่งต่อ", "with a letter of referral"),
     _where(lambda _: Case.id.in_(select(Referral.case_id)))),
    (r"cs3\.referrals_reported_on_time", Words("ที่ส่งต่อมาและรายงานผลทันกำหนดทุกครั้ง",
     "that were referred and reported back in time, every time"), _where(_reported)),
    (r"cs3\.received_by_internet", Words("ทางเว็บไซต์ อีเมล หรือ API", "by website, e-mail or API"),
     _where(lambda _: Case.channel.in_(INTERNET))),
    (r"cs3\.resolved", Words("ที่ยุติแล้ว", "that are resolved"), _where(resolved_by)),
    (r"cs3\.resolved_on_time", Words("ที่ยุติภายในกำหนด", "resolved by their date"),
     _where(resolved_on_time)),
    (r"cs3\.on_time_percent", Words("ที่ยุติแล้ว (ตัวหาร)", "that are resolved (the divisor)"),
     _where(resolved_by)),
    (r"cs3\.open", Words("ที่ยังไม่ยุติ", "that are not resolved"),
     _where(_open)),
    (r"cs3\.handling_satisfaction\.(?:n|mean)", Words("ที่ผู้แจ้งให้คะแนน", "that were rated"),
     _where(_rated)),
)  # fmt: skip

"""The conditions of the cases behind each figure of Form 2.3, by the figure's name."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.models import Case, Event, Rating, Referral
from app.reports.counting import bangkok_date
from app.reports.facts import Facts
from workflows import State
from workflows.fiscal import fiscal_days
from workflows.words import Words

Conditions = tuple[ColumnElement[bool], ...]
INTERNET = ("web", "email", "api")
_RESOLVED = Case.state == State.RESOLVED
_ON_TIME = and_(_RESOLVED, bangkok_date(Case.resolved_at) <= Case.resolve_by)
_RATED = Case.id.in_(select(Rating.case_id))


def _where(*more: ColumnElement[bool]) -> Callable[..., Conditions]:
    return lambda facts, *_: (Case.official_on.between(*fiscal_days(facts.year)), *more)


def _by(column: Any) -> Callable[..., Conditions]:
    def conditions(facts: Facts, word: str) -> Conditions:
        return _where(column.is_(None) if word == "none" else column == word)(facts)

    return conditions


def _received(facts: Facts, code: str) -> Conditions:
    ways = [row.code for row in facts.intake if row.rolls_up_to == code]
    return _where(Case.channel.in_(ways))(facts)


def _reported() -> ColumnElement[bool]:
    """As reports.case_counts has it: told in time, and never late before."""
    late = exists().where(
        Event.case_id == Case.id, Event.what == "reported", Event.subject == "late"
    )
    told = bangkok_date(func.coalesce(Referral.reported_at, Case.resolved_at))
    in_time = or_(
        told <= Referral.report_due, and_(told.is_not(None), Referral.report_due.is_(None))
    )
    return and_(exists().where(Referral.case_id == Case.id, in_time), ~late)


# The names (a pattern), what is asked of the cases of the year, and the conditions.
CASES: tuple[tuple[str, Words, Callable[..., Conditions]], ...] = (
    (r"cs2\.received\.(.+)", Words("ทางช่องทางที่อยู่ใต้ช่องทางรับฟังนี้",
     "by the ways in under this listening channel"), _received),
    (r"cs3\.received", Words("", ""), _where()),
    (r"cs3\.by_kind\.(.+)", Words("ประเภทนี้", "of this kind"), _by(Case.kind)),
    (r"cs3\.by_channel\.(.+)", Words("ทางช่องทางนี้", "by this channel"), _by(Case.channel)),
    (r"cs3\.by_topic\.(.+)", Words("ในหัวข้อนี้", "on this topic"), _by(Case.topic_code)),
    (r"cs3\.referrals_received", Words("ที่มีหนังสือส่งต่อ", "with a letter of referral"),
     _where(exists().where(Referral.case_id == Case.id))),
    (r"cs3\.referrals_reported_on_time", Words("ที่ส่งต่อมาและรายงานผลทันกำหนดทุกครั้ง",
     "that were referred and reported back in time, every time"), _where(_reported())),
    (r"cs3\.received_by_internet", Words("ทางเว็บไซต์ อีเมล หรือ API", "by website, e-mail or API"),
     _where(Case.channel.in_(INTERNET))),
    (r"cs3\.resolved", Words("ที่ยุติแล้ว", "that are resolved"), _where(_RESOLVED)),
    (r"cs3\.resolved_on_time", Words("ที่ยุติภายในกำหนด", "resolved by their date"),
     _where(_ON_TIME)),
    (r"cs3\.on_time_percent", Words("ที่ยุติแล้ว (ตัวหาร)", "that are resolved (the divisor)"),
     _where(_RESOLVED)),
    (r"cs3\.open", Words("ที่ยังไม่ยุติ", "that are not resolved"),
     _where(Case.state != State.RESOLVED)),
    (r"cs3\.handling_satisfaction\.(?:n|mean)", Words("ที่ผู้แจ้งให้คะแนน", "that were rated"),
     _where(_RATED)),
)  # fmt: skip

"""The office itself: its name, units, topics, days off and promises."""

from datetime import date, datetime, time

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key, Ref
from workflows.words import Words

HOTLINE = "1111"  # the Government complaint centre: the number of last resort


class Office(Base):
    """One row, its key ``THE``: who we are, on every page and letter."""

    THE = 1

    __tablename__ = "office"
    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20))
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    short_th: Mapped[str] = mapped_column(String(50), default="")
    self_reference_th: Mapped[str] = mapped_column(String(100), default="สำนักงานฯ")
    ministry_th: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    opens: Mapped[time] = mapped_column(default=time(8, 30))
    closes: Mapped[time] = mapped_column(default=time(16, 30))
    reopen_days: Mapped[int] = mapped_column(default=30)  # calendar days after the answer
    signed_answers: Mapped[bool] = mapped_column(default=False)  # answers wait for a signer
    # Roles that may not work here without a second factor.
    second_factor_roles: Mapped[list[str]] = mapped_column(JSON, default=list)

    @property
    def name(self) -> Words:
        """The office's name in both languages."""
        return Words(self.name_th, self.name_en or self.name_th)

    def telephone(self, unit: "Unit | None") -> str:
        """A number people can really call: the unit's, the office's, or the national hotline."""
        return (unit.phone if unit else "") or self.phone or HOTLINE


class Unit(Base):
    """A part of the office that shares a queue; ``code`` is its name in files and URLs."""

    __tablename__ = "unit"
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    head_id: Mapped[int | None] = mapped_column(
        Ref, ForeignKey("person.id", use_alter=True, name="fk_unit_head_id")
    )
    phone: Mapped[str] = mapped_column(String(100), default="")
    stop_budget: Mapped[int | None]  # working days of stopped clocks in a fiscal year; None: any
    last_given_id: Mapped[int | None] = mapped_column(Ref)  # round robin: whose turn it was
    retired: Mapped[bool] = mapped_column(default=False)  # named in what was, offered no more
    position: Mapped[int] = mapped_column(default=0)

    @property
    def name(self) -> Words:
        """The unit's name in both languages."""
        return Words(self.name_th, self.name_en or self.name_th)


class Topic(Base):
    """What a case may be about, and the unit that answers for it."""

    __tablename__ = "topic"
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    restricted: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    @property
    def name(self) -> Words:
        """The topic's name in both languages."""
        return Words(self.name_th, self.name_en or self.name_th)


class RootCause(Base):
    """A word of the office's list of causes; analyses choose from it."""

    __tablename__ = "root_cause"
    name_th: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class CalendarYear(Base):
    """A calendar year whose days off are known."""

    __tablename__ = "calendar_year"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seeded_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # a manager has compared it with the cabinet's list
    confirmed_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))


class DayOff(Base):
    """A weekday on which the office is closed."""

    __tablename__ = "day_off"
    day: Mapped[date] = mapped_column(primary_key=True)
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    legal_ref: Mapped[str] = mapped_column(String(300), default="")  # the cabinet's resolution


class DeadlineRule(Base):
    """One version of an SLA target (``workflows.targets.TargetRule``); None promises nothing."""

    __tablename__ = "deadline_rule"
    __table_args__ = (
        UniqueConstraint(
            "kind", "milestone", "topic_code", "severity", "channel", "valid_from",
            name="uq_deadline_rule_promise",
        ),
    )  # fmt: skip
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))  # or ``restricted``
    milestone: Mapped[str] = mapped_column(String(20))
    topic_code: Mapped[str] = mapped_column(String(20), default="")
    severity: Mapped[str] = mapped_column(String(20), default="")
    channel: Mapped[str] = mapped_column(String(20), default="")
    days: Mapped[int | None]
    working: Mapped[bool] = mapped_column(default=True)
    from_receipt: Mapped[bool] = mapped_column(default=False)
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]  # the first day on which it holds no more


class EscalationRule(Base):
    """The chain of one milestone: reminder before, then one level up after each further step."""

    __tablename__ = "escalation_rule"
    milestone: Mapped[str] = mapped_column(String(20), primary_key=True)
    before_days: Mapped[int]  # working days before the deadline
    every_days: Mapped[int]  # working days between two levels
    depth: Mapped[int]  # levels above the owner that are told at most

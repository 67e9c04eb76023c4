"""Figures of settled cases, stored by day; replaced whole, never added to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key, Word
from workflows import Kind


class Rollup(Base):
    """The resolved cases of one official day, kind, topic, unit and channel, as sums.

    ``working_days`` counts them by the working days they took by the public clock, ``worked_days``
    by the work clock: ``{"11": 3}``.
    """

    __tablename__ = "rollup"
    id: Mapped[Key]
    official_on: Mapped[date] = mapped_column(index=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    topic_code: Mapped[str | None] = mapped_column(String(20))
    unit_code: Mapped[str | None] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    resolved: Mapped[int]
    acknowledge_due: Mapped[int]
    acknowledge_met: Mapped[int]
    first_answer_due: Mapped[int]
    first_answer_met: Mapped[int]
    resolve_due: Mapped[int]
    resolve_met: Mapped[int]
    public_due: Mapped[int]  # the answer, by the clock that nothing stops
    public_met: Mapped[int]
    working_days: Mapped[dict[str, int]] = mapped_column(JSON)
    worked_days: Mapped[dict[str, int]] = mapped_column(JSON)


class RollupStale(Base):
    """A day of which a settled case changed: it is counted from the cases until rolled up again.

    The row is also the lock of its day: who marks and who rolls up wait for one another.
    """

    __tablename__ = "rollup_stale"
    official_on: Mapped[date] = mapped_column(primary_key=True)
    marked_at: Mapped[datetime]


class PublicFigures(Base):
    """The public statistics of a year (B.E.; ``span`` fiscal or calendar) as last computed."""

    __tablename__ = "public_figures"
    span: Mapped[str] = mapped_column(String(10), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)

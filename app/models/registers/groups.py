"""CS1: missions, the groups of clients and stakeholders of each, and the review of their needs."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import RegisterRow, YearRow


class Mission(RegisterRow, Base):
    """What the office is there for."""

    __tablename__ = "mission"
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_th: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")


class StakeholderGroup(RegisterRow, Base):
    """Whom a mission serves or concerns; ``kind`` is client, stakeholder or public."""

    __tablename__ = "stakeholder_group"
    code: Mapped[str] = mapped_column(String(20), unique=True)
    mission_code: Mapped[str | None] = mapped_column(ForeignKey("mission.code"))
    kind: Mapped[str] = mapped_column(String(20))
    name_th: Mapped[str] = mapped_column(String(300))
    needs: Mapped[str] = mapped_column(Text, default="")
    population: Mapped[int | None]


class NeedsReview(RegisterRow, Base):
    """What a review of one group's needs found in a fiscal year, beside the survey."""

    __tablename__ = "needs_review"
    __table_args__ = (UniqueConstraint("fiscal_year", "group_code", "reviewed_on"),)
    fiscal_year: Mapped[int]
    group_code: Mapped[str] = mapped_column(ForeignKey("stakeholder_group.code"))
    reviewed_on: Mapped[date]
    finding: Mapped[str] = mapped_column(Text)


class GroupMember(YearRow, Base):
    """A person or body of a group, as known in a fiscal year: the list that CS1 shows."""

    __tablename__ = "group_member"
    group_code: Mapped[str] = mapped_column(ForeignKey("stakeholder_group.code"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    organisation: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(100), default="")

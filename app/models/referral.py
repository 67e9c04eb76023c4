"""A case that another office sent us: what they call it, and what we owe them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Ref, only
from app.models.case import Case


class Referral(Base):
    """A case that another office sent us, with its own letter number and due date."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_unreported", "report_due", "case_id",
              **only("reported_at IS NULL")),
    )  # fmt: skip
    case_id: Mapped[int] = mapped_column(
        Ref, ForeignKey("case.id"), primary_key=True, autoincrement=False
    )
    agency: Mapped[str] = mapped_column(String(200))
    agency_person_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    letter_number: Mapped[str] = mapped_column(String(100), default="")
    letter_date: Mapped[date | None]
    report_due: Mapped[date | None]
    reported_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(20), default="")  # as last reported (reports)
    their_reference: Mapped[str] = mapped_column(String(100), default="")
    their_state: Mapped[str] = mapped_column(String(20), default="open")  # open or closed
    their_state_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="referral")

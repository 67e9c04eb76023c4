"""What a person keeps on the desk: views, unsent words, and being there; and what is mailed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref, SealedDict
from app.models.case import Case
from app.models.person import Person


class SavedView(Base):
    """A list with its filters under a name; with ``unit_code`` the whole unit has it."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "name"),)
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    filters: Mapped[dict[str, str]] = mapped_column(JSON)  # as in the address of the list
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class Draft(Base):
    """Words typed into a form of a case and not sent yet; sealed where the case is restricted."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "form"),)
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"))
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    form: Mapped[str] = mapped_column(String(40))  # the act or step
    fields: Mapped[dict[str, Any]] = mapped_column(SealedDict)
    saved_at: Mapped[datetime]

    case: Mapped[Case] = relationship()


class Presence(Base):
    """Who has a case open on the screen, and when they were last seen there."""

    __tablename__ = "presence"
    __table_args__ = (Index("ix_presence_seen_at", "seen_at"),)
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"), primary_key=True)
    seen_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class ReportOrder(Base):
    """A report that somebody gets by mail: ``every`` week (on Mondays) or month (on the first)."""

    __tablename__ = "report_order"
    __table_args__ = (UniqueConstraint("person_id", "report", "every"),)
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    report: Mapped[str] = mapped_column(String(20))
    every: Mapped[str] = mapped_column(String(10))
    filters: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    next_on: Mapped[date] = mapped_column(index=True)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class ImportPreview(Base):
    """A file somebody is about to import: shown first, loaded when they say so, then gone.

    ``key`` names it in the store that all nodes share; it is the person's who sent it.
    """

    __tablename__ = "import_preview"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(255))
    key: Mapped[str] = mapped_column(String(100), unique=True)
    made_at: Mapped[datetime] = mapped_column(index=True)

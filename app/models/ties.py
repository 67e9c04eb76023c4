"""What ties a case to others: links, walls, questions to other units, who acts for whom."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref, Sealed, only
from app.models.case import Case
from app.models.office import Unit
from app.models.person import Person
from workflows.dates import local_day


class CaseLink(Base):
    """``merge``: the case follows the other; ``split``: it was cut from it. Undone, not deleted."""

    __tablename__ = "case_link"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    other_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    made_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(foreign_keys=[case_id])
    other: Mapped[Case] = relationship(foreign_keys=[other_id])


class Wall(Base):
    """A person, or all of a unit, whom the case names: for them it does not exist.

    ``outside_body`` has it when nobody here is left who may handle it.
    """

    __tablename__ = "wall"
    __table_args__ = (
        Index("ix_wall_person_id", "person_id", "case_id"),
        Index("ix_wall_unit_code", "unit_code", "case_id"),
    )
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    reason: Mapped[str] = mapped_column(Sealed)
    outside_body: Mapped[str] = mapped_column(Sealed, default="")
    raised_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    raised_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lift_reason: Mapped[str] = mapped_column(Sealed, default="")

    case: Mapped[Case] = relationship(back_populates="walls")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="joined")


class UnitQuestion(Base):
    """Another unit is asked for its part, with a date of its own; the case stays where it is."""

    __tablename__ = "unit_question"
    __table_args__ = (
        Index("ix_unit_question_unit_code_due_on", "unit_code", "due_on", "id"),
        Index("ix_unit_question_open", "due_on", "id",
              **only("answered_at IS NULL AND withdrawn_at IS NULL")),
    )  # fmt: skip
    id: Mapped[Key]
    version: Mapped[int] = mapped_column()
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str] = mapped_column(Sealed)
    due_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Sealed, default="")
    answered_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="asks")
    unit: Mapped[Unit] = relationship(lazy="joined")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="joined")
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id], lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        waits = self.answered_at is None and self.withdrawn_at is None
        return waits and self.case.state.is_open

    def days_late(self, today: date) -> int:
        """Days after its date, so far or until the answer came; 0 in time."""
        end = local_day(self.answered_at) if self.answered_at else today
        return max((end - self.due_on).days, 0) if not self.withdrawn_at else 0


class Representative(Base):
    """Who acts for the correspondent, and the paper that says they may."""

    __tablename__ = "representative"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    relation: Mapped[str] = mapped_column(String(20))  # relative, lawyer, organisation, other
    email: Mapped[str] = mapped_column(Sealed, default="", index=True)
    phone: Mapped[str] = mapped_column(Sealed, default="")
    authority: Mapped[str] = mapped_column(Sealed)
    recorded_by_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

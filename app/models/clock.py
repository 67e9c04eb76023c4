"""What moves a deadline: stops of the work clock, extensions, and recounts of all open cases."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref, Sealed
from app.models.person import Person


class ClockStop(Base):
    """The work clock of a case stood still on the days after ``from_on`` up to ``until_on``.

    While it runs ``until_on`` is empty, and ``resume_on`` is the day on which it ends by itself.
    The days count against the budget of ``unit_code``, whose case it was then.
    """

    __tablename__ = "clock_stop"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    reason: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Sealed, default="")
    question: Mapped[str] = mapped_column(Sealed, default="")  # as it was sent
    from_on: Mapped[date]
    resume_on: Mapped[date]
    until_on: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    made_at: Mapped[datetime]
    ended_by: Mapped[str] = mapped_column(String(20), default="")  # staff, correspondent, clock
    ended_at: Mapped[datetime | None]


class ExtensionAsked(Base):
    """A later date of the answer: proposed by the owner, decided by a manager; once a case."""

    __tablename__ = "extension"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Sealed)
    proposed_by_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Sealed, default="")

    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])


class Recount(Base):
    """A change of calendar or targets whose effect on the open cases is being written, by key."""

    __tablename__ = "recount"
    id: Mapped[Key]
    cause: Mapped[str] = mapped_column(String(20))  # calendar, targets
    note: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    after_id: Mapped[int] = mapped_column(Ref, default=0)  # cases up to this key are done
    seen: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]

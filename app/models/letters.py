"""The words that letters are made of: templates of the office, and ready answers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key, Ref


class LetterTemplate(Base):
    """The office's own wording of a letter of LETTERS; the newest version that is active holds.

    ``kind`` empty: for every kind. Without one the wording that ships is used.
    """

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("name", "kind", "language", "version"),)
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(5))
    version: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    made_at: Mapped[datetime]


class ReadyAnswer(Base):
    """Words an officer may start from: for a topic and a step, for oneself, a unit, or all."""

    __tablename__ = "ready_answer"
    __table_args__ = (Index("ix_ready_answer_scope", "scope", "unit_code", "owner_id"),)
    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5), default="th")
    topic_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    step: Mapped[str] = mapped_column(String(20), default="")  # update, question, resolve …
    scope: Mapped[str] = mapped_column(String(10))  # own, unit, all
    owner_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    retired: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]

"""What happened, in the past tense; rows are added and never edited. Together: the timeline."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref, Sealed, SealedDict, only
from app.models.person import Person


class Event(Base):
    """Who did what, when, from where to where; ``subject`` names what is not a case."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_case_id_id", "case_id", "id"),
        Index("ix_event_actor_id_id", "actor_id", "id"),
        Index("ix_event_subject_id", "subject", "id", **only("subject <> ''")),
        # whether the clock has told of a deadline already
        Index("ix_event_case_id_subject", "case_id", "subject", **only("subject <> ''")),
        Index("ix_event_reopened", "case_id", **only("what = 'reopen'")),
    )  # fmt: skip
    id: Mapped[Key]
    case_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"))
    subject: Mapped[str] = mapped_column(String(80), default="")
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(20))  # staff, correspondent, clock
    actor_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    from_state: Mapped[str | None] = mapped_column(String(20))
    to_state: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Sealed, default="")
    details: Mapped[dict] = mapped_column(SealedDict, default=dict)

    actor: Mapped[Person | None] = relationship()

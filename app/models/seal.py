"""The chain over the events: what was written stays as it was, or it shows."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key, Ref


class EventSeal(Base):
    """One link: the digest of an event and of the link before it; rows are never edited."""

    __tablename__ = "event_seal"
    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(Ref, ForeignKey("event.id"), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime]

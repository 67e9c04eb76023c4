"""CS4 and CS5: work done with a network, the channels of contact, and what was held with people."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import RegisterRow, YearRow


class NetworkWork(YearRow, Base):
    """Work for which the office keeps a network."""

    __tablename__ = "network_work"
    name_th: Mapped[str] = mapped_column(String(300))


class ContactChannel(YearRow, Base):
    """A channel by its ``purpose``: network (CS4), inform or listen (CS5)."""

    __tablename__ = "contact_channel"
    purpose: Mapped[str] = mapped_column(String(20))
    name_th: Mapped[str] = mapped_column(String(300))


class Activity(RegisterRow, Base):
    """A meeting or seminar with the network; its date says to which fiscal year it belongs."""

    __tablename__ = "activity"
    held_on: Mapped[date] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    participants: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(100), default="")  # meeting, seminar, visit …
    region: Mapped[str] = mapped_column(String(100), default="")
    network: Mapped[str] = mapped_column(String(300), default="")  # name of the networked work

"""CS2: the channels by which the office listens, and the ways in that belong to them."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import RegisterRow, YearRow


class ListeningChannel(YearRow, Base):
    """A channel of criterion CS2."""

    __tablename__ = "listening_channel"
    code: Mapped[str | None] = mapped_column(String(20), unique=True)
    name_th: Mapped[str] = mapped_column(String(300))


class IntakeChannel(RegisterRow, Base):
    """A way in (``code`` is that of the channels table) and the listening channel it belongs to."""

    __tablename__ = "intake_channel"
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_th: Mapped[str] = mapped_column(String(300))
    rolls_up_to: Mapped[str | None] = mapped_column(ForeignKey("listening_channel.code"))

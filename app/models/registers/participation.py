"""CS5: work the public takes part in, and how far."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import YearRow


class ParticipationWork(YearRow, Base):
    """``level``: 1 inform, 2 consult, 3 involve, 4 collaborate, 5 empower."""

    __tablename__ = "participation_work"
    name_th: Mapped[str] = mapped_column(String(300))
    level: Mapped[int]

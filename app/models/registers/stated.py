"""What the office states for a fiscal year without rows that could be counted."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import RegisterRow


class StatedFigure(RegisterRow, Base):
    """A value of Form 2.3 given by hand, such as ``missions_count``; it goes before the counted."""

    __tablename__ = "stated_figure"
    __table_args__ = (UniqueConstraint("fiscal_year", "name"),)
    fiscal_year: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(300))

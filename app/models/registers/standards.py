"""CS7: what the office does for people, in how many days, shown by what."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import RegisterRow


class ServiceStandard(RegisterRow, Base):
    """A service and its time; ``by_cases`` when it is kept or broken by the complaints here."""

    __tablename__ = "service_standard"
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_th: Mapped[str] = mapped_column(String(300))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    target: Mapped[str] = mapped_column(String(200))
    days: Mapped[int]
    working: Mapped[bool] = mapped_column(default=False)
    flow_chart: Mapped[bool] = mapped_column(default=False)
    manual: Mapped[bool] = mapped_column(default=False)
    announced: Mapped[bool] = mapped_column(default=False)
    by_cases: Mapped[bool] = mapped_column(default=False)
    announced_on: Mapped[date | None]
    valid_from: Mapped[date | None]  # empty: from the beginning
    valid_to: Mapped[date | None]

    @property
    def is_complete(self) -> bool:
        """Time, chart, manual and announcement are all there."""
        return self.days > 0 and self.flow_chart and self.manual and self.announced


class ServiceAchievement(RegisterRow, Base):
    """How often a service was done in a month, and how often within its announced time."""

    __tablename__ = "service_achievement"
    __table_args__ = (UniqueConstraint("standard_code", "month"),)
    standard_code: Mapped[str] = mapped_column(ForeignKey("service_standard.code"), index=True)
    month: Mapped[date]  # its first day
    done: Mapped[int]
    within: Mapped[int]

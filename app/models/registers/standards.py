"""CS7: what the office does for people, in how many days, shown by what."""

from sqlalchemy import ForeignKey, String
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

    @property
    def is_complete(self) -> bool:
        """Time, chart, manual and announcement are all there."""
        return self.days > 0 and self.flow_chart and self.manual and self.announced

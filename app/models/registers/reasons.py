"""Why somebody is not satisfied after a case: the ready reasons of the rating form."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import RegisterRow
from workflows.words import Words


class RatingReason(RegisterRow, Base):
    """A ready reason, of one topic or of all; ``no_action``: by itself it asks nothing of us."""

    __tablename__ = "rating_reason"
    code: Mapped[str] = mapped_column(String(20), unique=True)
    topic_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    name_th: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")
    no_action: Mapped[bool] = mapped_column(default=False)

    @property
    def name(self) -> Words:
        """The reason in both languages."""
        return Words(self.name_th, self.name_en or self.name_th)

"""CS2, CS3 and CS6: what the office changed because of what it heard."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.registers.row import RegisterRow


class Improvement(RegisterRow, Base):
    """``sources`` are references of cases and codes of surveys; ``done_on`` is empty under way."""

    __tablename__ = "improvement"
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_th: Mapped[str] = mapped_column(String(300))
    sources: Mapped[list[str]] = mapped_column(JSON, default=list)
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    done_on: Mapped[date | None] = mapped_column(index=True)
    cause: Mapped[str] = mapped_column(String(100), default="", index=True)  # a root cause's name
    finding: Mapped[str] = mapped_column(Text, default="")  # what was heard
    action: Mapped[str] = mapped_column(Text, default="")  # what is done about it
    due_on: Mapped[date | None]
    before: Mapped[str] = mapped_column(String(300), default="")  # a measure, in words
    after: Mapped[str] = mapped_column(String(300), default="")
    published: Mapped[bool] = mapped_column(default=False)  # on /improvements
    told_at: Mapped[datetime | None]  # the correspondents: "you said, we did"

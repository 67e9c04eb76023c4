"""CS6 and CS2: what each group answered when asked, as counts and never as people."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Ref
from app.models.registers.row import RegisterRow

# The five levels and the bands of the mean (บุญชม ศรีสะอาด); every survey may carry its own.
SCALE = {"5": "มากที่สุด", "4": "มาก", "3": "ปานกลาง", "2": "น้อย", "1": "น้อยที่สุด"}
BANDS = [
    {"min": 4.51, "max": 5.0, "th": "มากที่สุด"},
    {"min": 3.51, "max": 4.5, "th": "มาก"},
    {"min": 2.51, "max": 3.5, "th": "ปานกลาง"},
    {"min": 1.51, "max": 2.5, "th": "น้อย"},
    {"min": 1.0, "max": 1.5, "th": "น้อยที่สุด"},
]


class Survey(RegisterRow, Base):
    """The questionnaire of a fiscal year: its scale, bands, and what counts as satisfied."""

    __tablename__ = "survey"
    code: Mapped[str] = mapped_column(String(40), unique=True)
    fiscal_year: Mapped[int] = mapped_column(index=True)
    scale: Mapped[dict[str, str]] = mapped_column(JSON, default=lambda: dict(SCALE))
    bands: Mapped[list[dict]] = mapped_column(JSON, default=lambda: list(BANDS))
    satisfied_levels: Mapped[list[int]] = mapped_column(JSON, default=lambda: [4, 5])
    dissatisfied_levels: Mapped[list[int]] = mapped_column(JSON, default=lambda: [1, 2])
    aspects: Mapped[list[str]] = mapped_column(JSON, default=list)
    name_th: Mapped[str] = mapped_column(String(300), default="")
    questionnaire_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("questionnaire.id"))
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    anonymous: Mapped[bool] = mapped_column(default=True)  # answers are not linked to names
    remind_days: Mapped[int] = mapped_column(default=7)  # after the invitation; once
    previous_code: Mapped[str | None] = mapped_column(String(40))  # of last year, to compare with


class SurveyGroup(RegisterRow, Base):
    """One group's answers to the overall question: ``counts`` by level, highest first."""

    __tablename__ = "survey_group"
    __table_args__ = (UniqueConstraint("survey_code", "group_code"),)
    survey_code: Mapped[str] = mapped_column(ForeignKey("survey.code"))
    group_code: Mapped[str] = mapped_column(ForeignKey("stakeholder_group.code"))
    sampled: Mapped[int]
    counts: Mapped[list[int]] = mapped_column(JSON)


class InformationChannel(RegisterRow, Base):
    """How many said that this channel is where they most hear from the office."""

    __tablename__ = "information_channel"
    __table_args__ = (UniqueConstraint("survey_code", "name_th"),)
    survey_code: Mapped[str] = mapped_column(ForeignKey("survey.code"))
    name_th: Mapped[str] = mapped_column(String(300))
    answers: Mapped[int]

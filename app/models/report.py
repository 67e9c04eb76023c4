"""Form 2.3 of a fiscal year: its printed lines, and what people decided about them."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Edition(Base):
    """The form as it is printed in a year: lines with number, section, kind, text and repeat."""

    __tablename__ = "form23_edition"
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class ReportState(Base):
    """The office's own part of one year's form; figures and drafts are computed when it is read.

    ``results``: CS1 … CS7 → complete or in_progress. ``claims``: "CS3.1" → final wording ``text``,
    and who said ``confirmed_by`` and ``confirmed_at``. Both are replaced whole.
    """

    __tablename__ = "form23_state"
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column()
    results: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    claims: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)

    __mapper_args__ = {"version_id_col": version}

"""Form 2.3 of a fiscal year: its printed lines, and what people decided about them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key, Ref, only


class Edition(Base):
    """The form as it is printed in a year: lines with number, section, kind, text and repeat."""

    __tablename__ = "form23_edition"
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    name: Mapped[str] = mapped_column(String(300), default="")
    results: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # labels of its boxes
    number: Mapped[int] = mapped_column(default=1)  # how often it was changed


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

    # draft → reviewed → submitted; a change of a submitted form opens the next version.
    status: Mapped[str] = mapped_column(String(20), default="draft")
    reviewed_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None]
    cut_off: Mapped[date | None]  # figures count what was known by the end of this day

    __mapper_args__ = {"version_id_col": version}


class Submission23(Base):
    """A form as it was handed in: frozen with its figures, its files and a hash of all."""

    __tablename__ = "form23_submission"
    __table_args__ = (UniqueConstraint("fiscal_year", "number"),)
    id: Mapped[Key]
    fiscal_year: Mapped[int]
    number: Mapped[int]  # 1, 2 … of that year
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # name, key, size, sha256
    # Of each figure its rows; large, so asked apart.
    behind: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    submitted_by_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    submitted_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")


class ReportDuty(Base):
    """Who owes the data of a criterion, and by when."""

    __tablename__ = "form23_duty"
    __table_args__ = (UniqueConstraint("fiscal_year", "criterion"),)
    id: Mapped[Key]
    fiscal_year: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    due_on: Mapped[date] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]


class ClaimComment(Base):
    """What a reader says about a claim, until it is settled."""

    __tablename__ = "form23_comment"
    __table_args__ = (Index("ix_form23_comment_of", "fiscal_year", "claim", "id"),)
    id: Mapped[Key]
    fiscal_year: Mapped[int]
    claim: Mapped[str] = mapped_column(String(20))  # "CS3.1"
    author_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    settled_at: Mapped[datetime | None]


class Evidence(Base):
    """What shows a claim or a criterion: a file, a link, or a table that the system makes.

    ``kind``: file, link, made. ``made`` names the table or chart (reports/evidence). ``claim`` is
    empty for the whole criterion. ``of`` is the register's row it was attached to, as
    "activities:12".
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index("ix_evidence_place", "fiscal_year", "criterion", "claim", "id"),
        Index("ix_evidence_unscanned", "next_scan_at", "id", **only("scan = 'pending'")),
    )  # fmt: skip
    id: Mapped[Key]
    version: Mapped[int] = mapped_column()
    fiscal_year: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(10))
    claim: Mapped[str] = mapped_column(String(20), default="")
    of: Mapped[str] = mapped_column(String(80), default="", index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(300))
    made: Mapped[str] = mapped_column(String(40), default="")
    url: Mapped[str] = mapped_column(String(1000), default="")
    key: Mapped[str | None] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(255), default="")
    size: Mapped[int | None] = mapped_column(Ref)
    type: Mapped[str] = mapped_column(String(100), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    scan: Mapped[str] = mapped_column(String(10), default="unscanned")  # as of an attachment
    scan_tries: Mapped[int] = mapped_column(default=0)
    next_scan_at: Mapped[datetime | None]
    finding: Mapped[str] = mapped_column(String(200), default="")
    added_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    added_at: Mapped[datetime]
    retired: Mapped[bool] = mapped_column(default=False)

    __mapper_args__ = {"version_id_col": version}

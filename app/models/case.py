"""The case: our record of one person's matter, first word to last."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref, Sealed, UtcDateTime, Word, only
from app.models.correspondence import Correspondent
from app.models.office import Topic, Unit
from app.models.person import Person
from workflows import DISMISSALS, OUTCOMES, Kind, State
from workflows.deadlines import Milestone

if TYPE_CHECKING:
    from app.models.referral import Referral
    from app.models.ties import Representative, UnitQuestion, Wall

_OPEN, _DONE = "state <> 'resolved'", "state = 'resolved'"
# in the index itself, so that counting opens no row
_SIGHT: dict[str, Any] = {"postgresql_include": ["restricted"]}
_COUNTED: dict[str, Any] = {"postgresql_include": ["restricted", "state"]}


class Case(Base):
    """One matter. ``state`` is written by ``actions.advance`` alone."""

    __tablename__ = "case"
    id: Mapped[Key]
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    version: Mapped[int] = mapped_column()
    source_key: Mapped[str] = mapped_column(String(100), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(100), default="")
    secret_hash: Mapped[str] = mapped_column(String(64), default="")

    kind: Mapped[Kind] = mapped_column(Word(Kind))
    kind_confirmed: Mapped[bool] = mapped_column(default=True)
    topic_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    group_code: Mapped[str | None] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5), default="th")
    severity: Mapped[str] = mapped_column(String(20), default="medium")
    complexity: Mapped[str] = mapped_column(String(20), default="medium")
    remedy: Mapped[str] = mapped_column(Sealed, default="")  # what the correspondent asks for
    place: Mapped[str] = mapped_column(Sealed, default="")
    subject: Mapped[str] = mapped_column(Sealed)
    body: Mapped[str] = mapped_column(Sealed)
    anonymous: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)  # from birth, for good
    identity_hidden: Mapped[bool] = mapped_column(default=False)  # from those who work on it
    correspondent_id: Mapped[int | None] = mapped_column(
        Ref, ForeignKey("correspondent.id"), index=True
    )
    registry_number: Mapped[str] = mapped_column(String(50), default="")  # เลขรับ
    letter_number: Mapped[str] = mapped_column(String(100), default="")  # เลขที่หนังสือ
    letter_date: Mapped[date | None]
    imported: Mapped[bool] = mapped_column(default=False)  # a time that is absent is not counted

    state: Mapped[State] = mapped_column(Word(State))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    owner_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    routed_at: Mapped[datetime | None]  # when the routing rules were asked, once

    received_at: Mapped[datetime]
    official_on: Mapped[date]
    fiscal_year: Mapped[int]
    acknowledge_by: Mapped[date | None]
    assign_by: Mapped[date | None]
    analyse_by: Mapped[date | None]
    first_answer_by: Mapped[date | None]
    resolve_by: Mapped[date | None]
    target_by: Mapped[date | None]
    public_resolve_by: Mapped[date | None]  # by the clock that nothing stops
    extended_until: Mapped[date | None]
    stopped_on: Mapped[date | None]  # the work clock stands still since then
    acknowledged_at: Mapped[datetime | None]
    assigned_at: Mapped[datetime | None]
    analysed_at: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    next_due_on: Mapped[date | None]
    next_milestone: Mapped[Milestone | None] = mapped_column(Word(Milestone))
    working_days: Mapped[int | None]  # official date to resolution, by the public clock
    worked_days: Mapped[int | None]  # the same by the work clock: without the days stopped
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime())

    root_cause: Mapped[str] = mapped_column(String(100), default="")
    finding: Mapped[str] = mapped_column(Sealed, default="")
    method: Mapped[str] = mapped_column(Sealed, default="")
    outcome: Mapped[str] = mapped_column(String(20), default="")
    answer: Mapped[str] = mapped_column(Sealed, default="")
    no_answer_reason: Mapped[str] = mapped_column(Sealed, default="")
    forwarded_to: Mapped[str] = mapped_column(String(200), default="")
    forward_number: Mapped[str] = mapped_column(String(100), default="")  # of our letter to them
    forward_date: Mapped[date | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"))
    appeal_of_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    praised_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    reopen_asked_at: Mapped[datetime | None]
    returned_on: Mapped[date | None]  # the day an anonymous person first came back

    topic: Mapped[Topic | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    praised: Mapped[Person | None] = relationship(foreign_keys=[praised_id])
    correspondent: Mapped[Correspondent | None] = relationship()
    duplicate_of: Mapped["Case | None"] = relationship(
        foreign_keys=[duplicate_of_id], remote_side="Case.id"
    )
    appeal_of: Mapped["Case | None"] = relationship(
        foreign_keys=[appeal_of_id], remote_side="Case.id"
    )
    referral: Mapped["Referral | None"] = relationship(back_populates="case")
    representatives: Mapped[list["Representative"]] = relationship(order_by="Representative.id")
    asks: Mapped[list["UnitQuestion"]] = relationship(
        back_populates="case", order_by="UnitQuestion.id"
    )
    walls: Mapped[list["Wall"]] = relationship(back_populates="case", order_by="Wall.id")

    reason = ""  # of the step being taken; the event keeps it
    retold = False  # while its history is taken over from a file: nothing of it is sent again
    visited = False  # by its anonymous correspondent just now: no notice may tell when

    @property
    def shown_correspondent(self) -> Correspondent | None:
        """Who brought it, for those who work on it; None when they may not know."""
        return None if self.identity_hidden else self.correspondent

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        # every queue is one of these, read in due order
        Index("ix_case_queue_owner", "owner_id", "next_due_on", "id", **only(_OPEN), **_COUNTED),
        Index("ix_case_queue_unit", "unit_code", "next_due_on", "id", **only(_OPEN), **_COUNTED),
        Index("ix_case_queue_all", "next_due_on", "id", **only(_OPEN), **_COUNTED),
        Index("ix_case_queue_unassigned", "next_due_on", "id", **only("state = 'received'"),
              **_COUNTED),
        Index("ix_case_queue_waiting", "next_due_on", "id", **only("stopped_on IS NOT NULL"),
              **_COUNTED),
        Index("ix_case_queue_restricted", "next_due_on", "id",
              **only(f"{_OPEN} AND restricted IS true")),
        Index("ix_case_unrouted", "id", **only("state = 'received' AND routed_at IS NULL")),
        Index("ix_case_reopen_asked", "id", **only("reopen_asked_at IS NOT NULL")),
        Index("ix_case_done_owner", "owner_id", "id", **only(_DONE), **_SIGHT),
        Index("ix_case_done_unit", "unit_code", "id", **only(_DONE), **_SIGHT),
        Index("ix_case_done_all", "id", **only(_DONE), **_SIGHT),
        Index("ix_case_done_restricted", "id", **only(f"{_DONE} AND restricted IS true")),
        Index("ix_case_unit", "unit_code", "id", **_SIGHT),
        Index("ix_case_owner", "owner_id", "id", postgresql_include=["restricted", "unit_code"]),
        Index("ix_case_restricted", "id", **only("restricted IS true")),
        Index("ix_case_official_on", "official_on"), Index("ix_case_resolved_at", "resolved_at"),
        Index("ix_case_open_official_on", "official_on", **only(_OPEN)),
        Index("ix_case_anonymous_official_on", "official_on", **only("anonymous IS true")),
        Index("ix_case_root_cause", "root_cause", "official_on", **only("root_cause <> ''")),
        Index("ix_case_registry_number", "registry_number"),
        Index("ix_case_letter_number", "letter_number"),
        Index("ix_case_secret_hash", "secret_hash"),
    )  # fmt: skip

    # ---- guards: each reads well after "needs" (workflows/steps.py)

    @property
    def has_owner(self) -> bool:
        return self.owner_id is not None or self.owner is not None

    @property
    def has_reason(self) -> bool:
        return bool(self.reason.strip())

    @property
    def has_root_cause(self) -> bool:
        return bool(self.root_cause.strip())

    @property
    def has_finding(self) -> bool:
        return bool(self.finding.strip())

    @property
    def has_outcome(self) -> bool:
        return self.outcome in OUTCOMES[self.kind]

    @property
    def has_dismissal(self) -> bool:
        return self.outcome in DISMISSALS

    @property
    def has_answer(self) -> bool:
        return bool(self.answer.strip() or self.no_answer_reason.strip())

    @property
    def names_destination(self) -> bool:
        return self.outcome != "out_of_remit" or bool(self.forwarded_to.strip())

    @property
    def names_original(self) -> bool:
        return self.outcome != "duplicate" or self.duplicate_of is not None

    # ---- deadlines

    def due_on(self, milestone: Milestone) -> date | None:
        """The date this case promises for ``milestone``."""
        day: date | None = getattr(self, f"{milestone.value}_by")
        return day

    def met_at(self, milestone: Milestone) -> datetime | None:
        """When ``milestone`` was met; None while it is owed."""
        at: datetime | None = getattr(self, MET[milestone])
        return at

    def meet(self, milestone: Milestone, at: datetime) -> None:
        """Record that ``milestone`` was met; the first time counts."""
        if self.met_at(milestone) is None:
            setattr(self, MET[milestone], at)

    def unmeet(self, milestone: Milestone) -> None:
        """The milestone is owed again (returned, reopened)."""
        setattr(self, MET[milestone], None)

    def look_ahead(self) -> None:
        """Set the earliest milestone that is still owed: what queues are ordered by."""
        self.next_milestone, self.next_due_on = min(
            self.owed().items(), default=(None, None), key=lambda pair: pair[1]
        )

    def owed(self) -> dict[Milestone, date]:
        """Every deadline that is not met yet; none once the case is closed."""
        if not self.state.is_open:
            return {}
        return {m: day for m in Milestone if (day := self._owed(m))}

    def _owed(self, milestone: Milestone) -> date | None:
        if self.imported and milestone is Milestone.ACKNOWLEDGE:
            return None
        return None if self.met_at(milestone) else self.due_on(milestone)


MET = {
    Milestone.ACKNOWLEDGE: "acknowledged_at",
    Milestone.ASSIGN: "assigned_at",
    Milestone.ANALYSE: "analysed_at",
    Milestone.FIRST_ANSWER: "first_answered_at",
    Milestone.RESOLVE: "resolved_at",
}


class CaseText(Base):
    """The words of a case in one normalised line, for search only."""

    __tablename__ = "case_text"
    case_id: Mapped[int] = mapped_column(
        Ref, ForeignKey("case.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(Sealed)


class ReferenceCounter(Base):
    """The last running number given in a fiscal year: references have no gaps."""

    __tablename__ = "reference_counter"
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]

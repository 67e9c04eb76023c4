"""Who gets a new case by itself, and who stands in while somebody is away."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref
from app.models.case import Case
from app.models.person import Person
from workflows.routing import Rule, Seen, Time
from workflows.text import normalise


class RoutingRule(Base):
    """One rule of an ordered list; what is empty holds for any case (``workflows.routing``)."""

    __tablename__ = "routing_rule"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(20), default="")
    topic_code: Mapped[str] = mapped_column(String(20), default="")
    channel: Mapped[str] = mapped_column(String(20), default="")
    words: Mapped[list[str]] = mapped_column(JSON, default=list)  # any of them
    place: Mapped[str] = mapped_column(String(200), default="")
    time: Mapped[str] = mapped_column(String(20), default="")  # office_hours, after_hours
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    how: Mapped[str] = mapped_column(String(20), default="unit")
    owner_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))

    owner: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def rule(self) -> Rule:
        """The rule as the rulebook reads it."""
        return Rule(
            name=self.name, kind=self.kind, topic=self.topic_code, channel=self.channel,
            words=tuple(self.words), place=self.place, time=self.time,
        )  # fmt: skip


def seen(case: Case, time: Time) -> Seen:
    """What the rules may read of ``case``, which came in at that ``time``."""
    return Seen(
        kind=case.kind.value, topic=case.topic_code or "", channel=case.channel,
        text=f"{normalise(case.subject)}\n{normalise(case.body)}", place=normalise(case.place),
        time=time,
    )  # fmt: skip


class Absence(Base):
    """Somebody is away from ``from_on`` to ``to_on``, both included; ``deputy`` stands in."""

    __tablename__ = "absence"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date] = mapped_column(index=True)
    deputy_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])

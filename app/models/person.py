"""People who work here, what they may do, and the keys they hold."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref
from app.models.office import Unit
from workflows.roles import Role


class Person(Base):
    """A member of staff, or another office's system (agency)."""

    __tablename__ = "person"
    id: Mapped[Key]
    code: Mapped[str | None] = mapped_column(String(20), unique=True)  # its id in office files
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(50), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    phone: Mapped[str] = mapped_column(String(100), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    session_version: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)
    expires_on: Mapped[date | None]  # an assessor's account ends by itself after this day
    capacity: Mapped[int] = mapped_column(default=100)  # percent of a full desk
    created_at: Mapped[datetime]

    unit: Mapped[Unit | None] = relationship(foreign_keys=[unit_code])

    # Keys of the absent whose deputy they are today: said by the door, which knows the day.
    stands_for = frozenset[int]()

    def has(self, *roles: Role) -> bool:
        """True when the person holds one of ``roles``."""
        return any(role.value in self.roles for role in roles)

    def is_here(self, today: date) -> bool:
        """Whether the account is open on ``today``."""
        return self.active and (self.expires_on is None or today <= self.expires_on)

    # What the sign-in library asks of a signed-in person.
    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def is_authenticated(self) -> bool:
        return self.active

    @property
    def is_anonymous(self) -> bool:
        return False

    def get_id(self) -> str:
        """The session's word for this person; a new session version signs them out everywhere."""
        return f"{self.id}.{self.session_version}"


class Token(Base):
    """A key handed out once: a set-up link (used once, ends) or an API token; a hash is kept."""

    __tablename__ = "token"
    id: Mapped[Key]
    person_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))  # setup, api, reset
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()

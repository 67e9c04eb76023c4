"""How a person proves who they are beside the password: second factors and recovery codes."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref, Sealed
from app.models.person import Person


class Authenticator(Base):
    """A second factor: ``kind`` is totp (a shared ``secret``) or passkey (a ``public_key``).

    A TOTP secret is always ``Secret``: sealed with the key outside the database. ``last_step`` is
    the last time step whose code was taken; no code of it or before is taken again (RFC 6238, 5.2).
    """

    __tablename__ = "authenticator"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(100), default="")
    secret: Mapped[str] = mapped_column(Sealed, default="")
    last_step: Mapped[int] = mapped_column(Ref, default=0)
    credential: Mapped[str | None] = mapped_column(String(1400), unique=True)  # base64url
    public_key: Mapped[str] = mapped_column(Text, default="")
    sign_count: Mapped[int] = mapped_column(Ref, default=0)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # counts only once a first code was right
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class RecoveryCode(Base):
    """One of the codes on paper that let somebody in once without their second factor."""

    __tablename__ = "recovery_code"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]

"""What the rows of all registers share: a key, a version, and an end that deletes nothing."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.models.base import Key, Ref


class RegisterRow:
    """One line of a register; a retired one stays readable and counts no more."""

    id: Mapped[Key]
    version: Mapped[int] = mapped_column()
    retired: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))  # who keeps it

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - the class it is mixed into
        return {"version_id_col": cls.version}


class YearRow(RegisterRow):
    """A line that holds for one fiscal year (B.E.), or for every year that has none of its own."""

    fiscal_year: Mapped[int | None] = mapped_column(index=True)

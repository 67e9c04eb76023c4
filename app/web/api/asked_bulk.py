"""What a program may send to move several cases at once."""

from typing import Annotated, Literal

from pydantic import Field

from app.intake.api import Body, Line, Long, Short
from app.web.moving import MOST, Pick

Reference = Annotated[str, Field(max_length=40)]


class Seen(Body):
    """A case as it was read: if somebody changed it since, it stays."""

    reference: Reference
    version: Annotated[int, Field(ge=1, le=999_999_999)]


class NewBulk(Body):
    """The same step for several cases; with ``dry_run`` nothing happens, and all is said."""

    step: Literal["assign", "transfer"]
    references: Annotated[list[Reference | Seen], Field(min_length=1, max_length=MOST)]
    owner: Line
    unit: Short = ""
    reason: Long = ""
    dry_run: bool = False

    def picks(self) -> list[Pick]:
        """Each case once, with the version that was read if one was given."""
        seen = (
            Pick(one) if isinstance(one, str) else Pick(one.reference, one.version)
            for one in self.references
        )  # fmt: skip
        return list({pick.reference: pick for pick in seen}.values())

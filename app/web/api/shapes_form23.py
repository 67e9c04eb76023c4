"""What the API tells of Form 2.3 on its way out: submissions, differences, comments."""

from datetime import date
from typing import TYPE_CHECKING

from app.reports.compared import Difference
from app.web.api.shapes import Moment, Shape

if TYPE_CHECKING:
    from app.models import ClaimComment, Submission23


class SubmittedFile(Shape):
    """A file as it was handed in."""

    name: str
    size: int
    sha256: str


class Submitted(Shape):
    """A submission; ``sha256`` is over its figures, words and files."""

    number: int
    submitted_at: Moment
    submitted_by: str
    note: str
    sha256: str
    files: list[SubmittedFile]

    @classmethod
    def of(cls, row: "Submission23", by: str) -> "Submitted":
        """As it stands in the table."""
        files = [
            SubmittedFile(name=f["name"], size=f["size"], sha256=f["sha256"]) for f in row.files
        ]
        return cls(number=row.number, submitted_at=row.submitted_at, submitted_by=by,
                   note=row.note, sha256=row.sha256, files=files)  # fmt: skip


class Submissions(Shape):
    """Every submission of a year, the last first, and what differs since the one before."""

    fiscal_year_be: int
    status: str
    version: int
    submissions: list[Submitted]
    changed: list[Difference]


class FormState(Shape):
    """Where the form stands; ``version`` goes back with the next change."""

    fiscal_year_be: int
    status: str
    version: int
    cut_off: date | None
    submission: int | None = None


class FormStarted(Shape):
    """What came along from last year, and the claims whose wording holds last year's figures."""

    worded: list[str]
    left: list[str]
    duties: list[str]


class Comment(Shape):
    """What a reader said of a claim."""

    id: int
    claim: str
    by: str
    at: Moment
    text: str
    settled_at: Moment | None

    @classmethod
    def of(cls, row: "ClaimComment", by: str) -> "Comment":
        """As it stands in the table."""
        return cls(id=row.id, claim=row.claim, by=by, at=row.at, text=row.text,
                   settled_at=row.settled_at)  # fmt: skip


class Comments(Shape):
    """Every comment on a claim, the first first."""

    comments: list[Comment]

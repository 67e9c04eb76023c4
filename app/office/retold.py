"""What an exported row tells otherwise than it stands here, and which rows stay behind."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.models import (
    Attachment,
    Base,
    Event,
    Evidence,
    Improvement,
    Letter,
    ReportState,
    Submission23,
)
from app.office.carried import Carried
from app.office.line_names import renamed, renamed_subject
from app.office.record_tables import SENT_NEVER
from workflows.files import Cleaning

Row = dict[str, Any]


@dataclass(frozen=True)
class Leaving:
    """What the rows of one export are told by: names of rows, secret references, and files."""

    names: dict[str, dict[Any, Any]]
    secret: Collection[str]
    carried: Carried
    restricted: bool

    @property
    def is_whole(self) -> bool:
        """Whether forms go as they were handed in: with their files, and whatever they name."""
        return self.restricted and self.carried.folder is not None

    def instead(self, row: Base) -> Row | None:
        """The values to tell in place of the row's own; None for a row that stays behind."""
        tell: Callable[[Any, Leaving], Row | None] = _INSTEAD.get(type(row), _as_it_is)
        return tell(row, self)


def _as_it_is(row: Base, leaving: Leaving) -> Row:
    return {}


def _improvement(row: Improvement, leaving: Leaving) -> Row:
    return {"sources": [source for source in row.sources if source not in leaving.secret]}


def _state(row: ReportState, leaving: Leaving) -> Row:
    handed_in = row.status == "submitted" and not leaving.is_whole
    return {"status": "draft"} if handed_in else {}


def _letter(row: Letter, leaving: Leaving) -> Row:
    return {"status": "recorded"} if row.status in SENT_NEVER else {}


def _event(row: Event, leaving: Leaving) -> Row | None:
    """The history of a list: without what names a secret case, and of lines that are here."""
    if row.case_id is not None:
        return {}
    said = f"{row.note} {row.details}"
    if any(reference in said for reference in leaving.secret):
        return None
    subject = renamed_subject(row.subject, leaving.names)
    return {"subject": subject} if subject else None


def _evidence(row: Evidence, leaving: Leaving) -> Row | None:
    if row.key and not leaving.carried.out(f"evidence {row.id}", row.key, row.sha256):
        return None
    return {"of": renamed(row.of, leaving.names)}


def _attachment(row: Attachment, leaving: Leaving) -> Row | None:
    """The copy without hidden data is made anew where it comes to."""
    if not leaving.carried.out(f"attachment {row.id}", row.key, row.sha256):
        return None
    return {"cleaning": Cleaning.PENDING.value, "unclean": ""} if row.cleaning else {}


def _submission(row: Submission23, leaving: Leaving) -> Row | None:
    what = f"submission {row.fiscal_year}/{row.number}"
    if not leaving.is_whole:
        return None
    if not all(leaving.carried.out(what, file["key"], file["sha256"]) for file in row.files):
        return None
    return {"files": [_without_key(file) for file in row.files]}


def _without_key(file: Mapping[str, Any]) -> Row:
    return {name: value for name, value in file.items() if name != "key"}


_INSTEAD: dict[type[Base], Callable[[Any, Leaving], Row | None]] = {
    Improvement: _improvement,
    ReportState: _state,
    Letter: _letter,
    Event: _event,
    Evidence: _evidence,
    Attachment: _attachment,
    Submission23: _submission,
}

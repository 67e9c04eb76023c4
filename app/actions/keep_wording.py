"""Keeps the office's own wording of its letters: versions, of which one holds or none does."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.actions.record import record_elsewhere
from app.database import alone, db
from app.mail.wording import OWN_WORDS, check_wording
from app.models import LetterTemplate, Person
from workflows.errors import Conflict, UnknownReference
from workflows.kinds import Kind

LANGUAGES = ("th", "en")


@dataclass(frozen=True)
class Place:
    """Which letter the words are for: its name, a kind of case (empty: every kind), a language."""

    letter: str
    kind: str = ""
    language: str = "th"

    def __post_init__(self) -> None:
        kinds = {"", *(kind.value for kind in Kind)}
        known = self.letter in OWN_WORDS and self.language in LANGUAGES
        if not known or self.kind not in kinds:
            raise UnknownReference(f"{self.letter} {self.kind} {self.language}")

    @property
    def subject(self) -> str:
        """What its events are about."""
        return ":".join(("settings:letters", self.letter, self.kind or "all", self.language))


def add_wording(
    place: Place, subject: str, body: str, seen: int, actor: Person, now: datetime
) -> LetterTemplate:
    """A new version holds; Invalid for what no letter may say.

    Conflict when another version came since ``seen``, the newest that the person knew.
    """
    check_wording(place.letter, subject, body)
    alone(db.session, place.subject)
    newest = _newest(place)
    if newest != seen:
        raise Conflict(place.subject)
    _rest(place)
    row = LetterTemplate(
        name=place.letter, kind=place.kind, language=place.language, version=newest + 1,
        subject=subject.strip(), body=body.strip(), made_by_id=actor.id, made_at=now,
    )  # fmt: skip
    db.session.add(row)
    record_elsewhere(place.subject, "wording_added", now, actor=actor, version=newest + 1)
    return row


def use_wording(place: Place, version: int, actor: Person, now: datetime) -> None:
    """That version holds again; 0: the wording that ships. UnknownReference for none."""
    alone(db.session, place.subject)
    wanted = next((row for row in _versions(place) if row.version == version), None)
    if version and wanted is None:
        raise UnknownReference(str(version))
    if wanted.active if wanted else not any(row.active for row in _versions(place)):
        return
    _rest(place)
    if wanted:
        wanted.active = True
    record_elsewhere(place.subject, "wording_used", now, actor=actor, version=version)


def _versions(place: Place) -> list[LetterTemplate]:
    query = select(LetterTemplate).filter_by(
        name=place.letter, kind=place.kind, language=place.language
    )
    return list(db.session.scalars(query))


def _newest(place: Place) -> int:
    query = select(func.coalesce(func.max(LetterTemplate.version), 0)).filter_by(
        name=place.letter, kind=place.kind, language=place.language
    )
    return db.session.scalars(query).one()


def _rest(place: Place) -> None:
    for row in _versions(place):
        row.active = False

"""Nouns: every table of the house, one family a file."""

from app.models.base import Base
from app.models.case import Case, CaseText, ReferenceCounter, Referral
from app.models.correspondence import (
    Attachment,
    Correspondent,
    Letter,
    Message,
    Note,
    Rating,
    RawMail,
    TrackLink,
)
from app.models.event import Event
from app.models.job_run import JobRun
from app.models.office import CalendarYear, DayOff, DeadlineRule, Office, RootCause, Topic, Unit
from app.models.person import Person, Token

__all__ = [
    "Attachment",
    "Base",
    "CalendarYear",
    "Case",
    "CaseText",
    "Correspondent",
    "DayOff",
    "DeadlineRule",
    "Event",
    "JobRun",
    "Letter",
    "Message",
    "Note",
    "Office",
    "Person",
    "Rating",
    "RawMail",
    "ReferenceCounter",
    "Referral",
    "RootCause",
    "Token",
    "Topic",
    "TrackLink",
    "Unit",
]

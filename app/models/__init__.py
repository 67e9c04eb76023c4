"""Nouns: every table of the house, one family a file."""

from app.models.base import Base
from app.models.blurring import blur_the_anonymous
from app.models.case import Case, CaseText, ReferenceCounter, Referral
from app.models.clock import ClockStop, ExtensionAsked, Recount
from app.models.correspondence import (
    Attachment,
    Correspondent,
    DeadAddress,
    Letter,
    Mailbox,
    Message,
    Note,
    Question,
    Rating,
    RawMail,
    TrackLink,
)
from app.models.event import Event
from app.models.job_run import JobRun
from app.models.letters import LetterTemplate, ReadyAnswer
from app.models.office import (
    CalendarYear,
    DayOff,
    DeadlineRule,
    EscalationRule,
    Office,
    RootCause,
    Topic,
    Unit,
)
from app.models.person import Person, Token
from app.models.registers import (
    Activity,
    ContactChannel,
    Improvement,
    InformationChannel,
    IntakeChannel,
    ListeningChannel,
    Mission,
    NeedsReview,
    NetworkWork,
    ParticipationWork,
    ServiceStandard,
    StakeholderGroup,
    StatedFigure,
    Survey,
    SurveyGroup,
)
from app.models.report import Edition, ReportState
from app.models.rollup import Rollup, RollupStale
from app.models.routing import Absence, RoutingRule
from app.models.seal import EventSeal
from app.models.sealing import seal_the_restricted
from app.models.ties import CaseLink, Representative, UnitQuestion, Wall

__all__ = [
    "Absence",
    "Activity",
    "Attachment",
    "Base",
    "CalendarYear",
    "Case",
    "CaseLink",
    "CaseText",
    "ClockStop",
    "ContactChannel",
    "Correspondent",
    "DayOff",
    "DeadAddress",
    "DeadlineRule",
    "Edition",
    "EscalationRule",
    "Event",
    "EventSeal",
    "ExtensionAsked",
    "Improvement",
    "InformationChannel",
    "IntakeChannel",
    "JobRun",
    "Letter",
    "LetterTemplate",
    "ListeningChannel",
    "Mailbox",
    "Message",
    "Mission",
    "NeedsReview",
    "NetworkWork",
    "Note",
    "Office",
    "ParticipationWork",
    "Person",
    "Question",
    "Rating",
    "RawMail",
    "ReadyAnswer",
    "Recount",
    "ReferenceCounter",
    "Referral",
    "ReportState",
    "Representative",
    "Rollup",
    "RollupStale",
    "RootCause",
    "RoutingRule",
    "ServiceStandard",
    "StakeholderGroup",
    "StatedFigure",
    "Survey",
    "SurveyGroup",
    "Token",
    "Topic",
    "TrackLink",
    "Unit",
    "UnitQuestion",
    "Wall",
    "blur_the_anonymous",
    "seal_the_restricted",
]

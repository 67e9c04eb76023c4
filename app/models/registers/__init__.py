"""The lists the office keeps by hand, one family a file."""

from app.models.registers.channels import IntakeChannel, ListeningChannel
from app.models.registers.groups import GroupMember, Mission, NeedsReview, StakeholderGroup
from app.models.registers.improvements import Improvement
from app.models.registers.networks import Activity, ContactChannel, NetworkWork
from app.models.registers.participation import ParticipationWork
from app.models.registers.reasons import RatingReason
from app.models.registers.standards import ServiceAchievement, ServiceStandard
from app.models.registers.stated import StatedFigure
from app.models.registers.surveys import InformationChannel, Survey, SurveyGroup

__all__ = [
    "Activity",
    "ContactChannel",
    "GroupMember",
    "Improvement",
    "InformationChannel",
    "IntakeChannel",
    "ListeningChannel",
    "Mission",
    "NeedsReview",
    "NetworkWork",
    "ParticipationWork",
    "RatingReason",
    "ServiceAchievement",
    "ServiceStandard",
    "StakeholderGroup",
    "StatedFigure",
    "Survey",
    "SurveyGroup",
]

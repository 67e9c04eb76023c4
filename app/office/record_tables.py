"""THE RECORDS: the tables that an exported office has row by row, in the order of their needs."""

from app.models import (
    Activity,
    Attachment,
    Base,
    CalendarYear,
    ClaimComment,
    ClockStop,
    ContactChannel,
    Edition,
    Event,
    Evidence,
    ExtensionAsked,
    GroupMember,
    Improvement,
    InformationChannel,
    IntakeChannel,
    Letter,
    LetterTemplate,
    ListeningChannel,
    Message,
    Mission,
    NeedsReview,
    NetworkWork,
    Note,
    ParticipationWork,
    Question,
    Questionnaire,
    Rating,
    RatingReason,
    ReadyAnswer,
    Referral,
    ReportDuty,
    ReportState,
    Representative,
    ServiceAchievement,
    ServiceStandard,
    StakeholderGroup,
    StatedFigure,
    Submission23,
    Survey,
    SurveyAnswer,
    SurveyGroup,
    SurveyItem,
    SurveyResponse,
    SurveySample,
    UnitQuestion,
    Wall,
)

RECORDS: dict[str, type[Base]] = {
    model.__tablename__: model
    for model in (
        CalendarYear, Mission, StakeholderGroup, GroupMember, NeedsReview, ListeningChannel,
        IntakeChannel, NetworkWork, ContactChannel, Activity, ParticipationWork, ServiceStandard,
        ServiceAchievement, Improvement, StatedFigure, Questionnaire, SurveyItem, Survey,
        SurveyGroup, InformationChannel, SurveySample, SurveyResponse, SurveyAnswer, Edition,
        ReportState, ReportDuty, ClaimComment, LetterTemplate, ReadyAnswer, RatingReason,
        Evidence, Submission23, Event,
    )
}  # fmt: skip
# What hangs on a case, in the order of its needs.
HANGING: dict[str, type[Base]] = {
    model.__tablename__: model
    for model in (
        Referral, Event, Letter, Message, Note, Rating, ClockStop, ExtensionAsked, UnitQuestion,
        Wall, Representative, Question, Attachment,
    )
}  # fmt: skip
NAMED = ("letter", "message")  # of what hangs on a case: named by what comes after it
# The history of these leaves with them; that of people, keys, mails and settings stays here.
HISTORY = ("register:", "form23:", "edition:", "questionnaire:", "log:")
# Told of the case itself in other places: its people, and the cases it points to.
ELSEWHERE = ("correspondent_id", "duplicate_of_id", "appeal_of_id")
SENT_NEVER = {"draft", "ready", "held", "failed"}  # letters that would leave from the new site too

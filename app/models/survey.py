"""Surveys as they are asked and answered: questionnaires, samples, and responses without names."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref


class Questionnaire(Base):
    """A version of a set of questions; once a survey uses it, it is never changed again."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("code", "number"),)
    id: Mapped[Key]
    version: Mapped[int] = mapped_column()
    code: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]  # of the version, from 1
    name_th: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")
    intro_th: Mapped[str] = mapped_column(Text, default="")
    intro_en: Mapped[str] = mapped_column(Text, default="")
    retired: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    made_at: Mapped[datetime]

    items: Mapped[list["SurveyItem"]] = relationship(order_by="SurveyItem.position")

    __mapper_args__ = {"version_id_col": version}


class SurveyItem(Base):
    """One question: ``kind`` is likert, dissatisfaction, choice, reasons or open.

    ``polarity`` is 1 where agreeing is good, -1 where it is bad. ``choices`` are pairs of words.
    """

    __tablename__ = "survey_item"
    __table_args__ = (UniqueConstraint("questionnaire_id", "position"),)
    id: Mapped[Key]
    questionnaire_id: Mapped[int] = mapped_column(Ref, ForeignKey("questionnaire.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    aspect: Mapped[str] = mapped_column(String(100), default="")
    polarity: Mapped[int] = mapped_column(default=1)
    text_th: Mapped[str] = mapped_column(String(500))
    text_en: Mapped[str] = mapped_column(String(500), default="")
    choices: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    overall: Mapped[bool] = mapped_column(default=False)  # the item that stands for the whole
    required: Mapped[bool] = mapped_column(default=True)


class SurveySample(Base):
    """Somebody who is asked; whether they answered is known, what they said is not theirs.

    ``token_hash``: of the one-use link in the invitation; ``code_hash``: of the short code on
    paper and for the telephone.
    """

    __tablename__ = "survey_sample"
    __table_args__ = (
        Index("ix_survey_sample_survey_code_group_code", "survey_code", "group_code", "id"),
    )
    id: Mapped[Key]
    survey_code: Mapped[str] = mapped_column(ForeignKey("survey.code"))
    group_code: Mapped[str] = mapped_column(ForeignKey("stakeholder_group.code"))
    name: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(100), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invited_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_on: Mapped[date | None]


class SurveyResponse(Base):
    """One filled questionnaire; ``sample_id`` only where the survey promised no anonymity.

    Where it did, nothing here says who or when: the key is random, and so are those of its
    answers, and ``answered_on`` is the day on which the survey opened.
    """

    __tablename__ = "survey_response"
    __table_args__ = (
        Index("ix_survey_response_survey_code_group_code", "survey_code", "group_code", "id"),
    )
    id: Mapped[Key]
    survey_code: Mapped[str] = mapped_column(ForeignKey("survey.code"))
    group_code: Mapped[str] = mapped_column(ForeignKey("stakeholder_group.code"))
    channel: Mapped[str] = mapped_column(String(20))  # web, paper, phone
    answered_on: Mapped[date]
    sample_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("survey_sample.id"))
    source_key: Mapped[str] = mapped_column(String(100), unique=True)


class SurveyAnswer(Base):
    """One answer of a response: a level, a choice by its index, or words."""

    __tablename__ = "survey_answer"
    __table_args__ = (UniqueConstraint("response_id", "item_id"),)
    id: Mapped[Key]
    response_id: Mapped[int] = mapped_column(Ref, ForeignKey("survey_response.id"))
    item_id: Mapped[int] = mapped_column(Ref, ForeignKey("survey_item.id"), index=True)
    level: Mapped[int | None]
    choices: Mapped[list[int]] = mapped_column(JSON, default=list)
    text: Mapped[str] = mapped_column(Text, default="")
    case_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"))  # it became one

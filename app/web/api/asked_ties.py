"""What a program may send about other units, representatives and referrals."""

import re
from datetime import date
from typing import Annotated, Literal

from flask import abort
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.intake.api import Body, Email, Line, Needed, Short, Written
from app.intake.referral import Day

AnyTime = Annotated[AwareDatetime, Field(strict=False)]


class NewAsk(Body):
    """A question to another unit, and the day by which it should answer."""

    unit: Short
    question: Written
    due_on: Day


class UnitAnswer(Body):
    """The answer of the unit that was asked."""

    text: Written


class NewRepresentative(Body):
    """Who acts for the correspondent, and what says they may."""

    name: Needed
    relation: Literal["relative", "lawyer", "organisation", "other"]
    authority: Written
    email: Email | None = None
    phone: Short | None = None


class NewReport(Body):
    """A report to the office that referred the case; ``next_on`` only while in progress."""

    result: Literal["done", "cannot", "in_progress"]
    text: Written
    next_on: Day | None = None


class TheirState(Body):
    """Where the case stands with the referring office; ``reported_at``: since when, if not now."""

    state: Literal["open", "closed"]
    their_reference: Short | None = None
    reported_at: AnyTime | None = None


class AsksPage(BaseModel):
    """The query of the list of questions; ``page[after]`` is ``next`` of the page before."""

    model_config = ConfigDict(extra="forbid")

    show: Literal["waiting", "done"] = "waiting"
    after: Annotated[Line, Field(alias="page[after]")] = ""

    def key(self) -> tuple[date, int] | None:
        """The place where the page begins; 400 for one that no page gave."""
        if not self.after:
            return None
        match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{1,18})", self.after)
        try:
            return (date.fromisoformat(match[1]), int(match[2])) if match else abort(400)
        except ValueError:
            abort(400)

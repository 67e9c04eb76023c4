"""The correspondent says what they thought of our work, after the end; unhappiness is acted on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.actions.record import record
from app.actions.reopen import ask_reopening
from app.actions.tell import tell_staff
from app.database import db
from app.models import Case, Rating, RatingReason
from app.queries import asked_to_rate, people, rating_reasons, told_codes, windows
from workflows import NotAllowed
from workflows.dates import local_day
from workflows.errors import Invalid
from workflows.words import Words

SCALE = range(1, 6)
UNHAPPY = 2  # this level and below
TWICE = timedelta(minutes=2)  # a double click is no second answer
NO_SUCH_REASON = Words("เลือกเหตุผลจากรายการ", "Choose the reasons from the list")


def rate(  # noqa: PLR0913 - an opinion has this many sides
    case: Case, now: datetime, handling: int, outcome: int | None, comment: str = "", *,
    reasons: Sequence[str] = (), contact: bool | None = None,
) -> None:  # fmt: skip
    """Handling and outcome are rated apart, 1 to 5, once; the same within two minutes is once too.

    NotAllowed after fourteen days, and of a case that a colleague brought for themselves.

    Of an unhappy rating the owner and who may decide are told, and another look is asked for in
    the correspondent's name, as long as there is time. Reasons that the office has marked need
    nothing, unless own words stand beside them.
    """
    if case.state.is_open:
        raise NotAllowed("rate", case.state)
    if handling not in SCALE or (outcome is not None and outcome not in SCALE):
        raise Invalid(handling=Words("ให้คะแนน 1 ถึง 5", "Rate from 1 to 5"))
    said = Rating(
        case_id=case.id, at=now, handling=handling, outcome=outcome,
        comment=told_codes.without(comment, case.language), reasons=list(dict.fromkeys(reasons)),
        contact=contact,
    )  # fmt: skip
    there = db.session.get(Rating, case.id)
    if there is not None:
        _check_twice(case, there, said)
        return
    gone = None if case.retold else asked_to_rate.refusal(case, there, now)
    if gone is not None:
        raise NotAllowed("rate", case.state, because=gone)
    case.visited = case.anonymous
    ready = _ready(case, said.reasons)
    db.session.add(said)
    record(case, "rated", now, by="correspondent")
    if not case.retold and _needs_action(said, ready):
        _act(case, said, ready, now)


def say_contact(case: Case, wanted: bool, now: datetime) -> None:
    """Whether further mail is welcome: the later answer holds. Only who has rated was asked."""
    rating = db.session.get(Rating, case.id)
    if rating is None:
        raise NotAllowed("contact", case.state)
    if rating.contact is not wanted:
        rating.contact = wanted
        record(case, "contact_welcome" if wanted else "contact_unwelcome", now, by="correspondent")


def _check_twice(case: Case, there: Rating, said: Rating) -> None:
    sides = ("handling", "outcome", "comment", "reasons", "contact")
    same = all(getattr(there, side) == getattr(said, side) for side in sides)
    if not same or said.at - there.at > TWICE:
        raise NotAllowed("rate", case.state, because=asked_to_rate.ANSWERED)


def _ready(case: Case, codes: Sequence[str]) -> list[RatingReason]:
    offered = {row.code: row for row in rating_reasons.offered(case)} if codes else {}
    if not offered.keys() >= set(codes):
        raise Invalid(reasons=NO_SUCH_REASON)
    return [offered[code] for code in codes]


def _needs_action(said: Rating, ready: Sequence[RatingReason]) -> bool:
    unhappy = said.handling <= UNHAPPY or (said.outcome is not None and said.outcome <= UNHAPPY)
    harmless = bool(ready) and all(reason.no_action for reason in ready)
    return unhappy and (bool(said.comment.strip()) or not harmless)


def _act(case: Case, said: Rating, ready: Sequence[RatingReason], now: datetime) -> None:
    """Another look is asked for once for every answer, within the office's window."""
    window = windows.of(case, now)
    told = [case.owner] if case.owner else []
    if window and window.reopens(local_day(now)) and not windows.asked_before(case):
        ask_reopening(case, now, _in_words(case, said, ready))
    else:
        told += [person for person in people.deciders(case) if person is not case.owner]
    tell_staff(case, told, "unhappy", "rating", now, handling=said.handling, outcome=said.outcome)


def _in_words(case: Case, said: Rating, ready: Sequence[RatingReason]) -> str:
    """What the message on the case says: the marks, the reasons chosen, the own words."""
    outcome = said.outcome or "–"
    marks = Words(
        f"ให้คะแนนการทำงาน {said.handling}/5 ผลที่ได้รับ {outcome}/5",
        f"Rated the handling {said.handling}/5, the outcome {outcome}/5",
    )
    chosen = "\n".join(f"- {reason.name.say(case.language)}" for reason in ready)
    return "\n\n".join(filter(None, (marks.say(case.language), chosen, said.comment.strip())))

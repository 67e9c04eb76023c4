"""THE SCHEDULE TABLE: when · which · what to do. Every row may run twice and act once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app

from app.actions.keep_mail import give_up, read
from app.actions.remind import escalate, remind
from app.actions.roll_up import roll_up_day
from app.actions.send_letter import send_letter
from app.database import transaction
from app.queries import cases, due, mail, office
from app.reports.rollups import stale_days

AHEAD = 2  # working days before a deadline on which its owner is reminded


@dataclass(frozen=True)
class Job:
    """``which`` asks what is due and not yet done; ``act`` does one in its own transaction.

    False from ``act`` says that nothing came of it: another machine was first, or it must wait.
    """

    every: timedelta
    which: Callable[[datetime], Sequence]
    act: Callable[..., object]


def _near(now: datetime) -> Sequence[int]:
    today = cases.today(now)
    return due.near(now, office.calendar(today, days=60).add_working(today, AHEAD))


def _read(raw_id: int, now: datetime) -> None:
    try:
        with transaction():
            read(raw_id, now)
    except Exception:
        with transaction():
            give_up(raw_id)
        raise


def _send(letter_id: int, now: datetime) -> bool:
    """Sends outside any transaction: a slow mail server must hold no lock."""
    settings = current_app.config["SETTINGS"]
    kept: Path | None = None if settings.mail_server else settings.var / "outbox"
    return send_letter(
        letter_id, now, key=settings.secret_key, base_url=settings.base_url, kept=kept
    )


def _remind(case_id: int, now: datetime) -> bool:
    with transaction():
        return remind(cases.get_to_change(case_id), now)


def _escalate(case_id: int, now: datetime) -> bool:
    with transaction():
        return escalate(cases.get_to_change(case_id), now)


def _roll_up(day: date, now: datetime) -> None:
    with transaction():
        roll_up_day(day, now)


SECONDS, MINUTES = timedelta(seconds=1), timedelta(minutes=1)
# fmt: off
SCHEDULE: dict[str, Job] = {
    #                     when          which                      what to do
    "read_mail":    Job(5 * SECONDS,  lambda now: mail.waiting(),  _read),
    "send_letters": Job(5 * SECONDS,  due.letters,                 _send),
    "remind":       Job(10 * MINUTES, _near,                       _remind),
    "escalate":     Job(10 * MINUTES, due.passed,                  _escalate),
    "roll_up":      Job(10 * MINUTES, lambda now: stale_days(),    _roll_up),
}
# fmt: on

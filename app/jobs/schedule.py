"""THE SCHEDULE TABLE: when · which · what to do. Every row may run twice and act once."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app

from app.actions.ask_unit import remind_unit
from app.actions.clean_file import clean_file
from app.actions.flag_long_stop import flag_long_stop
from app.actions.invite import remind_sample
from app.actions.keep_draft import sweep_draft
from app.actions.keep_duty import remind_duty
from app.actions.keep_mail import read
from app.actions.keep_public_figures import keep_public_figures
from app.actions.lay_aside import forget
from app.actions.mail_report import mail_report
from app.actions.note_presence import forget_presence
from app.actions.open_file import note_damage
from app.actions.poll_mailbox import poll_mailbox
from app.actions.recount import recount
from app.actions.remind import escalate, remind
from app.actions.remind_improvement import remind_of_improvement, tell_recurred
from app.actions.report_referral import remind_of_report
from app.actions.resume_clock import resume_by_itself
from app.actions.roll_up import roll_up_day
from app.actions.route import route
from app.actions.scan_file import scan_file
from app.actions.seal_events import note_head, seal
from app.actions.seal_words import seal_mail, seal_words
from app.actions.send_letter import send_letter
from app.actions.tell_differences import tell_differences
from app.actions.warn_calendar import warn_calendar
from app.backup.reconcile import spoiled
from app.database import transaction
from app.intake.imap import Account, account
from app.queries import (
    asks,
    calendar_years,
    cases,
    chain,
    clocks,
    differences,
    drafts,
    due,
    escalation,
    files,
    improvements,
    mail,
    mailbox,
    presence,
    previews,
    recounts,
    referrals,
    report_orders,
    surveys,
    unsealed,
)
from app.reports import public_figures, readiness
from app.reports.recurrence import recurred
from app.reports.rollups import stale_days

BREATH = 0.02  # seconds between two chunks of a recount


@dataclass(frozen=True)
class Job:
    """``which`` asks what is due and not yet done; ``act`` does one in its own transaction.

    False from ``act`` says that nothing came of it: another machine was first, or it must wait.
    """

    every: timedelta
    which: Callable[[datetime], Sequence]
    act: Callable[..., object]

    @property
    def counted(self) -> bool:
        """Whether it is kept what each run did.

        Of one that runs every few seconds, the count would tell when an anonymous person came.
        """
        return self.every >= timedelta(minutes=1)


def _read(raw_id: int, now: datetime) -> bool:
    return read(raw_id, now) is not None


def _mailboxes(now: datetime) -> Sequence[Account]:
    settings = current_app.config["SETTINGS"]
    if not settings.imap_url:
        return []
    box = account(settings.imap_url, settings.mail_ca_file)
    return [box] if mailbox.is_due(box.name, now) else []


def _poll(box: Account, now: datetime) -> bool:
    settings = current_app.config["SETTINGS"]
    done = poll_mailbox(box, now, integrity=settings.integrity_email, backlog=settings.mail_backlog)
    return bool(done.kept)


def _send(letter_id: int, now: datetime) -> bool:
    """Sends outside any transaction: a slow mail server must hold no lock."""
    settings = current_app.config["SETTINGS"]
    kept: Path | None = None if settings.mail_server else settings.var / "outbox"
    return send_letter(
        letter_id, now, key=settings.secret_key, base_url=settings.base_url, kept=kept,
        most=settings.letters_per_hour,
    )  # fmt: skip


def _remind(case_id: int, now: datetime) -> bool:
    with transaction():
        return remind(cases.get_to_change(case_id), now)


def _escalate(case_id: int, now: datetime) -> bool:
    with transaction():
        return escalate(cases.get_to_change(case_id), now)


def _resume(case_id: int, now: datetime) -> bool:
    with transaction():
        return resume_by_itself(cases.get_to_change(case_id), now)


def _flag_long_stop(case_id: int, now: datetime) -> bool:
    with transaction():
        return flag_long_stop(cases.get_to_change(case_id), now)


def _route(case_id: int, now: datetime) -> bool:
    with transaction():
        return route(cases.get_to_change(case_id), now)


def _roll_up(day: date, now: datetime) -> None:
    with transaction():
        roll_up_day(day, now)


def _audit_folder(now: datetime) -> Sequence[Path]:
    return [current_app.config["SETTINGS"].var]


def _seal(_: int, now: datetime) -> bool:
    with transaction():
        return seal(now) > 0


def _seal_words(case_id: int, now: datetime) -> None:
    with transaction():
        seal_words(case_id)


def _seal_mail(mail_id: int, now: datetime) -> None:
    with transaction():
        seal_mail(mail_id)


def _note_head(folder: Path, now: datetime) -> bool:
    return note_head(folder, now)


def _remind_unit(ask_id: int, now: datetime) -> bool:
    with transaction():
        return remind_unit(asks.get_to_change(ask_id), now)


def _remind_of_report(owed: tuple[int, str], now: datetime) -> bool:
    case_id, step = owed
    with transaction():
        return remind_of_report(cases.get_to_change(case_id), now, step)


def _tell_differences(person_id: int, now: datetime) -> bool:
    with transaction():
        return tell_differences(person_id, now)


def _recount(recount_id: int, now: datetime) -> None:
    """Chunk by chunk to the end; whoever waits for the write lock of SQLite has it in between."""
    known = None
    while True:
        with transaction():
            known = recount(recount_id, now, known)
        if known is None:
            return
        time.sleep(BREATH)


def _note_damage(found: tuple[int, bool], now: datetime) -> None:
    file_id, damaged = found
    with transaction():
        note_damage(files.get_to_change(file_id), now, damaged=damaged)


def _remind_sample(sample_id: int, now: datetime) -> bool:
    with transaction():
        return remind_sample(sample_id, now)


def _warn_calendar(person_id: int, now: datetime) -> bool:
    with transaction():
        return warn_calendar(person_id, now)


def _owed_data(now: datetime) -> Sequence[int]:
    """In office hours only, as all reminders."""
    return readiness.unreminded(now) if escalation.is_office_time(now, cases.today(now)) else []


def _remind_duty(duty_id: int, now: datetime) -> bool:
    with transaction():
        return remind_duty(duty_id, now)


def _remind_of_improvement(owed: tuple[int, str], now: datetime) -> bool:
    with transaction():
        return remind_of_improvement(*owed, now)


def _recurring(now: datetime) -> Sequence[int]:
    return recurred(cases.today(now))


def _tell_recurred(key: int, now: datetime) -> bool:
    with transaction():
        return tell_recurred(key, now)


def _sweep_preview(preview_id: int, now: datetime) -> bool:
    with transaction():
        return forget(preview_id)


def _sweep_draft(draft_id: int, now: datetime) -> bool:
    with transaction():
        return sweep_draft(draft_id)


def _keep_public_figures(made: tuple[str, int], now: datetime) -> None:
    with transaction():
        keep_public_figures(*made, now)


def _mail_report(key: int, now: datetime) -> bool:
    with transaction():
        return mail_report(key, now)


def _forget_presence(until: datetime, now: datetime) -> None:
    with transaction():
        forget_presence(until)


SECONDS, MINUTES = timedelta(seconds=1), timedelta(minutes=1)
# fmt: off
SCHEDULE: dict[str, Job] = {
    #                     when          which                      what to do
    "read_mail":    Job(5 * SECONDS,  mail.waiting,                _read),
    "poll_mailbox": Job(30 * SECONDS, _mailboxes,                  _poll),
    "send_letters": Job(5 * SECONDS,  due.letters,                 _send),
    "route":        Job(5 * SECONDS,  lambda now: due.unrouted(),  _route),
    "recount":      Job(10 * SECONDS, recounts.unfinished,         _recount),
    "resume":       Job(10 * MINUTES, clocks.to_resume,            _resume),
    "flag_long_stops": Job(60 * MINUTES, clocks.long_stopped,      _flag_long_stop),
    "remind":       Job(10 * MINUTES, due.near,                    _remind),
    "escalate":     Job(10 * MINUTES, due.passed,                  _escalate),
    "seal":         Job(10 * SECONDS, lambda now: chain.batches(), _seal),
    "seal_words":   Job(10 * MINUTES, lambda now: unsealed.unsealed(), _seal_words),
    "seal_mails":   Job(10 * MINUTES, lambda now: unsealed.unsealed_mails(), _seal_mail),
    "note_head":    Job(60 * MINUTES, _audit_folder,               _note_head),
    "unit_questions": Job(10 * MINUTES, asks.late,                 _remind_unit),
    "referrals":    Job(10 * MINUTES, referrals.unreminded,        _remind_of_report),
    "differences":  Job(timedelta(1), differences.untold,          _tell_differences),
    "scan_files":   Job(10 * SECONDS, files.unscanned,             scan_file),
    "clean_files":  Job(10 * SECONDS, lambda now: files.uncleaned(), clean_file),
    "check_files":  Job(timedelta(1), lambda now: spoiled(),       _note_damage),
    "roll_up":      Job(10 * MINUTES, lambda now: stale_days(),    _roll_up),
    "public_figures": Job(60 * MINUTES, public_figures.unmade,     _keep_public_figures),
    "survey_reminders": Job(60 * MINUTES, surveys.to_remind,       _remind_sample),
    "form23_duties": Job(60 * MINUTES, _owed_data,                 _remind_duty),
    "improvements": Job(60 * MINUTES, improvements.to_remind,      _remind_of_improvement),
    "recurrences":  Job(60 * MINUTES, _recurring,                  _tell_recurred),
    "import_previews": Job(10 * MINUTES, previews.left_over,       _sweep_preview),
    "calendar_watch": Job(60 * MINUTES, calendar_years.to_warn,    _warn_calendar),
    "report_orders": Job(60 * MINUTES, report_orders.due,          _mail_report),
    "drafts":       Job(60 * MINUTES, drafts.left_over,            _sweep_draft),
    "presence":     Job(10 * MINUTES, presence.stale,              _forget_presence),
}
# fmt: on

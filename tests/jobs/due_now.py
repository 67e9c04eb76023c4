"""For every job of the schedule one thing that it has to do now."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import text

from app.actions.invite import invite
from app.actions.keep_draft import keep_draft
from app.actions.keep_duty import keep_duty
from app.actions.lay_aside import lay_aside
from app.actions.mail_report import order_report
from app.actions.note_presence import note_presence
from app.actions.record import record_elsewhere
from app.actions.recount import ask_recount
from app.actions.stop_clock import StopAsked, stop_clock
from app.database import transaction
from app.jobs.runner import run
from app.models import RawMail
from app.postbox import accept
from tests.factories import a_case, a_person, a_referral, an_ask
from tests.jobs.files_due import (
    a_file_that_is_not_what_it_was,
    a_file_to_clean,
    a_file_to_scan,
)
from tests.postbox.imap_mails import mails
from tests.postbox.imap_server import Box, a_server
from tests.reports.causes import an_improvement, caused
from tests.surveys import a_survey, ask_people
from workflows import State
from workflows.dates import local_day

MAIL = "From: Somchai <somchai@example.com>\nSubject: ขอทราบผล\n\nยังไม่ได้รับคำตอบ".encode()
DAY = timedelta(days=1)
ENDS = ExitStack()  # of what a row of DUE began outside the tables


def a_waiting_mail(now: datetime, text: bytes = b"") -> int:
    return accept.keep(MAIL + text, now)


def a_letter(now: datetime) -> None:
    with transaction():
        a_case(now)


def a_new_case(now: datetime) -> None:
    with transaction():
        a_case(now)


def a_case_near_its_deadline(now: datetime) -> None:
    with transaction():
        a_case(now - 3 * DAY, State.ASSIGNED)  # of Friday: to be acknowledged by the end of today


def a_case_past_its_deadline(now: datetime) -> None:
    with transaction():
        a_case(now - 9 * DAY)


def a_stopped_case(now: datetime, *, days: int, until: date) -> None:
    """Stopped so many days ago."""
    with transaction():
        owner = a_person(now, "officer")
        case = a_case(now - days * DAY, State.ASSIGNED, owner)
        asked = StopAsked("agency", resume_on=until)
        stop_clock(case, owner, now - days * DAY, asked)


def a_stop_whose_last_day_has_come(now: datetime) -> None:
    a_stopped_case(now, days=7, until=local_day(now))


def a_clock_that_stood_still_for_ninety_days(now: datetime) -> None:
    a_stopped_case(now, days=90, until=local_day(now) + DAY)


def somebody_who_left_the_page(now: datetime) -> None:
    with transaction():
        note_presence(a_case(now).id, a_person(now, "officer").id, now - timedelta(minutes=3))


def a_draft_that_nobody_sent(now: datetime) -> None:
    with transaction():
        words = {"text": ["โรงพิมพ์แจ้งว่าจะส่งสัปดาห์หน้า"]}
        keep_draft(a_case(now), a_person(now, "officer"), "notes", words, now - 91 * DAY)


def a_day_to_close(now: datetime) -> None:
    with transaction():
        a_case(now - 60 * DAY, State.RESOLVED)


def a_late_unit(now: datetime) -> None:
    with transaction():
        case = a_case(now - 9 * DAY, State.ASSIGNED)
        an_ask(case, a_person(now, "officer"), now).due_on = (now - 3 * DAY).date()


def a_report_to_make(now: datetime) -> None:
    with transaction():
        a_referral(now, report_due=(now + DAY).date())


def a_difference_of_ledgers(now: datetime) -> None:
    with transaction():
        a_referral(now, letter_number="")


def a_recount_that_was_asked(now: datetime) -> None:
    with transaction():
        a_case(now)
        ask_recount("calendar", "", a_person(now, "officer"), now - timedelta(minutes=1))


def a_manager_who_confirmed_nothing(now: datetime) -> None:
    with transaction():
        a_person(now, "manager")


def something_that_happened(now: datetime) -> None:
    with transaction():
        record_elsewhere("register:missions:1", "register_added", now, actor=None)


def a_chain_without_a_noted_head(now: datetime) -> None:
    something_that_happened(now)
    assert run("seal", now) == (1, 0)


def words_from_before_the_data_key(now: datetime) -> None:
    with transaction() as session:
        a_case(now, topic="C08")
        session.execute(text("UPDATE \"case\" SET subject = 'ก่อนมีกุญแจ', routed_at = updated_at"))
        session.execute(text("UPDATE correspondent SET restricted = false"))


def a_restricted_mail_from_before_it_was_sealed(now: datetime) -> None:
    with transaction() as session:
        mail = RawMail(sha256="0" * 64, key="k", size=1, received_at=now, restricted=True,
                       state="held")  # fmt: skip
        session.add(mail)
        session.flush()
        session.execute(text("UPDATE raw_mail SET header_id = '<7@elsewhere.example>'"))


def a_mail_in_the_mailbox(now: datetime) -> None:
    server = ENDS.enter_context(a_server(Box(mails(1))))
    config = current_app.config
    ENDS.callback(config.__setitem__, "SETTINGS", config["SETTINGS"])
    config["SETTINGS"] = replace(config["SETTINGS"], imap_url=server.url())


def somebody_who_was_invited_a_week_ago(now: datetime) -> None:
    with transaction():
        survey = a_survey(now - 7 * DAY)
        ask_people(survey, now - 7 * DAY)
        invite(survey, "th", a_person(now, "manager"), now - 7 * DAY)


def data_owed_today(now: datetime) -> None:
    with transaction():
        boss = a_person(now, "manager", "U01")
        keep_duty(2569, "CS4", boss, local_day(now), boss, now)


def a_late_improvement(now: datetime) -> None:
    with transaction():
        owner = a_person(now, "officer")
        an_improvement(due_on=(now - DAY).date(), owner_id=owner.id)


def a_cause_that_came_back(now: datetime) -> None:
    with transaction():
        owner = a_person(now, "officer")
        an_improvement((now - 9 * DAY).date(), owner_id=owner.id)
        caused(now.date())


def a_file_that_was_shown_and_not_loaded(now: datetime) -> None:
    with transaction():
        boss = a_person(now, "manager")
        lay_aside(b"PK", "x.xlsx", "register:missions", boss, now - 2 * DAY)


def a_report_that_was_ordered(now: datetime) -> None:
    with transaction():
        boss = a_person(now, "manager", "U01")
        order_report(boss, "ageing", "week", now - 7 * DAY)


DUE: dict[str, Callable[[datetime], object]] = {
    "read_mail": a_waiting_mail,
    "poll_mailbox": a_mail_in_the_mailbox,
    "send_letters": a_letter,
    "route": a_new_case,
    "remind": a_case_near_its_deadline,
    "escalate": a_case_past_its_deadline,
    "resume": a_stop_whose_last_day_has_come,
    "flag_long_stops": a_clock_that_stood_still_for_ninety_days,
    "unit_questions": a_late_unit,
    "referrals": a_report_to_make,
    "differences": a_difference_of_ledgers,
    "survey_reminders": somebody_who_was_invited_a_week_ago,
    "form23_duties": data_owed_today,
    "improvements": a_late_improvement,
    "recurrences": a_cause_that_came_back,
    "recount": a_recount_that_was_asked,
    "calendar_watch": a_manager_who_confirmed_nothing,
    "import_previews": a_file_that_was_shown_and_not_loaded,
    "scan_files": a_file_to_scan,
    "clean_files": a_file_to_clean,
    "check_files": a_file_that_is_not_what_it_was,
    "seal": something_that_happened,
    "seal_words": words_from_before_the_data_key,
    "seal_mails": a_restricted_mail_from_before_it_was_sealed,
    "note_head": a_chain_without_a_noted_head,
    "roll_up": a_day_to_close,
    "public_figures": a_new_case,
    "report_orders": a_report_that_was_ordered,
    "drafts": a_draft_that_nobody_sent,
    "presence": somebody_who_left_the_page,
}

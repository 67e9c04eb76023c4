"""What mail servers say of a letter that came back is read in all their ways of saying it."""

from datetime import datetime
from time import process_time

import pytest

from app.intake.email import read_mail
from tests.intake.bounce_forms import FORMS, ID, bounce


def test_there_are_twenty_forms() -> None:
    assert len(FORMS) == 20


@pytest.mark.parametrize("name", FORMS)
def test_a_bounce_is_read_with_its_reason_and_its_letter(name: str, now: datetime) -> None:
    mail = read_mail(bounce(name), now)
    form = FORMS[name]
    assert mail.automatic
    assert mail.bounce is not None
    told = (mail.bounce.status, mail.bounce.permanent, mail.bounce.delayed)
    assert told == (form.status, form.permanent, form.delayed)
    assert ID in mail.bounce.ids


def test_a_report_of_success_is_no_bounce(now: datetime) -> None:
    raw = bounce("postfix").replace(b"Action: failed", b"Action: delivered")
    mail = read_mail(raw, now)
    assert mail.automatic
    assert mail.bounce is None


def test_what_our_own_letter_said_is_not_taken_for_the_reason(now: datetime) -> None:
    raw = bounce("exim").replace(b"550 No such user here", b"450 try again")
    raw += "มาตรา 5.1.1 no such user\n".encode()
    mail = read_mail(raw, now)
    assert mail.bounce is not None
    assert mail.bounce.status == "4.0.0"


def test_a_flood_of_dashes_does_not_take_long(now: datetime) -> None:
    raw = bounce("exim") + b"-" * 200_000 + b"\n" + b"<" * 50_000
    started = process_time()
    assert read_mail(raw, now).bounce is not None
    assert process_time() - started < 2


def test_a_person_who_writes_of_failing_is_no_bounce(now: datetime) -> None:
    raw = "From: a@example.com\nSubject: ไม่สามารถส่งแบบฟอร์มได้\n\nส่งไม่สำเร็จ 5.1.1".encode()
    assert read_mail(raw, now).bounce is None

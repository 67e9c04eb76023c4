"""A filled-in form becomes a submission."""

from dataclasses import replace
from datetime import datetime

from app.intake.submission import File, Sender
from app.intake.web_form import Filled, secret_of, to_submission
from workflows.secrets import matches

KEY = "a key of the server that nobody knows"
FORM = Filled(
    token="t" * 43,
    kind="complaint",
    subject="วารสารส่งล่าช้า",
    body="ฉบับเดือนกรกฎาคมเพิ่งได้รับ",
    sender=Sender("สมหมาย ใฝ่อ่าน", "sommai@example.org", "02-000-0199", "1 ถนนสมมติ"),
)


def test_a_form_comes_in_by_the_web_and_counts_as_acknowledged(now: datetime) -> None:
    submission = to_submission(FORM, now, KEY)
    assert (submission.channel, submission.acknowledged) == ("web", True)
    assert (submission.source_key, submission.received_at) == (f"form:{'t' * 43}", now)
    assert submission.sender.email == "sommai@example.org"


def test_who_stays_anonymous_leaves_nothing_of_themselves(now: datetime) -> None:
    submission = to_submission(replace(FORM, anonymous=True), now, KEY)
    assert submission.anonymous
    assert submission.sender == Sender()


def test_the_same_form_has_the_same_secret_and_only_its_digest_is_carried_on(
    now: datetime,
) -> None:
    code = secret_of(FORM.token, KEY)
    assert code == secret_of(FORM.token, KEY)
    assert code != secret_of("u" * 43, KEY)
    assert code != secret_of(FORM.token, "another key")
    submission = to_submission(FORM, now, KEY)
    assert matches(code, submission.secret_hash)
    assert code not in repr(submission)


def test_another_content_has_another_fingerprint(now: datetime) -> None:
    first = to_submission(FORM, now, KEY).fingerprint
    others = [
        replace(FORM, body="อีกข้อความหนึ่ง"),
        replace(FORM, kind="opinion"),
        replace(FORM, topic="C01"),
        replace(FORM, anonymous=True),
        replace(FORM, files=(File("ก.txt", b"1"),)),
        replace(FORM, files=(File("ก.txt", b"2"),)),
    ]
    prints = {to_submission(form, now, KEY).fingerprint for form in others}
    assert len(prints) == len(others)
    assert first not in prints
    assert to_submission(replace(FORM, token="u" * 43), now, KEY).fingerprint == first

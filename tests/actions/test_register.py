"""A submission becomes a case, once, with its dates and its acknowledgement."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.register import register
from app.database import transaction
from app.intake.submission import File, Referral, Sender
from app.models import Attachment, Case, Correspondent, Event, Letter
from app.queries import cases
from app.storage import cupboard
from tests.factories import a_submission
from workflows import State
from workflows.deadlines import Milestone
from workflows.errors import Invalid, KeyReused
from workflows.secrets import derive_code, digest

pytestmark = pytest.mark.usefixtures("office")


def test_a_new_case_is_received_has_its_dates_and_is_ordered_by_the_first(
    session: Session, now: datetime
) -> None:
    with transaction():
        case = register(a_submission(now), now)
    assert case.state is State.RECEIVED
    assert case.reference == "OFFICE-2570-0001"
    assert (case.official_on, case.resolve_by) == (date(2026, 11, 23), date(2026, 12, 23))
    assert (case.next_due_on, case.next_milestone) == (date(2026, 11, 24), Milestone.ACKNOWLEDGE)
    assert case.unit_code == "U02"
    assert [event.what for event in cases.events(case)] == ["registered"]


def test_the_code_of_an_older_case_is_not_kept_with_a_new_one(
    session: Session, now: datetime
) -> None:
    code = derive_code("key", "case", "one")
    with transaction():
        register(a_submission(now, source_key="web:1", secret_hash=digest(code)), now)
        said = f"เรื่องเดิมเงียบไป รหัส {code.lower()} ครับ"
        told = a_submission(now, source_key="web:2", body=said, remedy=said)
        case = register(told, now)
        again = register(told, now)
    assert {case.body, case.remedy} == {"เรื่องเดิมเงียบไป รหัส (รหัสลับ เราไม่เก็บไว้) ครับ"}
    assert again is case


def test_the_same_submission_twice_is_one_case(session: Session, now: datetime) -> None:
    submission = a_submission(now)
    with transaction():
        first = register(submission, now).id
    with transaction():
        assert register(submission, now + timedelta(hours=1)).id == first
    for table in (Case, Event, Letter, Correspondent):
        assert session.scalar(select(func.count()).select_from(table)) == 1


def test_the_same_key_with_another_content_is_refused(session: Session, now: datetime) -> None:
    with transaction():
        register(a_submission(now, source_key="k", fingerprint="a"), now)
    with pytest.raises(KeyReused), transaction():
        register(a_submission(now, source_key="k", fingerprint="b"), now)


def test_references_run_on_within_a_fiscal_year_without_gaps(
    session: Session, now: datetime
) -> None:
    with transaction():
        references = [register(a_submission(now), now).reference for _ in range(3)]
    with pytest.raises(ZeroDivisionError), transaction():
        1 / len(register(a_submission(now), now).answer)
    with transaction():
        references.append(register(a_submission(now), now).reference)
        old = register(a_submission(datetime(2026, 9, 1, 3, tzinfo=now.tzinfo)), now)
    assert references == [f"OFFICE-2570-000{n}" for n in (1, 2, 3, 4)]
    assert old.reference == "OFFICE-2569-0001"


def test_the_acknowledgement_waits_in_the_outbox_with_unit_telephone_and_dates(
    session: Session, now: datetime
) -> None:
    with transaction():
        case = register(a_submission(now), now)
    (letter,) = cases.letters(case)
    assert (letter.status, letter.recipient) == ("ready", "sommai@example.org")
    assert letter.subject == f"{case.reference} เรารับเรื่องของท่านแล้ว"
    for said in ("ศูนย์สารสนเทศ", "02-000-0100", "วันพุธที่ 23 ธันวาคม 2569", "[link]", case.reference):
        assert said in letter.text


def test_an_english_case_is_answered_in_english(session: Session, now: datetime) -> None:
    with transaction():
        case = register(a_submission(now, language="en"), now)
    (letter,) = cases.letters(case)
    assert "We received your case" in letter.subject
    assert "23 December 2026" in letter.text


def test_an_anonymous_case_keeps_no_name_and_writes_no_letter(
    session: Session, now: datetime
) -> None:
    with transaction():
        case = register(a_submission(now, anonymous=True), now)
    assert case.correspondent is None
    assert session.scalar(select(func.count()).select_from(Correspondent)) == 0
    assert cases.letters(case) == []


def test_a_case_without_an_address_writes_no_letter(session: Session, now: datetime) -> None:
    with transaction():
        case = register(a_submission(now, sender=Sender(phone="02-000-0199")), now)
    assert cases.letters(case) == []


def test_files_are_kept_byte_for_byte_under_names_of_ours(session: Session, now: datetime) -> None:
    content = "น้ำท่วม ๓ ครั้ง".encode()
    with transaction():
        case = register(a_submission(now, files=(File("../หลักฐาน.txt", content),)), now)
    (kept,) = session.scalars(select(Attachment))
    assert cupboard.get(kept.key) == content
    assert (kept.name, kept.size, kept.case_id) == ("หลักฐาน.txt", len(content), case.id)
    assert "หลักฐาน" not in kept.key


def test_more_files_than_the_limit_are_refused_and_nothing_is_kept(
    session: Session, now: datetime
) -> None:
    files = tuple(File(f"{n}.txt", b"x") for n in range(21))
    with pytest.raises(Invalid) as refused, transaction():
        register(a_submission(now, files=files), now)
    assert "20" in refused.value.problems["files"].th
    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_a_restricted_topic_makes_a_restricted_case_with_its_own_dates(
    session: Session, now: datetime
) -> None:
    with transaction():
        case = register(a_submission(now, topic="C08"), now)
    assert case.restricted
    assert case.resolve_by == date(2027, 1, 22)


def test_a_referral_keeps_the_agencys_number_and_due_date(session: Session, now: datetime) -> None:
    sent = Referral("ศูนย์บริการประชาชน", "สมมุติ-0105/๑๒๓๔", date(2026, 11, 20), date(2026, 12, 8))
    with transaction():
        case = register(a_submission(now, channel="gcc1111", referral=sent), now)
    assert case.referral is not None
    assert (case.referral.letter_number, case.referral.report_due) == (
        "สมมุติ-0105/๑๒๓๔", date(2026, 12, 8),
    )  # fmt: skip

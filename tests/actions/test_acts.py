"""Acts that change no state: letters, notes, messages, ratings, another kind."""

from datetime import datetime, timedelta

import pytest

from app.actions.acknowledge import acknowledge
from app.actions.rate import rate
from app.actions.receive_message import receive_message
from app.actions.reclassify import reclassify
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.database import transaction
from app.models import Person
from app.queries import cases
from tests.factories import a_case, a_person
from workflows import Kind, NotAllowed, State
from workflows.errors import Invalid

LATER = timedelta(days=2)

pytestmark = pytest.mark.usefixtures("office")


def names(case: object) -> list[str]:
    return [letter.name for letter in cases.letters(case)]  # type: ignore[arg-type]  # a Case


def test_a_letter_of_substance_is_the_first_answer_and_comes_once(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        for _ in range(2):
            write_letter(case, owner, now, occasion="interim", text="กำลังตรวจสอบกับโรงพิมพ์")
    assert case.first_answered_at == now
    assert names(case).count("update") == 1
    assert [event.what for event in cases.events(case)].count("letter_written") == 1


def test_a_note_is_never_a_letter_and_auditors_write_none(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        before = names(case)
        write_note(case, owner, now, "โทรถามโรงพิมพ์แล้ว")
        with pytest.raises(NotAllowed):
            write_note(case, a_person(now, "auditor"), now, "x")
    assert names(case) == before
    assert [note.body for note in cases.notes(case)] == ["โทรถามโรงพิมพ์แล้ว"]


def test_an_officer_notes_that_the_correspondent_was_told(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        acknowledge(case, owner, now, "โทรศัพท์")
        acknowledge(case, owner, now + LATER, "อีกครั้ง")
    assert case.acknowledged_at == now
    assert [event.note for event in cases.events(case) if event.what == "acknowledged"] == [
        "โทรศัพท์"
    ]


def test_a_message_joins_the_case_once_and_tells_the_owner(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        for _ in range(2):
            receive_message(case, now, "ส่งภาพเพิ่มเติมค่ะ", "form:1")
    assert [message.body for message in cases.messages(case)] == ["ส่งภาพเพิ่มเติมค่ะ"]
    assert names(case).count("wrote") == 1
    assert case.state is State.ASSIGNED


def test_only_a_manager_changes_the_kind_of_an_open_case(
    now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        with pytest.raises(NotAllowed):
            reclassify(case, owner, now, kind="opinion", topic=None)
        with pytest.raises(Invalid):
            reclassify(case, manager, now, kind="compliment", topic=None)
        reclassify(case, manager, now, kind="suggestion", topic="C01")
    assert (case.kind, case.topic_code) == (Kind.SUGGESTION, "C01")


def test_handling_and_outcome_are_rated_apart_and_only_after_the_end(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        with pytest.raises(NotAllowed):
            rate(case, now, 5, None)
        done = a_case(now, State.RESOLVED, owner)
        with pytest.raises(Invalid):
            rate(done, now, 6, None)
        rate(done, now, 4, 2, "ตอบช้า")
        with pytest.raises(NotAllowed, match="first rating stands"):
            rate(done, now, 5, None)
    rating = cases.rating(done)
    assert rating is not None
    assert (rating.handling, rating.outcome) == (4, 2)

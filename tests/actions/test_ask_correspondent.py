"""Several questions in one letter, each with its own answer; the clock waits, and runs again."""

from datetime import datetime, timedelta

import pytest

from app.actions.answer_questions import answer_questions, answer_whole
from app.actions.ask_correspondent import Asked, ask_correspondent
from app.actions.stop_clock import stop_clock
from app.database import transaction
from app.intake.submission import File
from app.models import Case, Letter, Person
from app.queries import cases, clocks, questions
from tests.actions.stops import DAY, TODAY, waiting, whats
from tests.factories import a_case
from workflows import NotAllowed, State
from workflows.coarse import is_coarse
from workflows.deadlines import Milestone
from workflows.errors import Invalid, UnknownReference
from workflows.secrets import derive_code, digest

THREE = ("ท่านเป็นสมาชิกตั้งแต่เมื่อใด", "ได้รับฉบับล่าสุดเมื่อใด", "ที่อยู่จัดส่งปัจจุบัน\nบ้านเลขที่ใด")


def ask(case: Case, owner: Person, now: datetime, **more: object) -> Letter:
    with transaction():
        return ask_correspondent(case, owner, now, Asked(**{"questions": THREE, **more}))  # type: ignore[arg-type]  # as given


def test_a_secret_code_stands_in_no_answer(case: Case, owner: Person, now: datetime) -> None:
    code = derive_code("key", "case", "one")
    with transaction():
        cases.get_to_change(case.id).secret_hash = digest(code)
    letter = ask(case, owner, now)
    with transaction():
        answer_questions(case, letter.id, now, {1: f"รหัส {code}"}, "k")
        answer_questions(case, letter.id, now, {2: "ปี ๒๕๖๕"}, "l")
    assert answered(case) == ["รหัส (รหัสลับ เราไม่เก็บไว้)", "ปี ๒๕๖๕", ""]
    single = ask(case, owner, now, questions=THREE[:1])
    with transaction():
        answer_whole(case, now, code, single.id)
    assert answered(case)[-1] == "(รหัสลับ เราไม่เก็บไว้)"


def answered(case: Case) -> list[str]:
    return [one.answer for asked in questions.of(case) for one in asked.questions]


def test_the_letter_numbers_its_questions_and_the_clock_runs_on(
    case: Case, owner: Person, now: datetime
) -> None:
    letter = ask(case, owner, now, until=TODAY + 7 * DAY)
    assert f"1. {THREE[0]}\n\n2. {THREE[1]}\n\n3. ที่อยู่" in letter.text
    assert "โปรดตอบภายในวันจันทร์ที่ 30 พฤศจิกายน 2569" in letter.text
    assert "หยุดนับเวลา" not in letter.text
    assert case.stopped_on is None
    assert case.met_at(Milestone.FIRST_ANSWER) == now
    assert whats(case)[-1] == "letter_written"


def test_with_a_stop_it_is_the_one_act_that_stops_the_clock(
    case: Case, owner: Person, now: datetime
) -> None:
    letter = ask(case, owner, now, until=TODAY + 14 * DAY, stops=True)
    stop = clocks.waits_for_correspondent(case)
    assert stop is not None
    assert stop.resume_on == TODAY + 14 * DAY
    assert THREE[2] in stop.question
    assert "หยุดนับเวลา" in letter.text
    assert [one.text for one in questions.of(case)[0].questions] == list(THREE)
    assert whats(case).count("stop") == 1


def test_the_question_of_a_stop_is_answered_in_the_same_way(
    case: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        stop_clock(case, owner, now, waiting())
    (asked,) = questions.of(case)
    with transaction():
        answer_questions(case, asked.letter_id, now + DAY, {1: "แนบแล้ว"}, "answer:1")
    assert answered(case) == ["แนบแล้ว"]
    assert case.stopped_on is None


def test_each_answer_stands_at_its_question_and_all_in_one_message(
    case: Case, owner: Person, now: datetime
) -> None:
    letter = ask(case, owner, now, until=TODAY + 14 * DAY, stops=True)
    given = {1: "ปี ๒๕๖๕", 2: "เดือนกันยายน", 3: "เลขที่ ๗ ถนนพระราม ๖"}
    with transaction():
        answer_questions(case, letter.id, now + DAY, given, "answer:1")
    assert answered(case) == list(given.values())
    (message,) = cases.messages(case)
    assert message.body.startswith(f"1. {THREE[0]}\nปี ๒๕๖๕\n\n2. {THREE[1]}")
    assert case.stopped_on is None
    assert "questions_answered" in whats(case)


def test_part_of_an_answer_is_kept_and_the_rest_is_still_asked(
    case: Case, owner: Person, now: datetime
) -> None:
    letter = ask(case, owner, now, until=TODAY + 14 * DAY, stops=True)
    with transaction():
        answer_questions(case, letter.id, now + DAY, {2: "กันยายน", 3: "  "}, "answer:1")
    (asked,) = questions.open_of(case)
    assert [one.position for one in asked.open] == [1, 3]
    assert case.stopped_on is None  # the turn is ours


def test_the_same_answers_twice_count_once(case: Case, owner: Person, now: datetime) -> None:
    letter = ask(case, owner, now)
    for hours in (1, 2):
        with transaction():
            later = now + timedelta(hours=hours)
            answer_questions(case, letter.id, later, {1: "ปี ๒๕๖๕"}, "answer:1")
    assert len(cases.messages(case)) == 1
    assert whats(case).count("questions_answered") == 1


def test_a_reply_counts_for_all_that_the_letter_asked(
    case: Case, owner: Person, now: datetime
) -> None:
    first = ask(case, owner, now)
    second = ask(case, owner, now, questions=("เบอร์โทรศัพท์ของท่าน",))
    with transaction():
        assert answer_whole(case, now, "081", second.id)
    assert answered(case) == ["", "", "", "081"]
    assert [asked.letter_id for asked in questions.open_of(case)] == [first.id]
    with transaction():
        assert answer_whole(case, now, "ตามนี้", first.id)
    assert questions.open_of(case) == []


def test_nothing_is_no_answer_and_another_letter_is_none_of_it(
    case: Case, owner: Person, now: datetime
) -> None:
    letter = ask(case, owner, now)
    with pytest.raises(Invalid), transaction():
        answer_questions(case, letter.id, now, {1: " "}, "answer:1")
    with pytest.raises(UnknownReference), transaction():
        answer_questions(case, letter.id + 99, now, {1: "ครับ"}, "answer:2")


@pytest.mark.parametrize(
    ("more", "field"),
    [({"questions": ()}, "questions"), ({"questions": ("ก",) * 11}, "questions"),
     ({"until": TODAY}, "until"), ({"stops": True}, "until")],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_and_nothing_is_written(
    case: Case, owner: Person, now: datetime, more: dict[str, object], field: str
) -> None:
    before = whats(case)
    with pytest.raises(Invalid) as refused:
        ask(case, owner, now, **more)
    assert set(refused.value.problems) == {field}
    assert whats(case) == before


def test_of_an_anonymous_answer_only_the_day_is_kept(owner: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner, anonymous=True, sender=None)
    letter = ask(case, owner, now)
    assert "ตอบกลับอีเมล" not in letter.text  # it is read on the tracking page
    later = now.replace(minute=37, second=21)
    with transaction():
        answer_questions(case, letter.id, later, {1: "ปี ๒๕๖๕"}, "answer:1")
    (first, *_) = questions.of(case)[0].questions
    assert first.answered_at is not None
    assert is_coarse(first.answered_at)


def test_a_file_goes_with_the_questions(case: Case, owner: Person, now: datetime) -> None:
    with transaction():
        letter = ask_correspondent(case, owner, now, Asked(("ใช่ฉบับนี้หรือไม่",)),
                                   [File("ปก.txt", "หน้าปก".encode())])  # fmt: skip
    assert [file.letter_id for file in cases.attachments(case)] == [letter.id]


def test_a_colleague_of_the_unit_asks_but_does_not_stop_the_clock(
    case: Case, team: list[Person], now: datetime
) -> None:
    ask(case, team[0], now)
    with pytest.raises(NotAllowed):
        ask(case, team[0], now, until=TODAY + DAY, stops=True)

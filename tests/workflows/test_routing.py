"""Which rule holds, which never could, and whose turn it is."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.absence import Away, leads_back, stands_in
from workflows.deadlines import Calendar
from workflows.routing import (
    Desk,
    Rule,
    Seen,
    Time,
    because,
    by_load,
    covers,
    first,
    in_turn,
    matches,
    may_match,
    shadowed,
    time_of,
)
from workflows.text import normalise


def a_case(text: str = "เว็บไซต์ค้นหารายงานไม่พบ", **more: str) -> Seen:
    facts = {"kind": "complaint", "topic": "C04", "channel": "web", "place": "",
             "time": Time.OFFICE_HOURS}  # fmt: skip
    return Seen(**{**facts, **more, "text": normalise(text)})


def test_a_rule_that_says_nothing_holds_for_any_case() -> None:
    assert matches(Rule(), a_case())


@pytest.mark.parametrize("asked", [
    {"kind": "suggestion"}, {"topic": "C01"}, {"channel": "phone"}, {"place": "อาคาร 2"},
    {"time": "after_hours"}, {"words": ("วารสาร",)},
], ids=lambda asked: next(iter(asked)))  # fmt: skip
def test_one_condition_that_does_not_hold_is_enough(asked: dict) -> None:
    assert not matches(Rule(**asked), a_case())


def test_a_rule_says_why_it_holds() -> None:
    rule = Rule(kind="complaint", topic="C04", words=("วารสาร", "เว็บ ไซต์"), place="อาคาร ๒")
    seen = a_case(place=normalise("ชั้น 3 อาคาร 2"))
    reasons = {"kind": "complaint", "topic": "C04", "word": "เว็บ ไซต์", "place": "อาคาร ๒"}
    assert because(rule, seen) == reasons


def test_words_are_found_however_they_are_spelt() -> None:
    assert matches(Rule(words=("WEBSITE",)), a_case("หน้า web site ขัดข้อง"))
    assert matches(Rule(words=("ปี 2569",)), a_case("รายงานประจำปี ๒๕๖๙"))
    assert matches(Rule(words=("น้ำ",)), a_case("น\u0e4d\u0e49าไหลไม่หยุด"))  # typed in two parts


def test_a_word_of_nothing_is_found_nowhere() -> None:
    assert not matches(Rule(words=(" ", "\u200b")), a_case())
    assert not matches(Rule(place="\u200b"), a_case())


def test_the_first_rule_that_holds_wins() -> None:
    rules = [Rule(topic="C01"), Rule(kind="complaint"), Rule()]
    assert first(rules, a_case()) == 1
    assert first(rules, a_case(kind="opinion")) == 2
    assert first(rules[:2], a_case(kind="opinion")) is None


@pytest.mark.parametrize(("hour", "minute", "day", "expected"), [
    (8, 30, 23, "office_hours"), (8, 29, 23, "after_hours"), (16, 29, 23, "office_hours"),
    (16, 30, 23, "after_hours"), (10, 0, 22, "after_hours"), (10, 0, 24, "after_hours"),
])  # fmt: skip
def test_office_hours_are_those_of_a_working_day(
    hour: int, minute: int, day: int, expected: str
) -> None:
    calendar = Calendar(frozenset({date(2026, 11, 24)}), range(2026, 2027))
    moment = datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp() - 7 * 3600
    at = datetime.fromtimestamp(moment, UTC)
    assert time_of(at, calendar, time(8, 30)) == expected


# ---- rules that never could


@pytest.mark.parametrize(("wider", "rule"), [
    (Rule(), Rule(topic="C04")),
    (Rule(topic="C04"), Rule(topic="C04", kind="complaint")),
    (Rule(words=("เว็บ",)), Rule(words=("เว็บไซต์", "หน้าเว็บ"))),
    (Rule(place="อาคาร"), Rule(place="อาคาร 2")),
    (Rule(time="after_hours"), Rule(time="after_hours", channel="web")),
    (Rule(topic="C04"), Rule(topic="C04")),
])  # fmt: skip
def test_a_rule_below_one_that_takes_all_its_cases_never_gets_a_turn(
    wider: Rule, rule: Rule
) -> None:
    assert shadowed([wider, rule]) == {1: 0}


@pytest.mark.parametrize(("other", "rule"), [
    (Rule(topic="C04"), Rule()),
    (Rule(topic="C04"), Rule(topic="C01")),
    (Rule(words=("เว็บไซต์",)), Rule(words=("เว็บ",))),
    (Rule(words=("เว็บ",)), Rule(words=("เว็บไซต์", "วารสาร"))),
    (Rule(place="อาคาร 2"), Rule(place="อาคาร")),
    (Rule(words=("เว็บ",)), Rule(topic="C04")),
])  # fmt: skip
def test_a_rule_that_is_left_some_cases_stays(other: Rule, rule: Rule) -> None:
    assert shadowed([other, rule]) == {}


RULES = st.builds(
    Rule, kind=st.sampled_from(["", "complaint", "opinion"]),
    topic=st.sampled_from(["", "C01", "C04"]), channel=st.sampled_from(["", "web"]),
    words=st.lists(st.sampled_from(["เว็บ", "เว็บไซต์", "วารสาร"]), max_size=2).map(tuple),
    place=st.sampled_from(["", "อาคาร", "อาคาร2"]), time=st.sampled_from(["", *Time]),
)  # fmt: skip
CASES = st.builds(
    Seen, kind=st.sampled_from(["complaint", "opinion"]), topic=st.sampled_from(["", "C01", "C04"]),
    channel=st.sampled_from(["web", "phone"]), place=st.sampled_from(["", "อาคาร1", "อาคาร2"]),
    text=st.sampled_from(["เว็บไซต์ช้า", "หน้าเว็บล่ม", "วารสารหาย", "ไฟดับ"]),
    time=st.sampled_from(list(Time)),
)  # fmt: skip


@given(RULES, RULES, CASES)
def test_what_a_covered_rule_holds_for_the_wider_one_holds_for_too(
    wider: Rule, rule: Rule, case: Seen
) -> None:
    if covers(wider, rule) and matches(rule, case):
        assert matches(wider, case)


def test_a_rule_with_nothing_to_look_for_or_an_unknown_topic_could_never_hold() -> None:
    rule = Rule(topic="C99", words=("เว็บ", "\u200b"), place="\u200b")
    assert set(may_match(rule, {"C04": ""})) == {"topic", "words", "place"}
    assert may_match(Rule(topic="C04", words=("เว็บ",), place="อาคาร"), {"C04": ""}) == {}


# ---- whose turn


def test_turns_go_round_by_key_and_begin_again() -> None:
    desks = [Desk(7), Desk(2), Desk(5)]
    assert in_turn(desks, None) == [2, 5, 7]
    assert in_turn(desks, 5) == [7, 2, 5]
    assert in_turn(desks, 6) == [7, 2, 5]  # who had the last turn has left


def test_who_takes_no_work_has_no_turn() -> None:
    assert in_turn([Desk(1, capacity=0), Desk(2)], 2) == [2]
    assert by_load([Desk(1, capacity=0)], None) == []


def test_the_least_open_work_for_the_capacity_is_first() -> None:
    assert by_load([Desk(1, 6, 100), Desk(2, 4, 50), Desk(3, 5, 100)], None) == [3, 1, 2]


def test_equals_are_taken_by_who_waited_longest() -> None:
    assert by_load([Desk(1, 2), Desk(2, 2), Desk(3, 2)], 1) == [2, 3, 1]


# ---- deputies

JUNE = [date(2026, 6, day) for day in range(1, 31)]


def test_deputies_of_deputies_stand_in_but_never_in_a_circle() -> None:
    assert stands_in(1, {1: 2}) == 2
    assert stands_in(1, {1: 2, 2: 3}) == 3
    assert stands_in(1, {1: 2, 2: None}) is None
    assert stands_in(1, {1: 2, 2: 1}) is None
    assert stands_in(1, {1: 2, 2: 3, 3: 2}) is None


def test_a_deputy_whose_deputy_is_oneself_leads_back() -> None:
    other = Away(2, JUNE[4], JUNE[9], deputy=1)
    assert leads_back(Away(1, JUNE[0], JUNE[5], deputy=2), [other])
    assert not leads_back(Away(1, JUNE[0], JUNE[3], deputy=2), [other])  # not on the same days


def test_a_longer_chain_leads_back_only_on_a_day_that_all_are_away() -> None:
    second, third = Away(2, JUNE[4], JUNE[6], deputy=3), Away(3, JUNE[7], JUNE[8], deputy=1)
    first_ = Away(1, JUNE[0], JUNE[20], deputy=2)
    assert not leads_back(first_, [second, third])
    assert leads_back(first_, [second, Away(3, JUNE[6], JUNE[8], deputy=1)])


def test_a_circle_among_others_is_walked_once() -> None:
    others = [Away(2, JUNE[0], JUNE[9], deputy=3), Away(3, JUNE[0], JUNE[9], deputy=2)]
    assert not leads_back(Away(1, JUNE[0], JUNE[9], deputy=2), others)

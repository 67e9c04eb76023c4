"""The acts of a case page: in named groups, what is waited for among the steps, and the cost."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from app.actions.appeal import Appealed, appeal
from app.actions.ask_unit import ask_unit
from app.actions.extend import extend
from app.actions.merge import merge
from app.actions.raise_wall import Named, raise_wall
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.database import transaction
from app.queries import cases, people
from app.web.desk.act import ACTS
from app.web.desk.act_table import Group
from tests.web.conftest import Seat
from tests.web.questions import questions
from tests.web.seats import email
from workflows import State

STEPS = re.compile(r'<ul class="siang-steps">(.*?)</ul>', re.DOTALL)
OTHERS = re.compile(r'<dl class="siang-acts".*?</dl>', re.DOTALL)
NewCase = Callable[..., str]


def test_every_act_has_a_group_and_every_group_an_act() -> None:
    assert {act.group for act in ACTS.values()} == set(Group)
    assert {name for name, act in ACTS.items() if act.group is Group.IN_PAGE} == {
        "letters", "notes",
    }  # fmt: skip


def test_the_acts_stand_under_the_names_of_their_groups(seat: Seat, new_case: NewCase) -> None:
    page = seat("boss").get(f"/desk/cases/{new_case(State.ASSIGNED)}").text
    found = OTHERS.search(page)
    assert found
    names = re.findall(r"<dt>(.*?)</dt>", found[0])
    wanted = [group.value.th for group in Group if group not in (Group.NOW, Group.IN_PAGE)]
    assert names == wanted
    clock = found[0].partition(Group.CLOCK.value.th)[2].partition("<dt>")[0]
    assert ("/stop" in clock, "/extend" in clock, "/merge" in clock) == (True, True, False)


def test_the_next_step_stands_first_and_what_somebody_waits_for_second(
    seat: Seat, new_case: NewCase, app: Flask, now: datetime
) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        officer = people.by_email(email("officer"))
        case = cases.find(reference, officer)
        extend(case, officer, now, case.resolve_by + timedelta(days=9), "รอผลตรวจสอบ")
    found = STEPS.search(seat("boss").get(f"/desk/cases/{reference}").text)
    assert found
    buttons = re.findall(r'href="[^"]*/([a-z-]+)"', found[1])
    assert buttons[0] == "analyse"
    assert buttons.index("decide-extension") < buttons.index("transfer")


def test_who_only_reads_is_offered_nothing(seat: Seat, new_case: NewCase) -> None:
    page = seat("auditor").get(f"/desk/cases/{new_case(State.ASSIGNED)}").text
    assert "ไม่มีขั้นที่ท่านทำได้ในขณะนี้" in page
    assert not OTHERS.search(page)


@pytest.fixture
def laden(new_case: NewCase, app: Flask, now: datetime) -> str:
    """A case to which everything happened at once."""
    main, reference, tomorrow = new_case(State.ASSIGNED), new_case(State.ASSIGNED), now.date()
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        case = cases.find(reference, boss)
        write_note(case, boss, now, "โทรถามแล้ว")
        write_letter(case, boss, now, occasion="", text="กำลังตรวจสอบ", how="", files=[])
        merge(case, main, boss, now)
        raise_wall(case, boss, now, Named(email("other"), reason="ถูกกล่าวถึง"))
        ask_unit(case, boss, now, "U01", "พิมพ์เมื่อใด", tomorrow + timedelta(days=3))
        asked = ("correspondent", "รอสำเนา", "โปรดส่งสำเนา")
        stop_clock(case, boss, now, StopAsked(*asked, tomorrow + timedelta(days=9), tomorrow))
    return reference


@pytest.mark.parametrize("who", ["boss", "officer"])
def test_a_case_with_all_that_may_hang_on_it_costs_few_questions(
    seat: Seat, app: Flask, laden: str, who: str
) -> None:
    desk = seat(who)
    with questions(app) as asked:
        assert desk.get(f"/desk/cases/{laden}").status_code == 200
    assert len(asked) <= 30  # with drafts, and who else is here: read, begun, written


def test_an_appeal_costs_few_questions(
    seat: Seat, app: Flask, new_case: NewCase, now: datetime
) -> None:
    first = new_case(State.RESOLVED)
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        wish = Appealed("ยังไม่ได้รับวารสาร", "phone", "appeal:1")
        second = appeal(cases.find(first, boss), now, wish, boss).reference
    desk = seat("boss")
    with questions(app) as asked:
        assert desk.get(f"/desk/cases/{second}").status_code == 200
    assert len(asked) <= 28

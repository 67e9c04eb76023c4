"""The letters out: those about no case, as warnings and lists for staff."""

import re
from datetime import datetime

import pytest
from flask import Flask

from app.database import transaction
from app.mail import outbox
from tests.web.conftest import Seat
from tests.web.seats import email, text

WARNING = "ปฏิทินวันทำการปีหน้ายังไม่ยืนยัน"
LIST = "รายการที่สองทะเบียนไม่ตรงกัน"


@pytest.fixture
def letters(seat: Seat, app: Flask, now: datetime) -> dict[str, str]:
    """The addresses of two letters to the manager, about no case."""
    with app.app_context(), transaction() as session:
        to = email("boss")
        warning = outbox.put_elsewhere("calendar_unready", "2570", now, to=to, year=2570)
        listing = outbox.put_elsewhere("differences", "2026-11-23", now, to=to, found=[], total=3)
        session.flush()
        found = {"warning": warning.id, "list": listing.id}
    return {name: f"/desk/outbox/{key}" for name, key in found.items()}


@pytest.mark.parametrize(
    ("who", "seen"),
    [("boss", True), ("admin", True), ("clerk", False), ("officer", False), ("auditor", False),
     ("keeper", False)],
)  # fmt: skip
def test_letters_about_no_case_are_listed_for_those_who_keep_the_settings(
    seat: Seat, letters: dict[str, str], who: str, seen: bool
) -> None:
    desk = seat(who)
    page = desk.get("/desk/outbox")
    assert page.status_code == 200
    for what, address in zip((WARNING, LIST), letters.values(), strict=True):
        assert (what in page.text) is seen
        assert desk.get(address).status_code == (200 if seen else 404)


def test_a_letter_about_no_case_leads_back_to_the_list(seat: Seat, letters: dict[str, str]) -> None:
    desk = seat("admin")
    assert "ไม่เกี่ยวกับเรื่องใดเรื่องหนึ่ง" in desk.get("/desk/outbox").text
    page = desk.get(letters["warning"])
    assert "2570" in text(page)
    assert 'href="/desk/outbox"' in page.text
    assert "/desk/cases/" not in page.text


def test_a_list_of_cases_is_read_by_nobody_but_its_reader(
    seat: Seat, letters: dict[str, str]
) -> None:
    words = "ไม่ตรงกัน 3 รายการ"
    assert words in text(seat("boss").get(letters["list"]))
    page = text(seat("admin").get(letters["list"]))
    assert words not in page
    assert "เปิดอ่านได้เฉพาะผู้รับ" in page


def test_letters_with_and_without_a_case_turn_the_same_pages(
    seat: Seat, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        for number in range(52):
            outbox.put_elsewhere("calendar_unready", f"{number}", now, to=email("boss"), year=2570)
    desk, seen, onward = seat("admin"), [], "/desk/outbox?status=ready"
    while onward:
        page = desk.get(onward.replace("&amp;", "&")).text
        seen.append(set(re.findall(r"/desk/outbox/[0-9]+", page)))
        onward = (
            page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
            if 'rel="next"' in page
            else ""
        )
    assert [len(found) for found in seen] == [50, 2]
    assert not seen[0] & seen[1]

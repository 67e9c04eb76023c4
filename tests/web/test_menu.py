"""The desk's menu: every place a person may open, and where they are."""

import re

import pytest

from tests.web.conftest import Seat
from tests.web.seats import PEOPLE

MENU = re.compile(r'<nav class="siang-nav siang-nav--desk".*?</nav>', re.DOTALL)


def menu_of(seat: Seat, who: str, path: str) -> str:
    found = MENU.search(seat(who).get(path).text)
    assert found
    return found[0]


@pytest.mark.parametrize("who", PEOPLE)
def test_every_place_of_the_menu_opens(seat: Seat, who: str) -> None:
    places = re.findall(r'href="([^"]+)"', menu_of(seat, who, "/desk/absence"))
    assert "/desk/outbox" in places
    for address in places:
        assert seat(who).get(address).status_code == 200, address


def test_a_menu_too_long_for_a_row_keeps_the_rest_under_one_word(seat: Seat) -> None:
    plain, _, more = menu_of(seat, "boss", "/desk").partition("<details>")
    for words, place in (
        ("คิวงาน", plain),
        ("แบบ 2.3", plain),
        ("จดหมายออก", more),
        ("การกัน", more),
    ):
        assert words in place
    assert plain.count("<li>") <= 8
    assert "<summary>" in more


@pytest.mark.parametrize("who", ["officer", "admin"])
def test_a_short_menu_hides_nothing(seat: Seat, who: str) -> None:
    assert "<details>" not in menu_of(seat, who, "/desk/absence")


@pytest.mark.parametrize("path", ["/desk", "/desk/walls", "/figures/sla", "/settings/calendar"])
def test_exactly_one_place_is_where_one_is(seat: Seat, path: str) -> None:
    menu = menu_of(seat, "boss", path)
    assert menu.count('aria-current="page"') == 1
    assert ('<summary aria-current="true">' in menu) is (path == "/desk/walls")

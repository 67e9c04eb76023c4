"""Cases beside a case: similar ones by their words, and the others of the same correspondent."""

import pytest

from app.actions.rate import rate
from app.database import transaction
from app.intake.submission import Sender
from app.queries import cases
from app.queries.similar import pieces
from tests.web.conftest import Seat
from workflows import State

BODY = "ไฟส่องสว่างหน้าอาคารจอดรถดับมาสามคืนแล้ว เดินกลับบ้านลำบากมาก"
SOMEBODY = Sender(name="นางอื่น ทดสอบ", email="other@example.org")
SECRET = {"topic": "C08", "subject": "ไฟทางเดินดับ", "body": BODY}


@pytest.fixture
def lights(new_case) -> str:
    """A case about lights."""
    return new_case(State.ASSIGNED, subject="ไฟทางเดินดับ", body=BODY)


def test_the_case_that_says_nearly_the_same_is_found_and_others_are_not(
    seat: Seat, new_case, lights
) -> None:
    near = new_case(subject="ไฟหน้าอาคารดับ", body="ไฟส่องสว่างหน้าอาคารจอดรถดับมา ๓ คืน", sender=SOMEBODY)
    far = new_case()
    page = seat("officer").get(f"/desk/cases/{lights}/similar").text
    assert near in page
    assert far not in page
    assert "รวมกับเรื่องนี้" not in page  # nobody owns it yet


def test_a_similar_open_case_is_one_press_from_the_form_that_merges(
    seat: Seat, new_case, lights
) -> None:
    near = new_case(State.ASSIGNED, subject="ไฟหน้าอาคารดับ", body=BODY, sender=SOMEBODY)
    officer = seat("officer")
    merging = f"/desk/cases/{lights}/merge?into={near}"
    assert f'href="{merging}"' in officer.get(f"/desk/cases/{lights}/similar").text
    assert f'value="{near}"' in officer.get(merging).text


def test_restricted_cases_are_neither_found_nor_compared(seat: Seat, new_case, lights) -> None:
    hidden, twin = new_case(**SECRET), new_case(**SECRET)
    keeper = seat("keeper")
    assert hidden not in keeper.get(f"/desk/cases/{lights}/similar").text
    assert twin not in keeper.get(f"/desk/cases/{hidden}/similar").text


def test_only_cases_that_one_may_see_are_similar(seat: Seat, new_case, lights) -> None:
    twin = new_case(topic="C01", subject="ไฟทางเดินดับ", body=BODY)
    other = new_case(topic="C01", subject="ไฟทางเดินดับ", body=BODY)
    assert other in seat("boss").get(f"/desk/cases/{twin}/similar").text
    assert seat("officer").get(f"/desk/cases/{twin}/similar").status_code == 404


def test_at_most_five_are_shown(seat: Seat, new_case, lights) -> None:
    for _ in range(7):
        new_case(subject="ไฟทางเดินดับ", body=BODY)
    page = seat("officer").get(f"/desk/cases/{lights}/similar").text
    assert page.count('<li><a class="siang-link" href="/desk/cases/') == 5


def test_blanks_and_thai_digits_make_no_difference() -> None:
    assert pieces("ดับมา ๓ คืน") == pieces("ดับมา3คืน")


def test_the_others_of_a_correspondent_come_with_their_ratings(
    seat: Seat, new_case, app, now, lights
) -> None:
    rated, stranger = new_case(State.RESOLVED), new_case(sender=SOMEBODY)
    with app.app_context(), transaction():
        rate(cases.by_reference(rated), now, 4, 3)
    page = seat("boss").get(f"/desk/cases/{lights}/history").text
    assert rated in page
    assert "4/5" in page
    assert stranger not in page


@pytest.mark.parametrize(
    "more", [{"anonymous": True, "sender": None}, {"identity_hidden": True}, {"topic": "C08"}]
)
def test_nobody_is_looked_up_who_does_not_say_who_they_are(
    seat: Seat, new_case, lights, more
) -> None:
    quiet = new_case(**more)
    keeper = seat("keeper")
    assert keeper.get(f"/desk/cases/{quiet}/history").status_code == 404
    assert quiet not in seat("boss").get(f"/desk/cases/{lights}/history").text
    assert "/history" not in keeper.get(f"/desk/cases/{quiet}").text


@pytest.mark.parametrize(("who", "led"), [("boss", True), ("officer", False), ("auditor", False)])
def test_history_is_a_right_of_its_own(seat: Seat, lights, who, led) -> None:
    desk = seat(who)
    assert ("/history" in desk.get(f"/desk/cases/{lights}").text) is led
    assert (desk.get(f"/desk/cases/{lights}/history").status_code == 200) is led

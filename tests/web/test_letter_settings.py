"""The wording of letters in the settings: changed, tried on a real case, refused, switched back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.actions.write_letter import write_letter
from app.database import transaction
from app.models import LetterTemplate
from app.queries import cases, people
from tests.web.callers import bearer
from tests.web.conftest import Seat
from tests.web.seats import email, text
from workflows import State

PAGE = "/settings/letters/update"
SUBJECT = "{reference} ข่าวจากเรา"
BODY = "เรียน คุณ{name}\n\n{words}\n\nติดตามได้ที่ {link}"


def wording(**more: object) -> dict[str, object]:
    return {"subject": SUBJECT, "body": BODY, "seen": "0", "do": "save", **more}


def kept(app: Flask) -> list[str]:
    with app.app_context(), transaction() as session:
        return list(session.scalars(select(LetterTemplate.body)))


def test_a_manager_writes_the_offices_own_words_and_the_next_letter_has_them(
    seat: Seat, new_case: Callable[..., str], app: Flask, now: datetime
) -> None:
    reference, boss = new_case(State.ASSIGNED), seat("boss")
    assert "{words}" in text(boss.get(PAGE))  # what ships, to start from
    assert boss.post(PAGE, data=wording()).status_code == 302
    with app.app_context(), transaction():
        officer = people.by_email(email("officer"))
        case = cases.find(reference, officer)
        letter = write_letter(case, officer, now, occasion="", text="ตรวจแล้ว")
        assert letter.subject == f"{reference} ข่าวจากเรา"
        assert letter.text.startswith("เรียน คุณนายสมหมาย ใฝ่อ่าน\n\nตรวจแล้ว")
    page = text(boss.get(PAGE))
    assert "ฉบับที่ 1 ใช้อยู่" in page
    assert "คุณboss" in page
    assert "ของหน่วยงาน" in text(boss.get("/settings/letters"))


def test_a_wording_is_tried_on_a_real_case_before_it_holds(
    seat: Seat, new_case: Callable[..., str], app: Flask
) -> None:
    reference = new_case(State.ASSIGNED, subject="<b>ฉลาก</b>")
    tried = seat("boss").post(PAGE, data=wording(do="try", reference=reference.lower()))
    assert f"{reference} ข่าวจากเรา" in text(tried)
    assert "เรียน คุณนายสมหมาย ใฝ่อ่าน" in text(tried)
    whole = seat("boss").post(PAGE, data=wording(
        do="html", reference=reference, body=BODY + "\n{subject}"))  # fmt: skip
    assert "&lt;b&gt;ฉลาก" in whole.text
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    assert kept(app) == []


def test_a_trial_shows_no_case_that_the_manager_may_not_see(
    seat: Seat, new_case: Callable[..., str]
) -> None:
    hidden = new_case(topic="C08")
    answer = seat("boss").post(PAGE, data=wording(do="try", reference=hidden))
    assert answer.status_code == 422
    assert "ไม่พบเรื่องเลขที่นี้" in text(answer)
    unknown = seat("boss").post(PAGE, data=wording(do="try", reference="X-1"))
    assert text(unknown).replace("X-1", "") == text(answer).replace(hidden, "")


@pytest.mark.parametrize(
    ("more", "said"),
    [({"body": "{ความลับ} {words} {link}"}, "ไม่รู้จัก {ความลับ}"),
     ({"body": "{words}"}, "ต้องมี {link}"), ({"subject": "ข่าว"}, "ต้องมี {reference}")],
)  # fmt: skip
def test_what_no_letter_may_say_is_refused_and_nothing_typed_is_lost(
    seat: Seat, app: Flask, more: dict[str, str], said: str
) -> None:
    answer = seat("boss").post(PAGE, data=wording(**more))
    assert answer.status_code == 422
    assert said in text(answer)
    assert next(iter(more.values())) in text(answer) or "ข่าว" in answer.text
    assert kept(app) == []


def test_of_two_who_write_at_once_the_second_is_told(seat: Seat, app: Flask) -> None:
    seat("boss").post(PAGE, data=wording())
    late = seat("boss").post(PAGE, data=wording(body=BODY + "\nอีกบรรทัด"))
    assert late.status_code == 409
    assert "อีกบรรทัด" in late.text
    assert len(kept(app)) == 1


def test_what_ships_can_be_used_again(seat: Seat) -> None:
    seat("boss").post(PAGE, data=wording())
    assert seat("boss").post(PAGE + "/use", data={"version": "0"}).status_code == 302
    assert "ฉบับที่ 1 ใช้อยู่" not in text(seat("boss").get(PAGE))
    assert seat("boss").post(PAGE + "/use", data={"version": "7"}).status_code == 404


def test_an_administrator_reads_the_wordings_and_changes_none(seat: Seat) -> None:
    assert seat("admin").get(PAGE).status_code == 200
    assert seat("admin").post(PAGE, data=wording()).status_code == 404


@pytest.mark.parametrize(
    "place", ["/settings/letters/yours", "/settings/letters/x", PAGE + "?kind=x"]
)
def test_a_letter_that_is_none_of_these_is_not_there(seat: Seat, place: str) -> None:
    assert seat("boss").get(place).status_code == 404


def test_programs_read_try_keep_and_choose_wordings(
    seat: Seat, app: Flask, now: datetime, new_case: Callable[..., str]
) -> None:
    reference, client = new_case(), app.test_client()
    with app.app_context(), transaction():
        key = bearer(people.by_email(email("boss")), now)
    api = "/api/v1/settings/letters"
    letters = client.get(api, headers=key).json["letters"]
    update = next(one for one in letters if one["name"] == "update")
    assert {
        name: value
        for one in update["names"] if one["name"] == "words"
        for name, value in one.items() if name != "says"
    } == {"name": "words", "needed": True}  # fmt: skip
    new = {"subject": SUBJECT, "body": BODY}
    tried = client.post(f"{api}/update", headers=key,
                        json={**new, "dry_run": True, "reference": reference})  # fmt: skip
    assert tried.json["subject"] == f"{reference} ข่าวจากเรา"
    assert client.post(f"{api}/update", headers=key, json=new).json["version"] == 1
    assert client.post(f"{api}/update", headers=key, json=new).status_code == 412
    bad = client.post(f"{api}/update", headers=key, json={**new, "body": "{x}", "seen": 1})
    assert bad.status_code == 422
    used = client.post(f"{api}/update/use", headers=key, json={"version": 0})
    assert [row["active"] for row in used.json["versions"]] == [False]
    on = client.post(f"{api}/signing", headers=key, json={"on": True})
    assert on.json["signed_answers"] is True

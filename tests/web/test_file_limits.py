"""How many files and how large: the same numbers at every door, and nobody's mail is lost."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from time_machine import Traveller

from app.database import db, transaction
from app.models import Attachment, Case, Event, Letter, RawMail
from app.postbox import accept
from app.queries import cases
from app.storage import cupboard
from tests.factories import SOMMAI
from tests.web.callers import a_caller, seen
from tests.web.seats import filled, hidden
from tests.web.visitors import open_case, post, tell
from workflows import State, limits
from workflows.limits import MEGABYTE

Door = Callable[[int, int], bool]  # so many files of so many bytes: whether they were taken
DOORS = ("web", "track", "desk", "letter", "api")


@dataclass
class Site:
    """What a door needs."""

    app: Flask
    client: FlaskClient
    seat: Callable[[str], FlaskClient]
    new_case: Callable[..., str]
    now: datetime
    sent: Iterator[int]

    def names(self, number: int, size: int) -> list[tuple[str, bytes]]:
        """So many files."""
        return [(f"ไฟล์ {n}.txt", b"x" * size) for n in range(number)]

    def web(self, number: int, size: int) -> bool:
        """The form of a new case."""
        token = f"once-{next(self.sent):040}"
        return tell(self.client, token=token, files=self.names(number, size)).status_code == 303

    def track(self, number: int, size: int) -> bool:
        """A message on an open case."""
        if not self.client.get("/track/case").text.count("multipart"):
            open_case(self.client, token=f"once-{next(self.sent):040}")
        words = {"token": f"again-{next(self.sent):040}", "body": "เพิ่มเติม"}
        answer = post(self.client, "/track/message", {**words, "files": self.names(number, size)})
        return answer.status_code == 303

    def desk(self, number: int, size: int) -> bool:
        """A letter that an officer registers."""
        clerk = self.seat("clerk")
        words = {
            "token": hidden(clerk.get("/desk/intake"), "token"), "channel": "letter",
            "kind": "complaint", "topic": "C04", "received_on": "23/11/2569",
            "received_time": "9.30", "subject": "ไฟดับ", "body": "หน้าอาคาร", "anonymous": "no",
            "name": "นางสาวทดสอบ",
        }  # fmt: skip
        answer = post(clerk, "/desk/intake", {**words, "files": self.names(number, size)})
        return answer.status_code == 200

    def letter(self, number: int, size: int) -> bool:
        """A letter of the office."""
        officer, place = self.seat("officer"), f"/desk/cases/{self.new_case(State.ASSIGNED)}"
        words = filled(officer, f"{place}/letters", text="ตามที่แนบ", how="phone")
        words["files"] = [(BytesIO(c), n) for n, c in self.names(number, size)]
        return officer.post(f"{place}/letters", data=words).status_code == 302

    def api(self, number: int, size: int) -> bool:
        """The same by a program."""
        reference = self.new_case(State.ASSIGNED)
        with self.app.app_context():
            found = cases.by_reference(reference)
            assert found is not None
            version = found.version
            caller = a_caller(self.now, "manager")
        letter = {"text": "ตามที่แนบ", "how": "phone", "attachments": [
            {"name": n, "content": b64encode(c).decode()} for n, c in self.names(number, size)
        ]}  # fmt: skip
        answer = self.client.post(f"/api/v1/cases/{reference}/letters", json=letter,
                                  headers={**caller, **seen(version)})  # fmt: skip
        return answer.status_code == 201


@pytest.fixture
def site(
    app: Flask, client: FlaskClient, seat: Callable[[str], FlaskClient],
    new_case: Callable[..., str], now: datetime,
) -> Site:  # fmt: skip
    return Site(app, client, seat, new_case, now, iter(range(1000)))


def count(app: Flask) -> int:
    with app.app_context():
        kept = db.session.scalars(select(Attachment)).all()
        assert len(kept) == len(list(cupboard.all_keys()))  # what is refused leaves nothing
        return len(kept)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("limit", "most", "fits", "too_much"), [
    ("FILES", 3, (3, 1), (4, 1)),
    ("FILE", 10, (1, 10), (1, 11)),
    ("UPLOAD", 10, (2, 5), (2, 6)),
    ("CASE_FILES", 2, (2, 1), (3, 1)),
    ("CASE_UPLOAD", 10, (2, 5), (2, 6)),
    ("DAY_FILES", 2, (2, 1), (3, 1)),
    ("DAY_UPLOAD", 10, (2, 5), (2, 6)),
])  # fmt: skip
def test_at_every_door_the_limit_fits_and_one_more_does_not(
    site: Site, monkeypatch: pytest.MonkeyPatch, door: str, limit: str, most: int,
    fits: tuple[int, int], too_much: tuple[int, int],
) -> None:  # fmt: skip
    monkeypatch.setattr(limits, limit, most)
    send: Door = getattr(site, door)
    assert not send(*too_much)
    assert count(site.app) == 0
    assert send(*fits)
    assert count(site.app) == fits[0]


def test_the_numbers_are_those_of_the_manuals() -> None:
    assert (limits.FILES, limits.FILE, limits.UPLOAD) == (20, 20 * MEGABYTE, 25 * MEGABYTE)
    assert (limits.CASE_FILES, limits.CASE_UPLOAD) == (200, 500 * MEGABYTE)
    assert (limits.DAY_FILES, limits.DAY_UPLOAD) == (100, 200 * MEGABYTE)


def test_a_person_s_day_is_counted_over_all_their_cases(
    site: Site, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "DAY_FILES", 3)
    assert [site.web(number, 1) for number in (2, 2, 1, 1)] == [True, False, True, False]
    clock.shift(timedelta(days=1))
    assert site.web(3, 1)


def test_a_case_fills_up_message_by_message(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CASE_FILES", 3)
    assert [site.track(number, 1) for number in (2, 2, 1, 1)] == [True, False, True, False]


def a_mail(*sizes: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = SOMMAI.email, "ไฟดับ"
    mail.set_content("ตามที่แนบ")
    for number, size in enumerate(sizes):
        mail.add_attachment(b"x" * size, "application", "pdf", filename=f"หลักฐาน {number}.pdf")
    return mail.as_bytes()


@pytest.mark.parametrize(("limit", "most", "sizes", "kept"), [
    ("FILES", 2, (1, 1), 2), ("FILES", 2, (1, 1, 1), 2), ("FILE", 10, (10, 11, 9), 2),
    ("UPLOAD", 10, (6, 5, 4), 2), ("CASE_FILES", 1, (1, 1), 1), ("DAY_UPLOAD", 10, (11, 10), 1),
])  # fmt: skip
def test_of_a_mail_what_is_too_much_stays_in_the_mail_and_is_named(
    site: Site, session: Session, monkeypatch: pytest.MonkeyPatch, limit: str, most: int,
    sizes: tuple[int, ...], kept: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(limits, limit, most)
    raw = a_mail(*sizes)
    assert accept.read(accept.keep(raw, site.now), site.now) == "done"
    names = {file.name for file in session.scalars(select(Attachment))}
    assert len(names) == kept
    said = session.scalars(select(Event).where(Event.what == "files_left_out")).all()
    left_out = {name for event in said for name in event.details["files"]}
    assert names | left_out == {f"หลักฐาน {n}.pdf" for n in range(len(sizes))}
    assert not names & left_out
    mail = session.scalars(select(RawMail)).one()
    assert cupboard.get(mail.key) == raw
    reference = session.scalars(select(Case.reference)).one()
    page = site.seat("boss").get(f"/desk/cases/{reference}").text
    assert ("เก็บไว้ในอีเมลต้นฉบับ" in page) is bool(left_out)
    assert all(name in page for name in names | left_out)


def test_a_mail_larger_than_any_form_is_a_case_too(site: Site, session: Session) -> None:
    raw = a_mail(13 * MEGABYTE, 13 * MEGABYTE)
    assert accept.read(accept.keep(raw, site.now), site.now) == "done"
    assert [file.size for file in session.scalars(select(Attachment))] == [13 * MEGABYTE]
    with transaction():
        assert session.scalars(select(Letter.name)).all() == ["acknowledgement"]

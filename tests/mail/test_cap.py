"""Nobody's mailbox is flooded through us: three letters an hour, and no word of a stranger."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.release_letter import release_letter
from app.actions.send_letter import send_letter
from app.actions.write_letter import write_letter
from app.database import transaction
from app.intake.submission import Sender
from app.models import Case, Event, Letter
from app.queries import due
from tests.factories import a_case, a_person, a_referral
from tests.mail.sink import Sink, a_sink
from workflows import NotAllowed, State

VICTIM, SPAM = "victim@example.org", "BUY-NOW-CANARY"
KEY, BASE = "k" * 40, "http://127.0.0.1:9"
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    with a_sink(app, monkeypatch) as sink:
        yield sink


def reports(now: datetime, many: int) -> list[int]:
    """So many reports that name the victim, in all manners of writing the address."""
    with transaction():
        return [
            a_case(now, subject=f"{SPAM} {n}", body=SPAM, sender=Sender(
                name=SPAM, email=VICTIM if n % 2 else VICTIM.upper(),
            )).id for n in range(many)
        ]  # fmt: skip


def post(now: datetime) -> None:
    """The clock sends what is due."""
    for letter_id in due.letters(now):
        send_letter(letter_id, now, key=KEY, base_url=BASE, kept=None)


def to_victim(sink: Sink) -> list[bytes]:
    raw = zip(sink.raw, sink.envelopes, strict=True)
    return [mail for mail, (_, to) in raw if [one.lower() for one in to] == [VICTIM]]


def test_of_three_hundred_reports_that_name_a_victim_three_letters_leave_with_fixed_words(
    session: Session, sink: Sink, now: datetime
) -> None:
    cases = reports(now, 300)
    post(now)
    assert len(to_victim(sink)) == 3
    for mail in sink.mails:
        said = str(mail["Subject"]) + "".join(
            str(p.get_content()) for p in mail.walk() if not p.is_multipart()
        )
        assert SPAM not in said
    session.rollback()
    held = session.scalars(select(Letter).where(Letter.status == "held")).all()
    assert len(held) == 297
    owed = select(Case.id).where(Case.acknowledged_at.is_(None), Case.id.in_(cases))
    assert len(session.scalars(owed).all()) == 297
    post(now + 2 * HOUR)
    assert len(to_victim(sink)) == 3  # what is held waits for a person


def test_two_machines_send_no_fourth(
    app: Flask, session: Session, sink: Sink, now: datetime
) -> None:
    reports(now, 8)
    ids = due.letters(now)
    session.rollback()

    def machine(mine: list[int]) -> None:
        with app.app_context():
            for one in mine:
                send_letter(one, now, key=KEY, base_url=BASE, kept=None)

    machines = [threading.Thread(target=machine, args=(list(ids)[n::2],)) for n in range(2)]
    for each in machines:
        each.start()
    for each in machines:
        each.join()
    assert len(to_victim(sink)) == 3


def test_an_officer_may_send_a_held_receipt_which_then_meets_its_deadline(
    session: Session, sink: Sink, now: datetime
) -> None:
    reports(now, 4)
    post(now)
    with transaction():
        officer, admin = a_person(now, "intake"), a_person(now, "admin")
        held = session.scalars(select(Letter).where(Letter.status == "held")).one()
        with pytest.raises(NotAllowed):
            release_letter(held.id, admin, now)
        release_letter(held.id, officer, now)
        letter_id, case_id = held.id, held.case_id
    post(now)
    session.rollback()
    assert session.get_one(Letter, letter_id).status == "sent"
    assert session.get_one(Case, case_id).acknowledged_at == now
    what = session.scalars(select(Event.what).where(Event.case_id == case_id)).all()
    assert "letter_released" in what
    assert len(to_victim(sink)) == 4


def test_another_letter_waits_until_the_hour_allows_it(
    session: Session, sink: Sink, now: datetime
) -> None:
    reports(now, 3)
    post(now)
    with transaction():
        case = session.scalars(select(Case)).first()
        assert case is not None
        news = write_letter(case, a_person(now, "intake"), now, occasion="n", text="พบแล้ว").id
    post(now)
    session.rollback()
    waiting = session.get_one(Letter, news)
    assert (waiting.status, waiting.next_try_at, waiting.attempts) == ("ready", now + HOUR, 0)
    post(now + HOUR)
    session.rollback()
    assert session.get_one(Letter, news).status == "sent"


def test_colleagues_and_agencies_get_every_letter(
    session: Session, sink: Sink, now: datetime
) -> None:
    with transaction():
        owner = a_person(now, "officer", email=VICTIM)
        for _ in range(5):
            a_referral(now, State.ASSIGNED, owner=owner, sender=Sender(name="ก"))
    post(now)
    assert len(to_victim(sink)) == 5


def test_a_letter_that_could_not_leave_is_not_counted(
    session: Session, app: Flask, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_sink(app, monkeypatch):
        pass  # its port is closed again: nobody listens there
    reports(now, 5)
    post(now)
    session.rollback()
    told = session.execute(select(Letter.status, Letter.sent_at)).all()
    assert [tuple(row) for row in told] == [("ready", None)] * 5


def test_the_first_letters_of_a_case_carry_no_words_of_who_wrote(
    session: Session, now: datetime
) -> None:
    with transaction():
        a_case(now, State.ASSIGNED, subject=SPAM, body=SPAM, sender=Sender(name=SPAM, email=VICTIM))
        a_case(now, State.ASSIGNED, subject=SPAM, body=SPAM, language="en",
               sender=Sender(name=SPAM, email=VICTIM))  # fmt: skip
    written = session.scalars(select(Letter).where(Letter.recipient == VICTIM)).all()
    assert sorted(one.name for one in written) == ["acknowledgement"] * 2 + ["assigned"] * 2
    assert all(SPAM not in one.subject + one.text for one in written)

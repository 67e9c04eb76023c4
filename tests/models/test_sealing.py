"""A reader of the database, of the files or of a backup finds no word of a restricted case."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from app.actions.acknowledge import acknowledge
from app.actions.given import Given
from app.actions.keep_draft import keep_draft
from app.actions.keep_factors import begin_app
from app.actions.keep_mail import Came, keep
from app.actions.lay_aside import lay_aside
from app.actions.raise_wall import Named, raise_wall
from app.actions.rate import rate
from app.actions.receive_message import receive_message
from app.actions.seal_events import seal
from app.actions.seal_words import seal_mail, seal_words
from app.actions.take_step import take_step
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.backup.site import backup
from app.database import db, transaction
from app.intake.submission import File, Sender
from app.models import Case, Letter, Message, RawMail
from app.models.base import Secret
from app.queries import chain, senders
from app.queries.queues import Asked, page
from app.queries.unsealed import unsealed, unsealed_mails
from app.vault import WrongKey, vault
from tests.factories import a_case, a_person, an_office
from workflows import State
from workflows.text import normalise

CANARY = "นกขมิ้นเหลืองอ่อน ๒๕๖๙"
SAID = Sender(f"นาง{CANARY}", "khamin@canary.example", "08-canary-1", f"ตรอก{CANARY}")
SIGNS = (CANARY, "khamin@canary.example", "08-canary-1", normalise(CANARY))


def a_secret_case(now: datetime) -> Case:
    """A restricted case that says the canary in every way there is."""
    an_office()
    owner = a_person(now, "confidential", "U06")
    boss = a_person(now, "confidential", "U01")
    case = a_case(
        now, State.ANALYSED, owner=owner, topic="C08", channel="antigraft", sender=SAID,
        subject=f"เรื่อง {CANARY}", body=f"เล่าว่า {CANARY}", remedy=f"ขอ {CANARY}", place=CANARY,
        files=(File(f"{CANARY}.txt", CANARY.encode()),),
    )  # fmt: skip
    acknowledge(case, owner, now, f"โทร {CANARY}")
    receive_message(case, now, f"อีกอย่าง {CANARY}", "m:1", [File("ก.txt", CANARY.encode())])
    write_note(case, owner, now, f"บันทึก {CANARY}")
    write_letter(case, owner, now, occasion="u1", text=f"เรียน {CANARY}")
    accused = a_person(now, "officer", "U02")
    raise_wall(case, boss, now, Named(person=accused.email, reason=f"ถูกกล่าวหา {CANARY}"))
    given = Given(outcome="upheld", answer=f"ผล {CANARY}", note=f"หมายเหตุ {CANARY}")
    take_step(case, "resolve", owner, now, given)
    rate(case, now, 5, 4, f"ดี {CANARY}")
    keep_draft(case, owner, "note", {"text": [f"ร่าง {CANARY}"]}, now)
    lay_aside(f"เรื่อง,{CANARY}".encode(), "cases.csv", "cases", boss, now)
    return case


@pytest.fixture
def secret(session: Session, now: datetime) -> Case:
    """The case, written and committed."""
    with transaction():
        return a_secret_case(now)


def everything_written() -> Iterator[str]:
    """Every value of every table as the database itself has it."""
    for table in inspect(db.engine).get_table_names():
        for row in db.session.execute(text(f'SELECT * FROM "{table}"')):
            yield from map(str, row)


def everything_below(folder: Path) -> Iterator[bytes]:
    """The bytes of every file."""
    return (place.read_bytes() for place in folder.rglob("*") if place.is_file())


def test_no_word_of_a_restricted_case_stands_in_the_database(secret: Case) -> None:
    told = [value for value in everything_written() if any(sign in value for sign in SIGNS)]
    assert told == []


def test_no_word_of_it_stands_in_its_files_or_in_a_backup(
    app: Flask, secret: Case, now: datetime, tmp_path: Path
) -> None:
    backup(tmp_path / "copy", now)
    for folder in (app.config["SETTINGS"].var, tmp_path / "copy"):
        for content in everything_below(folder):
            assert not any(sign.encode() in content for sign in SIGNS)


def test_those_who_may_read_it_read_it_in_plain_words(secret: Case) -> None:
    db.session.expire_all()
    assert secret.body == f"เล่าว่า {CANARY}"
    assert secret.correspondent is not None
    assert secret.correspondent.name == f"นาง{CANARY}"
    assert isinstance(secret.body, Secret)


def test_the_words_of_an_ordinary_case_stay_open_to_the_search(
    session: Session, now: datetime
) -> None:
    with transaction():
        an_office()
        a_case(now, subject=f"เรื่อง {CANARY}")
    assert any(CANARY in value for value in everything_written())


def test_a_search_finds_its_words_for_the_confidential_role_alone(
    secret: Case, now: datetime
) -> None:
    asked = Asked(queue="all", q="ขมิ้นเหลือง 2569")
    with transaction():
        reader, manager = a_person(now, "confidential", "U06"), a_person(now, "manager", "U01")
    assert [case.id for case in page(asked, reader, now).cases] == [secret.id]
    assert list(page(asked, manager, now).cases) == []


def test_a_search_does_not_match_the_sealed_form(secret: Case, now: datetime) -> None:
    with transaction():
        reader = a_person(now, "confidential", "U06")
    assert list(page(Asked(queue="all", q="sealed"), reader, now).cases) == []


def test_the_chain_of_events_holds_over_sealed_words(
    session: Session, secret: Case, now: datetime
) -> None:
    with transaction():
        assert seal(now) > 0
    session.expire_all()
    assert chain.broken(now) is None
    wrong = vault.seal_text("อย่างอื่น")
    with transaction():
        changed = text("UPDATE event SET note = :note WHERE what = 'resolve'")
        assert session.execute(changed, {"note": wrong}).rowcount == 1
    assert "is not as it was" in (chain.broken(now) or "")


def test_a_mail_to_the_integrity_mailbox_says_nothing_before_it_is_read(
    session: Session, now: datetime
) -> None:
    came = Came("lmtp", "khamin@canary.example", ("integrity@office.example",), restricted=True)
    with transaction():
        keep(f"Subject: x\n\n{CANARY}".encode(), "0" * 64, now, came)
    assert not any(sign in value for value in everything_written() for sign in SIGNS)


def test_a_message_id_of_a_restricted_case_is_sealed_and_finds_its_mail_all_the_same(
    session: Session, secret: Case, now: datetime
) -> None:
    name = f"<{'long.' * 60}khamin@canary.example>"
    with transaction():
        mail = RawMail(sha256="0" * 64, key="k", size=1, received_at=now, restricted=True,
                       header_id=name, case_id=secret.id)  # fmt: skip
        session.add(mail)
        letter = session.scalars(select(Letter).where(Letter.case_id == secret.id)).first()
        assert letter is not None
        letter.in_reply_to = name
    assert not any("long.long." in value for value in everything_written())
    assert senders.threaded((name,)) == [secret]
    session.expire_all()
    assert name.startswith(letter.in_reply_to)


def test_words_from_before_the_key_are_sealed_afterwards(secret: Case) -> None:
    with transaction() as session:
        plain = {"id": secret.id, "words": CANARY}
        session.execute(text('UPDATE "case" SET subject = :words WHERE id = :id'), plain)
        session.execute(text("UPDATE message SET body = :words WHERE case_id = :id"), plain)
    assert unsealed() == [secret.id]
    with transaction():
        seal_words(secret.id)
    assert unsealed() == []
    assert not any(CANARY in value for value in everything_written())
    assert db.session.scalars(select(Message)).one().body == CANARY


@pytest.mark.parametrize("hangs", [True, False])
def test_message_ids_from_before_they_were_sealed_are_sealed_afterwards(
    secret: Case, now: datetime, hangs: bool
) -> None:
    name = "<7@canary.example>"
    with transaction() as session:
        mail = RawMail(sha256="0" * 64, key="k", size=1, received_at=now, restricted=True,
                       state="held", case_id=secret.id if hangs else None)  # fmt: skip
        session.add(mail)
        session.flush()
        session.execute(text("UPDATE raw_mail SET header_id = :name"), {"name": name})
        if hangs:
            session.execute(text("UPDATE letter SET in_reply_to = :name"), {"name": name})
    assert any(name in value for value in everything_written())
    with transaction():
        for key in unsealed():
            seal_words(key)
        for key in unsealed_mails():
            seal_mail(key)
    assert not any(name in value for value in everything_written())
    assert (unsealed(), unsealed_mails()) == ([], [])
    assert db.session.get_one(RawMail, mail.id).header_id == name


def test_the_secret_of_a_second_factor_is_sealed(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        row = begin_app(a_person(now, "officer"), "โทรศัพท์", now)
    assert not any(row.secret in value for value in everything_written())


def test_another_key_opens_nothing(secret: Case) -> None:
    right, wrong = vault.seal_text("ลับ"), type(vault)()
    wrong.plug_in("another key of more than thirty-two letters")
    with pytest.raises(WrongKey):
        wrong.open_text(right)
    with pytest.raises(WrongKey):
        wrong.open(vault.seal(b"x"))


def test_a_changed_file_is_not_taken_for_the_true_one() -> None:
    kept = bytearray(vault.seal("หลักฐาน".encode()))
    kept[-1] ^= 1
    with pytest.raises(WrongKey):
        vault.open(bytes(kept))


def test_words_that_look_sealed_are_taken_as_words(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        case = a_case(now, subject="\x1fsealed:AAAA")
    db.session.expire_all()
    assert case.subject == "sealed:AAAA"

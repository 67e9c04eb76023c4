"""Damaged, infected, waiting, suspicious: what does not open says why; the others open."""

import errno
import os
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.runner import run
from app.models import Attachment, Case
from app.postbox import accept
from app.storage import StoreAway, cupboard
from tests.files import a_crowd, an_archive, damaged
from tests.web.callers import a_caller
from tests.web.kept_files import NAME, Kept, Seat, change, opened, page_of
from tests.web.visitors import open_case, tell
from workflows import State
from workflows.limits import ENTRIES


def test_a_damaged_file_says_so_and_the_others_open(
    kept: Kept, seat: Seat, session: Session, now: datetime
) -> None:
    files = [kept(b"%d" % n * 50) for n in range(4)]
    flipped, short, gone, well = (cupboard.store.place / file.key for file in files)  # type: ignore[attr-defined]  # a folder
    flipped.write_bytes(damaged(flipped.read_bytes()))
    short.write_bytes(short.read_bytes()[:20])
    gone.unlink()
    officer = seat("officer")
    for file in files[:3]:
        answer = officer.get(f"/files/{file.token}")
        assert answer.status_code == 410
        assert "ไฟล์นี้เสียหาย" in answer.text
    assert officer.get(f"/files/{files[3].token}").status_code == 200
    assert run("check_files", now) == (3, 0)
    assert ["เสียหาย" in page_of(officer, session, file) for file in files] == [True] * 3 + [False]
    cupboard.put_back(files[2].key, well.read_bytes())
    assert run("check_files", now) == (0, 0)  # that is another file
    assert len(opened(session, "file_damaged")) == 3


def test_a_file_that_came_back_from_a_backup_opens_again(
    kept: Kept, seat: Seat, session: Session, now: datetime
) -> None:
    file = kept()
    sealed = cupboard.get_sealed(file.key)
    cupboard.remove(file.key)
    run("check_files", now)
    cupboard.put_back(file.key, sealed)
    assert run("check_files", now) == (1, 0)
    assert seat("officer").get(f"/files/{file.token}").data == b"evidence"


@pytest.mark.parametrize(("scan", "words"), [
    ("pending", "กำลังตรวจไวรัส"), ("infected", "พบไวรัส"), ("failed", "ตรวจไวรัสไม่สำเร็จ"),
])  # fmt: skip
def test_only_what_the_scanner_passed_opens_for_anybody(
    kept: Kept, client: FlaskClient, seat: Seat, session: Session,
    now: datetime, scan: str, words: str,
) -> None:  # fmt: skip
    open_case(client, files=[(NAME, b"mine")])
    file = session.scalars(select(Attachment)).one()
    change(session, file, scan=scan)
    case = session.get_one(Case, file.case_id)
    for visitor in (client, seat("boss")):
        answer = visitor.get(f"/files/{file.token}")
        assert (answer.status_code, words in answer.text) == (409, True)
    page = page_of(seat("boss"), session, file)
    assert f'/files/{file.token}"' not in page
    assert words in page
    assert words in client.get("/track/case").text
    url = f"/api/v1/cases/{case.reference}/attachments/{file.id}"
    answer = client.get(url, headers=a_caller(now, "manager"))
    assert (answer.status_code, answer.json["code"]) == (409, scan)
    assert opened(session) == []


def test_a_scan_that_failed_is_asked_for_again_by_a_button(
    kept: Kept, seat: Seat, session: Session
) -> None:
    file = kept()
    change(session, file, scan="failed", scan_tries=10)
    assert f"/files/{file.token}/scan" in page_of(seat("officer"), session, file)
    assert seat("officer").post(f"/files/{file.token}/scan").status_code == 303
    session.rollback()
    assert session.get_one(Attachment, file.id).scan == "pending"
    assert seat("auditor").post(f"/files/{file.token}/scan").status_code == 403


@pytest.mark.parametrize(("content", "why"), [
    (a_crowd(ENTRIES + 1), "มีไฟล์ข้างในมากผิดปกติ"), (an_archive({"ใน.zip": b"PK"}), "ซ้อนข้างใน"),
])  # fmt: skip
def test_a_suspicious_file_is_kept_and_the_officer_is_warned(
    kept: Kept, seat: Seat, session: Session, content: bytes, why: str
) -> None:
    file = kept(content, "รวม.zip")
    page = page_of(seat("officer"), session, file)
    assert "อาจเป็นไฟล์อันตราย" in page
    assert why in page
    assert seat("officer").get(f"/files/{file.token}").data == content


def test_with_a_full_disk_nothing_is_half_kept_and_people_go_on_working(
    app: Flask, client: FlaskClient, seat: Seat, session: Session, now: datetime,
    new_case: Callable[..., str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    reference, before = new_case(State.ASSIGNED), len(session.scalars(select(Case)).all())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        refused = tell(client, files=[(NAME, b"x")])
        assert (refused.status_code, "ยังไม่มีสิ่งใดถูกบันทึก" in refused.text) == (503, True)
        with pytest.raises(StoreAway):  # which the mail door answers with 451
            accept.keep(b"From: a@example.org\n\nx", now)
        assert seat("officer").get(f"/desk/cases/{reference}").status_code == 200
        assert tell(client).status_code == 303  # words alone need no store
    session.rollback()
    assert len(session.scalars(select(Case)).all()) == before + 1
    assert session.scalars(select(Attachment)).all() == []
    assert list(cupboard.all_keys()) == []
    assert tell(client, token="once-" + "b" * 30, files=[(NAME, b"x")]).status_code == 303

"""Names of files, tokens of files, forms of others, file modes and odd pictures, from door to door.

K-12 and K-16 to K-19 of the incidents elsewhere.
"""

import os
import re
import stat
import unicodedata
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.backup.site import backup
from app.database import db
from app.jobs.runner import run
from app.models import Attachment, Case
from app.postbox import accept
from tests.web.conftest import Seat
from tests.web.visitors import open_case, receipt, tell
from workflows.files import safe_name

NAMES = (
    ".htaccess", "\u200b.htaccess", ".\u200bhtaccess", "x.php\x00.jpg", "a.pdf.", "a.pdf::$DATA",
    "CON", "ก" * 300 + ".pdf", "....", unicodedata.normalize("NFC", "é.txt"),
    unicodedata.normalize("NFD", "é.txt"), "-rf.jpg", "--help|id.jpg", "รูป\u202egpj.exe",
)  # fmt: skip
ODD = ('"', "\\", "/", "|", ":", "<", ">", "\x00", "\u200b", "\u202e")
MADE = "/tmp/siang-was-here"
PICTURES = {
    "-write|touch siang.jpg": b"push graphic-context\nimage over 0,0 0,0 'ephemeral:/etc/hosts'\n",
    "msl.jpg": f'<image><read filename="label:@/etc/hosts"/><write filename="{MADE}"/></image>'
    .encode(),
    "label.jpg": b"label:@/etc/hostname",
    "ps.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"
    + f"(%pipe%touch {MADE}) (w) file\n".encode(),
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("seat")


def kept_by(app: Flask, reference: str) -> list[Attachment]:
    with app.app_context():
        query = select(Attachment).join(Case).where(Case.reference == reference)
        return list(db.session.scalars(query.order_by(Attachment.id)))


def test_a_name_is_harmless_everywhere_and_the_file_is_saved_under_it(
    app: Flask, client: FlaskClient, seat: Seat
) -> None:
    reference = open_case(client, files=[(name, name.encode()) for name in NAMES])
    files, desk = kept_by(app, reference), seat("boss")
    assert [file.name for file in files] == [safe_name(name) for name in NAMES]
    for name, file in zip(NAMES, files, strict=True):
        assert re.fullmatch(r"[0-9a-f/-]+", file.key), file.key  # our name for it, none of theirs
        answer = desk.get(f"/files/{file.token}")
        told = answer.headers["Content-Disposition"]
        shown = unquote(told.partition("filename*=UTF-8''")[2])
        assert answer.data == name.encode()
        assert shown == file.name
        assert not shown.startswith((".", "-"))
        assert not any(odd in shown for odd in ODD)
        assert told.isascii()


def test_nobody_has_a_file_with_its_token_alone_or_with_the_session_of_another(
    app: Flask, client: FlaskClient, seat: Seat
) -> None:
    theirs = open_case(client, files=[("ก.txt", b"of the first")])
    second = app.test_client()
    mine = open_case(second, token="other-" + "b" * 30, files=[("ข.txt", b"of the second")])
    (first_file,), (second_file,) = kept_by(app, theirs), kept_by(app, mine)
    own = {client: first_file, second: second_file}
    for visitor, file in own.items():
        other = next(one for one in own.values() if one is not file)
        assert visitor.get(f"/files/{file.token}").status_code == 200
        assert visitor.get(f"/files/{other.token}").status_code == 404
        assert visitor.get(f"/files/{file.id}").status_code == 404
    assert app.test_client().get(f"/files/{first_file.token}").status_code == 404
    assert seat("admin").get(f"/files/{first_file.token}").status_code == 404


def test_the_token_of_another_visitor_s_form_gives_neither_their_receipt_nor_their_case(
    app: Flask, client: FlaskClient
) -> None:
    tell(client, files=[("ก.txt", b"first")])
    reference, secret = receipt(client)
    thief = app.test_client()
    stolen = tell(thief, body="อย่างอื่น", files=[("ข.txt", b"thief")])
    assert stolen.status_code == 422  # sent before: the form comes back with a token of its own
    for page in (stolen.text, thief.get("/receipt").text):
        assert reference not in page
        assert secret not in page
    assert [file.name for file in kept_by(app, reference)] == ["ก.txt"]


def test_a_form_that_is_finished_twice_is_one_case_with_its_files_once(
    app: Flask, client: FlaskClient
) -> None:
    for _ in range(2):
        tell(client, files=[("ก.txt", b"once")])
    reference, _ = receipt(client)
    assert [file.name for file in kept_by(app, reference)] == ["ก.txt"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 1


def test_only_we_read_what_came_in_and_what_was_backed_up(
    app: Flask, client: FlaskClient, now: datetime, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        open_case(client, files=[("ก.jpg", b"a picture")])
        with app.app_context():
            accept.read(accept.keep(b"From: a@example.org\nSubject: x\n\nhello", now), now)
            backup(tmp_path / "copy", now)
    finally:
        assert os.umask(before) == 0
    var = app.config["SETTINGS"].var
    kept = [place for folder in (var / "attachments", tmp_path / "copy")
            for place in (folder, *folder.rglob("*"))]  # fmt: skip
    assert sum(place.is_file() for place in kept) > 3
    loose = {str(place): oct(place.stat().st_mode & 0o777) for place in kept
             if place.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)}  # fmt: skip
    assert loose == {}


def test_a_picture_that_is_a_program_of_another_program_is_kept_and_run_by_none(
    app: Flask, client: FlaskClient, session: Session, now: datetime
) -> None:
    reference = open_case(client, anonymous="yes", files=list(PICTURES.items()))
    with app.app_context():
        run("clean_files", now)
    files = kept_by(app, reference)
    assert [file.name for file in files] == [
        "write_touch siang.jpg",
        "msl.jpg",
        "label.jpg",
        "ps.jpg",
    ]
    found = {(file.cleaning, file.unclean, file.clean_key) for file in files}
    assert found <= {("", "", None), ("failed", "type", None)}  # texts are as they are
    assert ("failed", "type", None) in found
    assert not Path(MADE).exists()

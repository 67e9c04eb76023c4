"""The guided set-up: a list of what an office needs, a test letter, and an office file."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_office import CODE
from app.actions.lay_aside import forget, lay_aside, take_up
from app.actions.record import record_elsewhere
from app.actions.roll_up import roll_up
from app.actions.write_test_letter import TEST_LETTER, write_test_letter
from app.database import transaction
from app.office.file import Wrong, load_text
from app.queries import accounts
from app.queries.beginning import beginning
from app.queries.cases import today
from app.queries.codes import there_are_cases
from app.web.access import actor, opens
from app.web.settings._blueprint import blueprint
from app.web.settings.start_rows import Step, progress, steps
from app.web.settings.telling import tell
from workflows.errors import Invalid
from workflows.words import Words

PURPOSE, LARGEST = "office file", 1024 * 1024
SHOWN = 50  # faults
CHOOSE = Words("เลือกไฟล์ .yaml ของสำนักงาน", "Choose the office's .yaml file")
LARGE = Words("ไฟล์ใหญ่เกิน 1 MB ให้ผู้ดูแลเครื่องใช้ flask office load",
              "Larger than 1 MB: use flask office load")  # fmt: skip
NOT_TEXT = Words("ไฟล์นี้ไม่ใช่ข้อความ UTF-8", "This file is no UTF-8 text")
TOO_LATE = Words("มีเรื่องในระบบแล้ว ให้ผู้ดูแลเครื่องใช้ flask office load",
                 "There are cases already: use flask office load")  # fmt: skip


class _OnlyLooked(Exception):
    """Takes back what the preview did."""


@blueprint.get("/start")
def start() -> str:
    """What is there, what is missing, and what became of the last test letter."""
    return _page()


@blueprint.post("/start/letter")
def test_letter() -> Response:
    """A test letter to whoever asks stands in the outbox."""
    with transaction():
        write_test_letter(actor(), datetime.now(UTC))
    tell(Words("จดหมายทดสอบรอส่ง เปิดหน้านี้อีกครั้งในหนึ่งนาที",
                "The test letter waits to be sent: open this page again in a minute"))  # fmt: skip
    return redirect(url_for("settings.start"))


@blueprint.post("/start/file")
def try_file() -> str | tuple[str, int]:
    """What the file would bring, or every fault in it with its line."""
    try:
        content = _chosen()
        counts = _rehearsed(_text(content))
        with transaction():
            file = lay_aside(content, "office.yaml", PURPOSE, actor(), datetime.now(UTC))
    except Invalid as refused:
        return _page(problem=refused.problems["file"]), 422
    except Wrong as wrong:
        return _page(faults=[fault.words for fault in wrong.faults]), 422
    return _page(file=file, counts=counts)


@blueprint.post("/start/file/load")
def load_file() -> str | Response | tuple[str, int]:
    """What the preview showed is here."""
    now = datetime.now(UTC)
    try:
        with transaction():
            file = take_up(request.form.get("file", ""), PURPOSE, actor(), now)
            _refuse_late()
            load_text(_text(file.content), now)
            record_elsewhere("settings:office", "office_file_loaded", now, actor=actor())
            forget(int(file.word))
    except Invalid as refused:
        return _page(problem=refused.problems["file"]), 422
    except Wrong as wrong:
        return _page(faults=[fault.words for fault in wrong.faults]), 422
    roll_up(now)
    tell(Words("โหลดไฟล์แล้ว ตรวจรายการแต่ละส่วน แล้วเชิญคนที่หน้าคนและบทบาท",
                "The file is loaded: look at each list, then invite its people"))  # fmt: skip
    return redirect(url_for("settings.start"))


def so_far() -> tuple[int, int]:
    """How many steps are done, of how many."""
    return progress(_steps())


def _steps() -> list[Step]:
    found = beginning(today(datetime.now(UTC)), CODE)
    return steps(found, current_app.config["SETTINGS"])


def _chosen() -> bytes:
    """The file that was sent."""
    _refuse_late()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Invalid(file=CHOOSE)
    content = sent.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Invalid(file=LARGE)
    return content


def _refuse_late() -> None:
    if there_are_cases():
        raise Invalid(file=TOO_LATE)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(file=NOT_TEXT) from error


def _rehearsed(text: str) -> list[tuple[Words, int]]:
    """What loading would bring, done and taken back."""
    counts: list[tuple[Words, int]] = []
    try:
        with transaction():
            file = load_text(text, datetime.now(UTC))
            counts = [
                (Words("หน่วย", "Units"), len(file.units)),
                (Words("คน", "People"), len(file.officers)),
                (Words("หัวข้อ", "Topics"), len(file.topics)),
                (Words("สาเหตุ", "Causes"), len(file.root_causes)),
                (Words("เรื่อง", "Cases"), len(file.cases)),
            ]
            raise _OnlyLooked
    except _OnlyLooked:
        return counts


def _page(**shown: Any) -> str:
    found = _steps()
    done, of = progress(found)
    told = {"problem": None, "faults": [], "file": None, "counts": [], **shown}
    return render_template(
        "settings/start.html", steps=found, done=done, of=of, most=SHOWN,
        letter=accounts.last_letter(actor(), TEST_LETTER),
        mail=bool(current_app.config["SETTINGS"].mail_server),
        may_load=opens("settings.try_file", actor()) and not there_are_cases(), **told,
    )  # fmt: skip

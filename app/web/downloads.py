"""Files that leave: always a download under the sender's name, never one of our pages."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, session

from app.queries import told_codes
from app.storage import Damaged, cupboard
from app.storage.kinds import served_type
from workflows.files import OPENS, Cleaning, plain_name, safe_name
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Attachment

# What came from outside may be a page with scripts in it: it runs nowhere on our address.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
SHUT: dict[str, Words] = {
    "damaged": Words(
        "ไฟล์นี้เสียหาย ไฟล์อื่นยังเปิดได้ แจ้งผู้ดูแลระบบให้นำกลับมาจากสำเนาสำรอง",
        "This file is damaged; the others open. Ask the administrator for the one in the backup.",
    ),
    "infected": Words(
        "พบไวรัสในไฟล์นี้ เราเก็บไว้เป็นหลักฐานแต่ไม่เปิด",
        "A virus was found in this file: it is kept as evidence and not opened.",
    ),
    "pending": Words(
        "กำลังตรวจไวรัส เปิดได้เมื่อตรวจเสร็จ", "It is being scanned for viruses and opens afterwards."
    ),
    "failed": Words("ตรวจไวรัสไม่สำเร็จ จึงยังไม่เปิด", "It could not be scanned, so it does not open."),
    "cleaning": Words(
        "กำลังลบข้อมูลแฝงเพื่อรักษาความลับของผู้แจ้ง เปิดได้ในอีกสักครู่",
        "Hidden data is being taken out to protect the correspondent; it opens in a moment.",
    ),
    "unclean": Words(
        "ลบข้อมูลแฝงไม่ได้ เปิดได้จากหน้าเรื่องเมื่ออ่านคำเตือนแล้ว",
        "Hidden data could not be taken out: open it on the case page, after a warning.",
    ),
    "unread": Words(
        "อ่านอีเมลนี้ไม่สำเร็จในขณะนี้ ลองอีกครั้ง", "This mail could not be read just now: try again."
    ),
    "code": Words(
        "อีเมลนี้มีรหัสลับของผู้แจ้งอยู่ อ่านข้อความที่ไม่มีรหัสได้ในหน้าก่อน",
        "The secret code is in this mail: the page before shows its words without it.",
    ),
}  # fmt: skip


class Shut(Exception):
    """This file does not open now; ``why`` is one of SHUT."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why, self.words = why, SHUT[why]


def why_shut(file: "Attachment", *, inside: bool) -> str:
    """Why it does not open, for staff (``inside``) or for who sent it; empty when it does."""
    if file.damaged:
        return "damaged"
    if file.scan not in OPENS:
        return file.scan
    if inside and file.cleaning == Cleaning.PENDING:
        return "cleaning"
    return "unclean" if inside and file.cleaning == Cleaning.FAILED else ""


def bytes_of(file: "Attachment", *, inside: bool) -> bytes:
    """The bytes, for staff without a secret code that a text tells; else Shut.

    Of an anonymous person's file staff have those of its clean copy.
    """
    why = why_shut(file, inside=inside)
    if why:
        raise Shut(why)
    key, sha256 = file.key, file.sha256
    if inside and file.clean_key:
        key, sha256 = file.clean_key, file.clean_sha256
    content = whole(key, sha256)
    if inside and is_text(file.type):
        return told_codes.without_in(content)
    return content


def is_text(kept_type: str) -> bool:
    """Whether a file's bytes are its words."""
    return kept_type.startswith("text/")


def whole(key: str, sha256: str) -> bytes:
    """The bytes kept under ``key`` as they were; else Shut."""
    try:
        return cupboard.get_whole(key, sha256)
    except Damaged as damaged:
        raise Shut("damaged") from damaged


def send(content: bytes, kept_type: str, name: str) -> Response:
    """A download that leaves nothing in the browser but the file: no cookie, no longer session."""
    response = Response(content, content_type=served_type(kept_type))
    shown = safe_name(name)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain_name(shown)}\"; filename*=UTF-8''{quote(shown, safe='')}"
    )
    response.headers.update(HEADERS)
    session.permanent = False
    session.modified = False  # afterwards: the line above counts as a change
    return response

"""What is said of a file: its name made harmless, why it may be dangerous, why it does not open."""

import re
import unicodedata
from enum import StrEnum

from workflows.text import clean, cut
from workflows.words import Words

LONGEST_NAME = 150
LONGEST_SUFFIX = 20
MOST_BYTES = 240  # what every file system takes
NAMELESS = "file"
_ODD = re.compile(r'[<>:"|?*]')
_EDGES = re.compile(r"^[\s.\-~]+|[\s.]+$")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Scan(StrEnum):
    """How far the virus scanner came with a file."""

    UNSCANNED = "unscanned"  # no scanner is configured
    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"
    FAILED = "failed"


OPENS = (Scan.UNSCANNED, Scan.CLEAN)


class Cleaning(StrEnum):
    """How far the copy came that staff see of an anonymous person's file."""

    NOT_NEEDED = ""
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


DANGERS: dict[str, Words] = {
    "unpacked": Words("คลายแล้วใหญ่ผิดปกติ", "enormous when unpacked"),
    "entries": Words("มีไฟล์ข้างในมากผิดปกติ", "holds too many files"),
    "ratio": Words("บีบอัดแน่นผิดปกติ", "packed suspiciously tightly"),
    "nested": Words("มีไฟล์บีบอัดซ้อนข้างใน", "holds archives within"),
    "locked": Words("ใส่รหัสไว้ จึงตรวจข้างในไม่ได้", "locked, so nobody could look inside"),
    "macro": Words("มีชุดคำสั่ง (macro)", "holds a macro"),
    "pixels": Words("ภาพใหญ่ผิดปกติ", "an enormous picture"),
    "scans": Words("ภาพซ้อนหลายชั้นผิดปกติ", "a picture of too many passes"),
    "frames": Words("ภาพเคลื่อนไหวยาวผิดปกติ", "too many frames"),
}
UNCLEAN: dict[str, Words] = {
    "type": Words("ไฟล์ชนิดนี้ลบข้อมูลแฝงไม่ได้", "hidden data cannot be taken out of this kind of file"),
    "locked": Words("ไฟล์ใส่รหัสไว้", "the file is locked"),
    "within": Words("มีไฟล์อื่นซ้อนอยู่ข้างใน", "other files lie within it"),
    "broken": Words("ไฟล์เสียหรืออ่านไม่ได้", "the file is broken or cannot be read"),
    "limits": Words("ไฟล์ใหญ่หรือซับซ้อนเกินกว่าจะเปิดอย่างปลอดภัย", "too large or intricate to open safely"),
    "danger": Words("อาจเป็นไฟล์อันตราย จึงไม่เปิด", "perhaps dangerous, so it was not opened"),
}


def safe_name(name: str) -> str:
    """The sender's name of a file in one harmless line: first made normal, then checked."""
    text = "".join(c for c in clean(name) if unicodedata.category(c) != "Cf")
    text = text.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    text = _EDGES.sub("", " ".join(_ODD.sub("_", text).split()))
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    return _short(text) or NAMELESS


def plain_name(name: str) -> str:
    """The same for a browser that reads no Thai: letters that every header takes."""
    stem, dot, suffix = name.rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9_-]", "", suffix)[:LONGEST_SUFFIX] if dot else ""
    stem = re.sub(r"[^A-Za-z0-9 _.()-]", "", stem if dot else name).strip(" ._-")
    return f"{stem or NAMELESS}.{plain}" if plain else stem or NAMELESS


def _short(text: str) -> str:
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix) >= LONGEST_SUFFIX:
        stem, suffix = text, ""
    else:
        suffix = f".{suffix}"
    length = LONGEST_NAME - len(suffix)
    while len((cut(stem, length) + suffix).encode()) > MOST_BYTES:
        length -= 1
    return cut(stem, length) + suffix

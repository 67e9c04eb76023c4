"""A file as the pages list it: its link, how far it is, and what to beware of."""

from typing import TYPE_CHECKING, Any

from flask import url_for

from app.web.downloads import why_shut
from workflows.files import DANGERS, Cleaning
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Attachment

STATES = {
    "damaged": (Words("เสียหาย", "Damaged"), "cinnabar"),
    "infected": (Words("พบไวรัส", "Infected"), "cinnabar"),
    "pending": (Words("กำลังตรวจไวรัส", "Being scanned"), "turmeric"),
    "failed": (Words("ตรวจไวรัสไม่สำเร็จ", "Not scanned"), "turmeric"),
    "cleaning": (Words("กำลังลบข้อมูลแฝง", "Being cleaned"), "turmeric"),
    "unclean": (Words("ยังมีข้อมูลแฝง", "Not cleaned"), "turmeric"),
}
_OPENABLE = ("", "unclean")  # the second after a warning


def shown(file: "Attachment", *, inside: bool, original: bool = False) -> dict[str, Any]:
    """For the macro ``files``; ``original``: the reader may ask for the original."""
    why = why_shut(file, inside=inside)
    state, look = STATES.get(why, (None, ""))
    cleaned = inside and file.cleaning != Cleaning.NOT_NEEDED and why in ("", "unclean", "cleaning")
    size = file.clean_size if inside and file.clean_size is not None else file.size
    return {
        "name": file.name, "size": size, "state": state, "look": look,
        "url": url_for("files.file", token=file.token) if why in _OPENABLE else None,
        "danger": DANGERS.get(file.danger) if inside else None,
        "again": url_for("files.again", token=file.token) if inside and why == "failed" else None,
        "original": url_for("files.original", token=file.token) if original and cleaned else None,
    }  # fmt: skip

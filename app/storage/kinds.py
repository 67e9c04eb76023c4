"""What a file is, by its content alone; what the sender called it is never believed."""

from itertools import islice

import puremagic

from app.storage.zips import entries
from workflows.limits import ENTRIES

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r\f\v\x1b"))
_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE = {
    b"word/": f"{_OFFICE}wordprocessingml.document",
    b"xl/": f"{_OFFICE}spreadsheetml.sheet",
    b"ppt/": f"{_OFFICE}presentationml.presentation",
}
# What we say of a file when we hand it out: nothing that a browser would run or open by itself.
SERVED = frozenset({
    "application/pdf", "application/zip", "application/msword", "application/gzip",
    "application/x-7z-compressed", "application/x-rar-compressed", *_INSIDE.values(),
    "image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff", "image/avif", "image/heic",
    "image/bmp", "audio/mpeg", "audio/wav", "audio/ogg", "audio/mp4", "video/mp4", "video/webm",
    "video/quicktime", "video/3gpp", "message/rfc822", TEXT,
})  # fmt: skip


def type_of(content: bytes) -> str:
    """The media type by content."""
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    try:
        found = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    return found or (TEXT if _is_text(content) else UNKNOWN)


def served_type(kept: str) -> str:
    """The type to hand it out with, from our own table; never a word of the sender's."""
    return kept if kept in SERVED else UNKNOWN


def _of_zip(content: bytes) -> str:
    inside = {entry.name for entry in islice(entries(content), ENTRIES)}
    if b"[Content_Types].xml" in inside:
        for folder, kind in _INSIDE.items():
            if any(name.startswith(folder) for name in inside):
                return kind
    return "application/zip"


def _is_text(content: bytes) -> bool:
    return bool(content) and len(content.translate(None, _CONTROLS)) == len(content)

"""The files inside a winmail.dat, which only Outlook can open."""

import logging

from tnefparse import TNEF

from app.intake.charsets import decode_text

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # it tells what strangers sent
MOST = 50
SIGNATURE = b"\x78\x9f\x3e\x22"


def inside(content: bytes) -> list[tuple[str, bytes]]:
    """Names and contents of what Outlook packed; nothing if it cannot be unpacked."""
    if not content.startswith(SIGNATURE):
        return []
    try:
        packed = TNEF(content, do_checksum=False).attachments[:MOST]
        return [(_name(one.long_filename()), bytes(one.data)) for one in packed if one.data]
    # Whatever trips the unpacker: the parcel itself is kept.
    except Exception:
        return []


def _name(name: str | bytes) -> str:
    return (decode_text(name, None) if isinstance(name, bytes) else name).strip("\0")

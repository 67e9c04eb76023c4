"""What may be wrong with a file, seen before anything opens it: archives and pictures."""

import struct
from itertools import islice

from app.storage.pixels import dimensions
from app.storage.zips import entries
from workflows import limits

_NESTED = (b".zip", b".7z", b".rar", b".gz", b".bz2", b".xz", b".tar", b".jar", b".tgz")
_MEGABYTE = 1024 * 1024
_FEW = 10 * _MEGABYTE  # below that no ratio harms anybody


def danger_of(content: bytes) -> str:
    """A word of ``workflows.files.DANGERS``, or nothing; costs one look, whatever the file."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(content)
    if content.startswith(b"\x1f\x8b"):
        return _of_gzip(content)
    return _of_picture(content)


def _of_archive(content: bytes) -> str:
    packed = size = 0
    seen = ""
    for number, entry in enumerate(islice(entries(content), limits.ENTRIES + 1)):
        packed, size = packed + entry.packed, size + entry.size
        if number == limits.ENTRIES:
            return "entries"
        if size > limits.UNPACKED:
            return "unpacked"
        if _is_bomb(entry.packed, entry.size) or packed > len(content):
            return "ratio"
        seen = seen or _of_name(entry.name.lower()) or ("locked" if entry.locked else "")
    return seen


def _of_name(name: bytes) -> str:
    if name.endswith(b"vbaproject.bin"):
        return "macro"
    return "nested" if name.endswith(_NESTED) else ""


def _of_gzip(content: bytes) -> str:
    size = struct.unpack_from("<L", content, len(content) - 4)[0] if len(content) > 18 else 0
    if size > limits.UNPACKED:
        return "unpacked"
    return "ratio" if _is_bomb(len(content), size) else ""


def _is_bomb(packed: int, size: int) -> bool:
    return size > _FEW and size > packed * limits.RATIO


def _of_picture(content: bytes) -> str:
    width, height = dimensions(content)
    if width * height > limits.PIXELS:
        return "pixels"
    is_jpeg = content.startswith(b"\xff\xd8\xff")
    if is_jpeg and content.count(b"\xff\xda") > limits.SCANS:
        return "scans"
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return "frames" if is_webp and content.count(b"ANMF") > limits.FRAMES else ""

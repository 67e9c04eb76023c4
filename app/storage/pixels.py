"""How large a picture says it is, read from its first bytes; nothing is decoded."""

import struct

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG: start of frame
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG: markers without a length


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height; 0 and 0 for what is no picture we know, or is cut short."""
    try:
        return _read(content)
    except struct.error:
        return 0, 0


def _read(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return struct.unpack_from(">LL", content, 16)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return struct.unpack_from("<HH", content, 6)
    if content.startswith(b"BM"):
        width, height = struct.unpack_from("<ll", content, 18)
        return width, abs(height)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return 0, 0


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        wide, high = content[24:27], content[27:30]
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    if kind == b"VP8L":
        bits = struct.unpack_from("<L", content, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0

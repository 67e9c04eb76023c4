"""The table of contents of an archive, read without unpacking anything."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_END, _END_64, _ENTRY = b"PK\x05\x06", b"PK\x06\x06", b"PK\x01\x02"
_LONGEST_COMMENT = 0xFFFF
_HEAD = 46
_WIDE = 0xFFFFFFFF  # the true size stands elsewhere: beyond every limit of ours


@dataclass(frozen=True)
class Entry:
    """What the archive says of one file in it."""

    name: bytes
    packed: int
    size: int
    locked: bool


def entries(content: bytes) -> Iterator[Entry]:
    """Every entry in order, one in memory at a time; whoever asks may stop."""
    end = content.rfind(_END, max(len(content) - _LONGEST_COMMENT - 22, 0))
    if end < 0 or end + 22 > len(content):
        return
    count, length = struct.unpack_from("<HL", content, end + 10)
    if count == 0xFFFF or length == _WIDE:
        wide = content.rfind(_END_64, 0, end)
        if 0 <= wide <= len(content) - 56:
            end, length = wide, struct.unpack_from("<Q", content, wide + 40)[0]
    at = max(end - length, 0)
    while at + _HEAD <= end and content[at : at + 4] == _ENTRY:
        flags = struct.unpack_from("<H", content, at + 8)[0]
        packed, size, *lengths = struct.unpack_from("<2L3H", content, at + 20)
        name = content[at + _HEAD : at + _HEAD + lengths[0]]
        yield Entry(name, packed, size, bool(flags & 1))
        at += _HEAD + sum(lengths)

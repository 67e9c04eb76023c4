"""The parts of a message as they arrived: parsed within bounds, decoded without trusting it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import Compat32

from app.intake.charsets import (
    decode_base64,
    decode_header_text,
    header_bytes,
    looks_like_base64,
    split_base64,
)
from workflows.words import Words

# The standard parser reads parameters in quadratic time, so a header may not grow without end.
LONGEST_HEADER = 20_000
MEGABYTE = 1024 * 1024
KIND = re.compile(r"[a-z0-9][\w.+-]*/[a-z0-9][\w.+-]*", re.ASCII)
# Where programs of old put a sign too much: "Subject : x", and lines that end in CR CR LF.
BLANK_BEFORE_COLON = re.compile(rb"^([A-Za-z][A-Za-z-]{0,60})[ \t]{1,20}:", re.MULTILINE)

NOT_A_MESSAGE = Words("สิ่งที่ได้รับไม่ใช่อีเมล", "What arrived is not an e-mail message")
BROKEN = Words("โครงสร้างของอีเมลเสียหายจนอ่านไม่ได้", "The structure of the message cannot be read")


class Unreadable(Exception):
    """This mail cannot become a case; ``reason`` says why to the person who looks at it."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """How much of a mail we take in: parts, levels, bytes of all files, code points of texts."""

    parts: int = 100
    depth: int = 10
    files: int = 25 * MEGABYTE
    subject: int = 300
    body: int = 100_000
    html: int = 500_000


class Verbatim(Compat32):
    """Headers in and out as they came, only bounded; the standard ones guess at 8-bit bytes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value.replace("\0", "")[:LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value

    def fold_binary(self, name: str, value: str) -> bytes:
        return header_bytes(f"{name}: {value}{self.linesep}")


def parse(raw: bytes, limits: Limits) -> Message:
    """The message in ``raw``, within the limits; else ``Unreadable``."""
    if len(raw) > 2 * limits.files:
        raise Unreadable(too_big(limits))
    try:
        message = _fed(_tidied(raw), limits)
    except (Unreadable, MemoryError):
        raise
    # Hostile headers make the standard parser raise many things; the raw mail is kept anyway.
    except Exception as error:
        raise Unreadable(BROKEN) from error
    if not message.keys():
        raise Unreadable(NOT_A_MESSAGE)
    _check_depth(message, limits.depth)
    return message


def _tidied(raw: bytes) -> bytes:
    """The same mail without what stands before it, its headers written as they should be."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\0")
    if raw.startswith(b">From "):  # a mailbox file's own line
        raw = raw.partition(b"\n")[2]
    head, gap, body = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    if b"\r\r\n" in head:
        return raw.replace(b"\r\r\n", b"\r\n")
    return BLANK_BEFORE_COLON.sub(rb"\1:", head) + gap + body


def _fed(raw: bytes, limits: Limits) -> Message:
    """The same as ``message_from_bytes``, which needs many times the memory of the mail."""
    parser = BytesFeedParser(_counted(limits), policy=Verbatim())
    for start in range(0, len(raw), MEGABYTE):
        parser.feed(raw[start : start + MEGABYTE])
    return parser.close()


def too_big(limits: Limits) -> Words:
    """The refusal that names how large all files together may be."""
    size = limits.files // MEGABYTE
    return Words(
        f"ไฟล์แนบรวมกันเกิน {size} เมกะไบต์", f"The files together are larger than {size} megabytes"
    )


def texts(message: Message, name: str) -> list[str]:
    """Every header of that name, decoded to one line each."""
    return [decode_header_text(str(value)) for value in message.get_all(name, [])]


def text(message: Message, name: str) -> str:
    """The first header of that name, decoded, or nothing."""
    return next(iter(texts(message, name)), "")


def payload(part: Message) -> bytes:
    """The bytes a leaf carries, its transfer coding undone as far as it can be."""
    # get_payload() guesses at a charset, and breaks on odd ones.
    content = vars(part).get("_payload")
    if not isinstance(content, str):
        return b""
    if coding(part) == "base64":
        return _from_base64(part, header_bytes(content))
    try:
        decoded = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return header_bytes(content)
    return decoded if isinstance(decoded, bytes) else b""


def _from_base64(part: Message, coded: bytes) -> bytes:
    if kind(part).partition("/")[0] != "text":
        return decode_base64(coded)
    if not looks_like_base64(coded):
        return coded
    coded, below = split_base64(coded)
    return decode_base64(coded) + (b"\n" + below if below else b"")


def kind(part: Message) -> str:
    """The content type in small letters; text/plain for one that cannot be read."""
    told = part.get_content_type().strip("\"'")
    return told if KIND.fullmatch(told) else "text/plain"


def children(part: Message) -> list[Message]:
    """The parts a part is made of; none for a leaf."""
    if not part.is_multipart():
        return []
    return [child for child in part.get_payload() if isinstance(child, Message)]


def coding(part: Message) -> str:
    """The name of the transfer coding, in small letters."""
    said = str(part.get("Content-Transfer-Encoding", "")).partition(";")[0]
    return said.strip("\"' \t\r\n").lower()


def charset(part: Message) -> str | None:
    """The label of a text part, if it has one that can be read."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def parameter(part: Message, name: str) -> str:
    """A parameter of the content type, in small letters; nothing if it cannot be read."""
    try:
        return str(part.get_param(name, "")).strip().lower()
    except (ValueError, LookupError):
        return ""


def _counted(limits: Limits) -> Callable[..., Message]:
    made = 0

    def factory(policy: Verbatim) -> Message:
        nonlocal made
        made += 1
        # The parser makes one message to try the factory, one for the whole, one for each part.
        if made > limits.parts + 2:
            raise Unreadable(_too_many_parts(limits))
        return Message(policy=policy)

    return factory


def _too_many_parts(limits: Limits) -> Words:
    return Words(
        f"อีเมลมีส่วนประกอบเกิน {limits.parts} ส่วน",
        f"The message has more than {limits.parts} parts",
    )


def _check_depth(message: Message, depth: int) -> None:
    level = [message]
    for _ in range(depth + 1):
        level = [part for parent in level for part in children(parent)]
        if not level:
            return
    raise Unreadable(
        Words(f"อีเมลซ้อนกันเกิน {depth} ชั้น", f"The message is nested more than {depth} levels deep")
    )

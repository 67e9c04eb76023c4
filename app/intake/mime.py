"""The parts of a message as they arrived: parsed within bounds, decoded without trusting it."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from pathlib import PurePosixPath

from app.intake.charsets import decode_base64, decode_header_text, decode_text, header_bytes
from app.intake.submission import File
from workflows.text import cut
from workflows.words import Words

# The standard parser reads parameters in quadratic time, so a header may not grow without end.
LONGEST_HEADER = 20_000
LONGEST_NAME = 150
MEGABYTE = 1024 * 1024
# Marks that reverse the direction of writing, which make photo\u202egnp.exe look like a picture.
DIRECTIONS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))

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
        message = message_from_bytes(
            raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"),
            _class=_counted(limits),
            policy=Verbatim(),
        )
    except Unreadable:
        raise
    # Hostile headers make the standard parser raise many things; the raw mail is kept anyway.
    except Exception as error:
        raise Unreadable(BROKEN) from error
    if not message.keys():
        raise Unreadable(NOT_A_MESSAGE)
    _check_depth(message, limits.depth)
    return message


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
    content = part.get_payload()
    if not isinstance(content, str):
        return b""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        return decode_base64(header_bytes(content))
    try:
        decoded = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return header_bytes(content)
    return decoded if isinstance(decoded, bytes) else b""


def charset(part: Message) -> str | None:
    """The label of a text part, if it has one that can be read."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def is_file(part: Message, root: Message) -> bool:
    """Whether a leaf is something attached rather than something written."""
    if part.get_content_maintype() == "multipart":
        return False
    if part.get_content_type() not in {"text/plain", "text/html"}:
        return True
    attached = part.get_content_disposition() == "attachment"
    return attached or (part is not root and bool(_given_name(part)))


def files(message: Message) -> Iterator[File]:
    """Everything attached, inline pictures and forwarded messages included, in order."""
    attached = (part for part in _leaves(message) if is_file(part, message))
    for number, part in enumerate(attached, start=1):
        content = _forwarded(part) if part.get_content_maintype() == "message" else payload(part)
        yield File(_file_name(part, number), content)


def _counted(limits: Limits):  # type: ignore[no-untyped-def]  # a factory the parser types loosely
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
        level = [part for parent in level if parent.is_multipart() for part in parent.get_payload()]
        if not level:
            return
    raise Unreadable(
        Words(f"อีเมลซ้อนกันเกิน {depth} ชั้น", f"The message is nested more than {depth} levels deep")
    )


def _leaves(part: Message) -> Iterator[Message]:
    if part.is_multipart() and part.get_content_maintype() != "message":
        for child in part.get_payload():
            yield from _leaves(child)
    else:
        yield part


def _forwarded(part: Message) -> bytes:
    if not part.is_multipart():
        return payload(part)
    try:
        content = b"\n".join(inner.as_bytes() for inner in part.get_payload())
    except Exception as error:
        raise Unreadable(BROKEN) from error
    coding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    return decode_base64(content) if coding == "base64" else content


def _file_name(part: Message, number: int) -> str:
    name = _given_name(part).replace("\\", "/").rsplit("/", 1)[-1].translate(DIRECTIONS).strip()
    if part.get_content_type() == "message/rfc822" and not name.lower().endswith(".eml"):
        name = f"{name or f'แนบ-{number}'}.eml"
    if name.strip(". "):
        suffix = PurePosixPath(name).suffix[:20]
        return name if len(name) <= LONGEST_NAME else cut(name, LONGEST_NAME - 20) + suffix
    return f"แนบ-{number}{mimetypes.guess_extension(part.get_content_type()) or '.bin'}"


def _given_name(part: Message) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(parameter, header=header)
        except (ValueError, LookupError):
            continue
        if isinstance(value, tuple):
            coded = value[2].encode("latin-1", "surrogateescape")
            value = decode_header_text(decode_text(coded, value[0]))
        if value:
            return decode_header_text(str(value))
    return ""

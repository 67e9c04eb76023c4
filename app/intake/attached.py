"""What is attached to a message: pictures, documents, forwarded mails, each as it came."""

import mimetypes
from collections.abc import Iterator
from email.message import Message
from pathlib import PurePosixPath

from app.intake.charsets import decode_base64, decode_header_text, decode_text
from app.intake.mime import BROKEN, Unreadable, children, coding, kind, payload
from app.intake.submission import File
from app.intake.winmail import inside
from workflows.text import clean, cut

LONGEST_NAME = 150
# Marks that reverse the direction of writing, which make photo\u202egnp.exe look like a picture.
DIRECTIONS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def is_file(part: Message, root: Message) -> bool:
    """Whether a leaf is something attached rather than something written."""
    if part.get_content_maintype() == "multipart":
        return False
    if kind(part) not in {"text/plain", "text/html"}:
        return True
    attached = part.get_content_disposition() == "attachment"
    return attached or (part is not root and bool(_given_name(part)))


def files(message: Message) -> Iterator[File]:
    """Everything attached, in order: inline pictures, forwarded messages, what Outlook packed."""
    attached = (part for part in leaves(message) if is_file(part, message))
    for number, part in enumerate(attached, start=1):
        content = _forwarded(part) if part.get_content_maintype() == "message" else payload(part)
        yield File(_file_name(part, number), content)
        for name, packed in inside(content):
            yield File(_tidy(name) or f"winmail-{number}.bin", packed)


def leaves(part: Message) -> Iterator[Message]:
    """The parts the sender put together, not those inside a forwarded message."""
    if part.is_multipart() and part.get_content_maintype() != "message":
        for child in children(part):
            yield from leaves(child)
    else:
        yield part


def _forwarded(part: Message) -> bytes:
    if not part.is_multipart():
        return payload(part)
    try:
        content = b"\n".join(inner.as_bytes() for inner in children(part))
    except Exception as error:
        raise Unreadable(BROKEN) from error
    return decode_base64(content) if coding(part) == "base64" else content


def _file_name(part: Message, number: int) -> str:
    name = _tidy(_given_name(part))
    if part.get_content_type() == "message/rfc822" and not name.lower().endswith(".eml"):
        name = f"{name or f'แนบ-{number}'}.eml"
    ending = mimetypes.guess_extension(part.get_content_type()) or ".bin"
    return name or f"แนบ-{number}{ending}"


def _tidy(name: str) -> str:
    """The last part of a path, short, in one direction; nothing if no name is left."""
    name = " ".join(clean(name).split()).replace("\\", "/").rsplit("/", 1)[-1]
    name = name.translate(DIRECTIONS).strip()
    if not name.strip(". "):
        return ""
    suffix = PurePosixPath(name).suffix[:20]
    return name if len(name) <= LONGEST_NAME else cut(name, LONGEST_NAME - 20) + suffix


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

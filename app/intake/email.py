"""An e-mail as it arrived, turned into what a person would read, and into a submission."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from app.intake import mime
from app.intake.addresses import read_addresses, read_sender
from app.intake.attached import files as attached_files
from app.intake.attached import is_file, leaves
from app.intake.automatic import why_automatic
from app.intake.bounces import Bounce, read_bounce
from app.intake.charsets import THAI, decode_text
from app.intake.flowed import unflowed
from app.intake.html_view import safe_html
from app.intake.markup import plain_text
from app.intake.mime import Limits, Unreadable
from app.intake.submission import File, Sender, Submission
from workflows.text import clean, cut
from workflows.words import Words

__all__ = ["Limits", "Mail", "Unreadable", "read_mail", "to_submission"]

NO_SUBJECT = "(ไม่มีหัวเรื่อง)"
NO_TEXT = "(ไม่มีข้อความ)"
FULL_TEXT = "ข้อความเต็ม.txt"
CUT_NOTE = f"\n\n(ข้อความยาวเกินกำหนด อ่านทั้งหมดได้ในไฟล์แนบ {FULL_TEXT})"
EMPTY = Words("ข้อความว่างเปล่า", "The message is empty")
NOBODY = Words("ไม่พบทั้งผู้ส่งและข้อความ", "Neither a sender nor any text can be found")

MESSAGE_ID = re.compile(r"<[^<>\s]{1,400}>")
KNOWN_REFERENCES = 100
TO_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To")
META_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True)
class Mail:
    """One message, decoded; ``html`` is cleaned and may be shown where nothing can run or load."""

    received_at: datetime
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    sender: Sender
    to: tuple[str, ...]
    subject: str
    body: str
    html: str
    files: tuple[File, ...]
    language: str
    automatic_reason: str | None
    bounce: Bounce | None = None  # what a mail server says of a letter of ours

    @property
    def automatic(self) -> bool:
        """Whether a program wrote it, so that no letter may go back."""
        return self.automatic_reason is not None


def read_mail(raw: bytes, received_at: datetime, *, limits: Limits | None = None) -> Mail:
    """The mail in ``raw``; ``Unreadable`` if it cannot become a case."""
    limits = limits or Limits()
    if not raw.strip():
        raise Unreadable(EMPTY)
    message = mime.parse(raw, limits)
    name, address = read_sender([str(value) for value in message.get_all("From", [])])
    subject = cut(mime.text(message, "Subject"), limits.subject)
    full = _written(message, message, limits).strip()
    body, files = _within_limits(full, list(attached_files(message)), limits)
    automatic = why_automatic(message)
    if not (address or subject or body or files):
        raise Unreadable(NOBODY)
    return Mail(
        received_at=received_at,
        message_id=next(iter(_ids(message, "Message-ID")), ""),
        in_reply_to=next(iter(_ids(message, "In-Reply-To")), ""),
        references=_ids(message, "References"),
        sender=Sender(name=cut(name, limits.subject), email=address),
        to=read_addresses([str(v) for header in TO_HEADERS for v in message.get_all(header, [])]),
        subject=subject,
        body=body,
        html=_html(message, limits),
        files=files,
        language=_language(subject + full),
        automatic_reason=automatic,
        bounce=read_bounce(message) if automatic else None,
    )


def to_submission(mail: Mail, raw: bytes, kind: str = "complaint") -> Submission:
    """The mail as any other channel would hand it over; its kind waits to be confirmed."""
    key = f"mail:{hashlib.sha256(raw).hexdigest()}"
    return Submission(
        channel="email",
        kind=kind,
        kind_confirmed=False,
        subject=mail.subject or NO_SUBJECT,
        body=mail.body or NO_TEXT,
        received_at=mail.received_at,
        source_key=key,
        fingerprint=key,
        language=mail.language,
        sender=mail.sender,
        files=mail.files,
    )


def _within_limits(body: str, files: list[File], limits: Limits) -> tuple[str, tuple[File, ...]]:
    if len(body) > limits.body:
        files.append(File(FULL_TEXT, body.encode()))
        body = cut(body, limits.body - len(CUT_NOTE)) + CUT_NOTE
    return body, tuple(files)


def _written(part: Message, root: Message, limits: Limits) -> str:
    """What the sender wrote, in order; of two forms of the same text the plain one."""
    kind = mime.kind(part)
    if not part.is_multipart():
        if is_file(part, root):
            return ""
        return plain_text(_text_of(part), limits.html) if kind == "text/html" else _text_of(part)
    if part.get_content_maintype() == "message":
        return ""
    children = mime.children(part)
    if kind == "multipart/alternative":
        children.sort(key=lambda child: child.get_content_type() != "text/plain")
    said = [text for child in children if (text := _written(child, root, limits)).strip()]
    return "".join(said[:1]) if kind == "multipart/alternative" else "\n\n".join(said)


def _text_of(part: Message) -> str:
    payload = mime.payload(part)
    label = mime.charset(part)
    if part.get_content_type() == "text/html":
        if label in (None, "us-ascii"):
            meta = META_CHARSET.search(payload[:4096])
            label = meta[1].decode() if meta else label
        return clean(decode_text(payload, label))
    text = clean(decode_text(payload, label))
    if mime.parameter(part, "format") == "flowed":
        return unflowed(text, delete_space=mime.parameter(part, "delsp") == "yes")
    return text


def _html(part: Message, limits: Limits) -> str:
    """The pages of markup, safe to show; none if they are too long."""
    pages = [
        _text_of(leaf)
        for leaf in leaves(part)
        if leaf.get_content_type() == "text/html" and not is_file(leaf, part)
    ]
    if sum(map(len, pages)) > limits.html:
        return ""
    return "\n<hr>\n".join(filter(None, map(safe_html, pages)))


def _ids(message: Message, name: str) -> tuple[str, ...]:
    found = MESSAGE_ID.findall(" ".join(mime.texts(message, name)))
    return tuple(dict.fromkeys(found))[-KNOWN_REFERENCES:]


def _language(text: str) -> str:
    return "th" if THAI.search(text) or not re.search("[A-Za-z]", text) else "en"

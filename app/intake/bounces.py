"""Reads what a mail server says of a letter that did not arrive: which letter, and why."""

import re
from dataclasses import dataclass
from email.message import Message

from app.intake import mime
from app.intake.charsets import decode_text
from app.intake.markup import plain_text
from workflows.text import clean, cut

MAILBOX_FULL, NO_SUCH_USER, FOR_GOOD, LATER = "5.2.2", "5.1.1", "5.0.0", "4.0.0"
LONGEST = 20_000  # of the text that is searched
WORD = 150  # of what their server said, kept with the letter
SUCCESS = {"delivered", "relayed", "expanded"}
CODE = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
REPLY_CODE = re.compile(r"(?<![\d.])([45])[0-5]\d(?=[ \-:#])")
MESSAGE_ID = re.compile(r"message-id:\s{0,9}(<[^<>\s]{1,400}>)", re.IGNORECASE)
ANY_ID = re.compile(r"<[^<>\s]{1,400}>")
FULL = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota (?:has been )?exceeded|exceeded "
    r"(?:its |their )?(?:storage|quota)|insufficient storage"
    r"|กล่องจดหมาย(?:ของผู้รับ)?เต็ม|พื้นที่(?:เก็บอีเมล)?เต็ม",
    re.IGNORECASE,
)
UNKNOWN = re.compile(
    r"user unknown|unknown user|no such (?:user|recipient|mailbox)|unknown recipient|recipient "
    r"(?:address )?(?:rejected|not found)|mailbox (?:not found|unavailable|does not exist)"
    r"|no mailbox here|address not found|does ?n[o']t exist|destinataire inconnu"
    r"|empfänger unbekannt"
    r"|ไม่พบที่อยู่|ไม่พบผู้รับ|ไม่มี(?:ผู้ใช้|กล่องจดหมาย|อีเมล)นี้|ไม่มีอยู่จริง",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"warning: (?:message|could not send)|delivery (?:is |has been )?(?:delayed|incomplete)"
    r"|(?:will|still) (?:be retried|keep trying|continue to try|retry)|do not need to resend"
    r"|ล่าช้า|จะพยายามส่ง(?:อีก|ต่อ)",
    re.IGNORECASE,
)
FAILED = re.compile(
    r"undeliver|not (?:be )?delivered|could ?n[o']t be delivered|wasn't able to deliver"
    r"|returned mail|failure notice|deliver(?:y|ing)[\w ]{0,30}fail|failed to deliver"
    r"|returned to sender"
    r"|unzustellbar|nicht zugestellt|non remis|n'a pas pu être remis|no se (?:puede|pudo) entregar"
    r"|配信不能|配信できません|退信|无法投递|ส่ง(?:อีเมล|ข้อความ|จดหมาย)?(?:ถึงผู้รับ)?ไม่(?:สำเร็จ|ได้)"
    r"|ไม่สามารถส่ง|ตีกลับ",
    re.IGNORECASE,
)
RETURNED = re.compile(  # below it stands our own letter, which says nothing of the reason
    r"^(?:-{2,10}[^\n]{0,100}?(?:original|copy of|returned|below|ต้นฉบับ)|received: |return-path: )",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Bounce:
    """``status`` as RFC 3463 counts, empty when none was said; ``ids`` of what came back."""

    status: str
    word: str
    ids: tuple[str, ...]
    delayed: bool = False  # their server still tries

    @property
    def permanent(self) -> bool:
        """Whether the address will not take the next letter either; a full mailbox may."""
        return self.status.startswith("5.") and self.status != MAILBOX_FULL and not self.delayed


def read_bounce(message: Message) -> Bounce | None:
    """What a machine's message says of a letter that came back; None when it says nothing."""
    said = f"{mime.text(message, 'Subject')}\n{_said(message)}"[:LONGEST]
    reports = _reports(message)
    if reports:
        return _from_report(reports, said, _ids(message))
    if "X-Failed-Recipients" not in message and not FAILED.search(said):
        return Bounce(LATER, "", _ids(message), delayed=True) if DELAYED.search(said) else None
    delayed = bool(DELAYED.search(said))
    status = _status(said)
    return Bounce(status, _line(said), _ids(message), delayed=delayed and status[:1] != "5")


def _from_report(reports: list[Message], said: str, ids: tuple[str, ...]) -> Bounce | None:
    """The first recipient that failed; a report of success is no bounce."""
    failed = [r for r in reports if _action(r) not in SUCCESS]
    if not failed:
        return None
    one = next((r for r in failed if _action(r) != "delayed"), failed[0])
    word = mime.text(one, "Diagnostic-Code")
    told = CODE.search(mime.text(one, "Status"))
    status = told[1] if told else _status(word or said)
    if FULL.search(word or said) and status[:1] != "4":
        status = MAILBOX_FULL
    return Bounce(status, _line(word or said), ids, delayed=_action(one) == "delayed")


def _reports(message: Message) -> list[Message]:
    """The blocks of every delivery report that speak of a recipient."""
    found = []
    for part in message.walk():
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            found += [b for b in mime.children(part) if "Final-Recipient" in b or "Action" in b]
    return found


def _action(report: Message) -> str:
    return mime.text(report, "Action").strip().lower() or "failed"


def _status(said: str) -> str:
    """The status in a text: its own number, or what the words mean."""
    if FULL.search(said):
        return MAILBOX_FULL
    code = CODE.search(said)
    if code:
        return code[1]
    if UNKNOWN.search(said):
        return NO_SUCH_USER
    short = REPLY_CODE.search(said)
    return {"4": LATER, "5": FOR_GOOD}[short[1]] if short else ""


def _said(message: Message) -> str:
    """The words for people, without the letter that came back."""
    written: list[str] = []
    level = [message]
    while level:
        part = level.pop(0)
        if part.get_content_maintype() == "multipart":
            level = [*mime.children(part), *level]
        elif part.get_content_type() in {"text/plain", "text/html"}:
            written.append(_text(part))
    return RETURNED.split("\n".join(written)[: LONGEST * 2], maxsplit=1)[0]


def _text(part: Message) -> str:
    text = clean(decode_text(mime.payload(part), mime.charset(part)))[: LONGEST * 2]
    return plain_text(text, LONGEST * 2) if part.get_content_type() == "text/html" else text


def _line(said: str) -> str:
    """The line that gives the reason."""
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
    telling = (line for line in lines if CODE.search(line) or UNKNOWN.search(line))
    return cut(next(telling, lines[0] if lines else ""), WORD)


def _ids(message: Message) -> tuple[str, ...]:
    """Every Message-ID that may be of the letter: in the returned part, and in the headers."""
    found: list[str] = []
    for part in message.walk():
        if part is not message:
            found += ANY_ID.findall(" ".join(mime.texts(part, "Message-ID")))
        if part.get_content_maintype() == "text":
            found += MESSAGE_ID.findall(_text(part))
    for name in ("In-Reply-To", "References"):
        found += ANY_ID.findall(" ".join(mime.texts(message, name)))
    return tuple(dict.fromkeys(found))[:20]

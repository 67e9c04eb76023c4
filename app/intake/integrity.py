"""The integrity door: what comes in by its form or its mailbox is restricted from birth."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.intake.submission import Submission
from workflows.words import Words

CHANNEL = "antigraft"
ACCUSED = Words("ผู้ถูกกล่าวหา", "Who it is about")
_HEAD = 65_536  # bytes of a mail in which its addressees are looked for
_ADDRESSED = re.compile(rb"(?im)^(?:to|cc|delivered-to|x-original-to):[^\n]*(?:\n[ \t][^\n]*)*")


def restrict(submission: Submission, topic: str | None) -> Submission:
    """The same for the eyes of the integrity team alone."""
    return replace(submission, channel=CHANNEL, restricted=True, topic=topic)


def with_accused(body: str, accused: str, language: str) -> str:
    """What happened, and before it who is accused, in the person's own words."""
    return f"{ACCUSED.say(language)}: {accused}\n\n{body}" if accused else body


def is_for_integrity(raw: bytes, envelope: Iterable[str], mailbox: str) -> bool:
    """Whether the envelope, or the head where there is none, names the integrity mailbox."""
    if not mailbox:
        return False
    if mailbox in (address.strip("<> ").lower() for address in envelope):
        return True
    head = raw[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    whole = re.compile(rb"(?<![\w.+-])" + re.escape(mailbox.encode()) + rb"(?![\w.-])", re.I)
    return any(whole.search(line) for line in _ADDRESSED.findall(head))

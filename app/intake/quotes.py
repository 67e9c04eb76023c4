"""Tells what somebody wrote now from the older words below it; nothing is taken away.

The headers of quoted mail come from mail-parser-reply, with the Thai ones added here. Its patterns
are tried on short windows only, and not often, so that no text takes long.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mailparser_reply import EmailMessage
from mailparser_reply.constants import MAIL_LANGUAGES, QUOTED_MATCH_INCLUDE

LONGEST_LINE = 250  # of what may be a header
LONGEST_BLOCK = 8  # lines of a header
MOST_TRIES = 200
MOST_LINES = 20_000  # of a text that is looked through
MOST_PIECES = 40
SHORT_QUOTE = 3  # lines that are quoted to be answered one by one stay in sight
LONGEST_SIGNATURE = 12
MONTHS = (
    "ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค.|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน"
    "|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
WROTE = "เขียนไว้ว่า|เขียนว่า|ได้เขียนว่า|ได้เขียน|เขียน|ส่งข้อความว่า|พิมพ์ว่า|ตอบกลับว่า|ตอบว่า|กล่าวว่า|แจ้งว่า"
THAI = {
    "wrote_header": rf"^({QUOTED_MATCH_INCLUDE}(?:(?:ใน)?(?:เมื่อ)?(?:วันที่)? ?)"
    rf"(?=.{{0,60}}(?:{MONTHS}|\d{{1,4}}[-/]\d{{1,2}}[-/]\d{{2,4}})).{{1,250}}?(?:{WROTE}) ?:)$",
    "from_header": rf"((?:(?:^|\n|\n{QUOTED_MATCH_INCLUDE})[* ]*(?:จาก|ผู้ส่ง|ส่ง|ส่งเมื่อ|วันที่|ถึง|ผู้รับ"
    r"|สำเนา|สำเนาถึง|เรื่อง|หัวเรื่อง|หัวข้อ|From|Sent|To|Subject|Date|Cc) ?:[ *]*(?:\s{,2}).*){2,})",
    "sent_from": "ส่งจาก ?(?:iPhone|iPad|Mac|Samsung|Android|โทรศัพท์|มือถือ|สมาร์ทโฟน|อุปกรณ์|Outlook"
    "|Yahoo|Gmail|LINE|Huawei|OPPO|vivo|Xiaomi|แอป)|(?:รับ|ดาวน์โหลด|ขอรับ) ?Outlook สำหรับ",
}
TIME = re.compile(r"[\d๐-๙]{1,2}[.:h][\d๐-๙]{2}")
ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,190}")
NAMED = re.compile(r"[> *]{0,20}[^\s:：>*][^:：\n]{0,24}[:：]")
SEPARATOR = re.compile(
    r"[> ]{0,20}-{3,}\s?(?:Original Message|Original Appointment|ข้อความเดิม|ข้อความต้นฉบับ"
    r"|ข้อความดั้งเดิม|จดหมายเดิม"
    r"|Ursprüngliche Nachricht|Message d'origine|Mensaje original"
    r"|原始邮件|元のメッセージ|원본 메시지)\s?-{3,}\s*$",
    re.IGNORECASE,
)
RULE = re.compile(r"_{20,}\s*$")  # which Outlook draws above its block
FORWARDED = re.compile(
    r"[-_ >]*(?:(?:begin )?forwarded message|ข้อความที่ส่งต่อ|เริ่มข้อความที่ส่งต่อ|ข้อความส่งต่อ"
    r"|weitergeleitete nachricht|message transféré|mensaje reenviado|转发的?邮件|전달된 메시지)",
    re.IGNORECASE,
)


def _known() -> tuple[re.Pattern[str], re.Pattern[str]]:
    MAIL_LANGUAGES["th"] = THAI
    phrases = [words for one in MAIL_LANGUAGES.values() if (words := one.get("sent_from"))]
    signed = rf"(?:--|__) ?$|{QUOTED_MATCH_INCLUDE}(?:{'|'.join(map(str, phrases))})[^\n]{{0,80}}$"
    return EmailMessage("", list(MAIL_LANGUAGES)).HEADER_REGEX, re.compile(signed, re.IGNORECASE)


HEADER, SIGNED = _known()


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``older`` is what may lie folded."""

    text: str
    older: bool


def fold(text: str) -> list[Piece]:
    """The text in pieces which together are the text; in one if nothing new would be in sight."""
    lines = text.splitlines(keepends=True)
    whole = [Piece(text, older=False)]
    marks = _marks([line.rstrip("\r\n")[:LONGEST_LINE] for line in lines[:MOST_LINES]])
    marks += [bool(marks and marks[-1])] * (len(lines) - len(marks))
    pieces = [
        Piece("".join(line for line, _ in run), older)
        for older, run in groupby(zip(lines, marks, strict=True), key=lambda pair: pair[1])
    ]
    if len(pieces) > MOST_PIECES:
        return whole
    return pieces if any(p.text.strip() for p in pieces if not p.older) else whole


def _marks(lines: list[str]) -> list[bool]:
    """For each line whether it is older."""
    older = [False] * len(lines)
    at, tries, headers = 0, MOST_TRIES, _may_be_headers(lines)
    while at < len(lines):
        height, tries = _header_at(lines, at, headers, tries)
        end = _end_of_quote(lines, at, height)
        if end > at:
            begin = at - 1 if height and at and RULE.match(lines[at - 1]) else at
            older[begin:end] = [True] * (end - begin)
        at = max(end, at + 1)
    _mark_signatures(lines, older)
    return older


def _may_be_headers(lines: list[str]) -> list[bool]:
    """Where the first line of a header may stand: a colon ends it soon, or begins it."""
    ends = [line.rstrip().endswith((":", "：")) for line in lines]
    named = [bool(NAMED.match(line)) for line in lines]
    return [
        any(ends[at : at + 3]) or all(named[at : at + 2]) or line.lstrip("> ").startswith("---")
        for at, line in enumerate(lines)
    ]


def _header_at(lines: list[str], at: int, candidates: list[bool], tries: int) -> tuple[int, int]:
    """How many lines of header begin here, and how often may still be tried."""
    if not candidates[at] or not lines[at].strip() or tries <= 0 or _is_forward(lines, at):
        return 0, tries
    if SEPARATOR.match(lines[at]):
        return 1, tries
    return _wrote(lines, at) or _block(lines, at), tries - 1


def _wrote(lines: list[str], at: int) -> int:
    """``On … somebody wrote:``, on one to three lines of which the first is needed."""
    for height in (1, 2, 3):
        if not lines[at + height - 1 : at + height] or not lines[at + height - 1].strip():
            return 0
        if lines[at + height - 1].rstrip().endswith((":", "：")):
            later = range(1, height)
            sooner = any(_says_who_wrote(lines, at + k, height - k) for k in later)
            return height if not sooner and _says_who_wrote(lines, at, height) else 0
    return 0


def _says_who_wrote(lines: list[str], at: int, height: int) -> bool:
    """With an address in it or a quote below, so that no story is taken for a header."""
    joined = " ".join(line.strip() for line in lines[at : at + height])[:LONGEST_LINE]
    address = ADDRESS.search(joined)
    if not address and not _quoted(_next(lines, at + height)):
        return False
    return bool(HEADER.match(joined) or (address and TIME.search(joined)))


def _block(lines: list[str], at: int) -> int:
    """``From: Sent: To: Subject:`` one below the other, with a time of day among them."""
    block = []
    for line in lines[at : at + LONGEST_BLOCK]:
        if not NAMED.match(line):
            break
        block.append(line)
    told = "\n".join(block)
    if len(block) < 3 or not (TIME.search(told) and HEADER.match(told)):
        return 0
    return len(block)


def _is_forward(lines: list[str], at: int) -> bool:
    """What is sent on is meant to be read."""
    return any(FORWARDED.match(line) for line in lines[max(0, at - 3) : at + 1])


def _end_of_quote(lines: list[str], at: int, height: int) -> int:
    """Where the quote ends that begins at this line; the line itself when none does."""
    below = at + height
    if height and not _quoted(_next(lines, below)):
        return len(lines)
    if not height and not _quoted(lines[at]):
        return at
    end = last = below
    while end < len(lines) and (_quoted(lines[end]) or not lines[end].strip()):
        last = end + 1 if _quoted(lines[end]) else last
        end += 1
    return last if height or last - at > SHORT_QUOTE else at


def _quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _next(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at : at + 3] if line.strip()), "")


def _mark_signatures(lines: list[str], older: list[bool]) -> None:
    """A signature just above what is older, or at the end, is folded with it."""
    for end in [at for at, mark in enumerate(older) if mark and not older[at - 1]] + [len(lines)]:
        top = max(0, end - LONGEST_SIGNATURE)
        signs = (at for at in range(top, end) if not older[at] and SIGNED.match(lines[at].strip()))
        start = next(signs, end)
        if not any(older[start:end]):
            older[start:end] = [True] * (end - start)

"""What a mail says of itself: that it is a reply, or that another look is asked for."""

import re

from app.intake.email import Mail

REPLY = re.compile(
    r"\s*(?:re|aw|antw|sv|rv|res|ref|vs|odp|回复|回覆|返信|fwd?|wg|tr|rif|ตอบ|ตอบกลับ|ส่งต่อ)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"(?:เรียน|กราบเรียน|สวัสดี|dear|to whom|hello|hi|good (?:morning|afternoon)).{0,80}$",
    re.IGNORECASE,
)
ANOTHER_LOOK = re.compile(
    r"(?:(?:ผม|ดิฉัน|ข้าพเจ้า|หนู|กระผม|ฉัน|เรา)\s*)?(?:จึง)?(?:ขอ(?:ความกรุณา)?ให้|ขอ|โปรด|กรุณา|ช่วย)\s*"
    r"(?:ท่าน|สำนักงาน)?\s*(?:ทบทวน|พิจารณา(?:เรื่องนี้|เรื่อง|ผล)?(?:ใหม่|อีกครั้ง)|เปิดเรื่อง(?:ใหม่|อีกครั้ง))"
    r"|(?:please |kindly |i (?:would like to |want to )?(?:ask|request)[\w ]{0,20} )?"
    r"(?:re-?consider|re-?open|look at (?:it|this|my case) again|take another look)",
    re.IGNORECASE,
)


def looks_like_reply(mail: Mail) -> bool:
    """Whether it follows another mail, by its headers or by its subject."""
    return bool(mail.in_reply_to or mail.references or REPLY.match(mail.subject))


def asks_for_another_look(words: str) -> bool:
    """Whether a reply begins with the wish that our answer be looked at again."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if lines and GREETING.match(lines[0]) and not ANOTHER_LOOK.match(lines[0]):
        lines = lines[1:]
    return bool(lines) and ANOTHER_LOOK.match(lines[0]) is not None

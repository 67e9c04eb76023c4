"""Where a mail belongs: it becomes a case, joins one, or waits for a person to say."""

from datetime import datetime

from app.actions.register import register
from app.intake.email import Mail, to_submission
from app.models import RawMail
from workflows.words import Words

AUTOMATIC = Words(
    "ข้อความอัตโนมัติจากเครื่อง ไม่เปิดเรื่องและไม่ตอบ", "Written by a machine: not opened, not answered"
)


def place(
    mail: RawMail, letter: Mail, raw: bytes, now: datetime, *, even_automatic: bool = False
) -> Words | None:
    """The mail's row says what became of it; or why it stays in quarantine is returned."""
    if letter.automatic and not even_automatic:
        return AUTOMATIC
    case = register(to_submission(letter, raw), now, answer=not letter.automatic)
    mail.state, mail.case_id = "done", case.id
    mail.reason_th = mail.reason_en = ""
    return None

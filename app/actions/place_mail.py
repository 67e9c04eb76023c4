"""Where a mail belongs: it becomes a case, joins one, or waits for a person to say.

What a header tells us to do never counts. A machine changes nothing; a reply needs a key of ours
and must come from whom the letter went to; whatever only looks like a reply waits in the holding
pen; everything else is a case of its own. (docs/decisions/0021-the-right-case.md)
"""

from datetime import datetime

from sqlalchemy import select

from app.actions.answer_questions import answer_whole
from app.actions.join_mail import join, link_twins, tie_machine
from app.actions.register import register
from app.actions.trace_reply import Trace, trace
from app.database import db
from app.intake.email import Mail, to_submission
from app.intake.integrity import restrict
from app.intake.replies import looks_like_reply
from app.mail.addressing import own_addresses
from app.mail.letters import LETTERS
from app.models import Case, Letter, RawMail
from app.queries import cases, guesses, office, senders
from workflows.words import Words

AUTOMATIC = Words(
    "ข้อความอัตโนมัติจากเครื่อง ไม่เปิดเรื่องและไม่ตอบ", "Written by a machine: not opened, not answered"
)
STAFF_WROTE = Words("ผู้ส่งใช้ที่อยู่ของเจ้าหน้าที่", "It comes from an address of our staff")
NOT_THEIRS = Words("ตอบหนังสือที่ส่งถึงผู้อื่น", "It answers a letter to somebody else")
FORGED = Words("กุญแจตอบกลับไม่ถูกต้อง", "The key in it is none of ours")
LIKE_A_REPLY = Words(
    "ผู้แจ้งที่เรารู้จักเขียนมา ดูเหมือนตอบกลับ แต่ไม่มีกุญแจ",
    "A known correspondent seems to reply, without a key",
)
DOORS_WITH_ENVELOPE = ("smtp", "lmtp")
MOST_TEXT = 10_000  # in which references are looked for


def place(
    mail: RawMail, letter: Mail, raw: bytes, now: datetime, *, even_automatic: bool = False
) -> Words | None:
    """The mail's row says what became of it; or why it stays in quarantine is returned."""
    note(mail, letter)
    found = trace(letter, mail.envelope_to)
    machine = _is_machine(mail, letter, found)
    if machine and not even_automatic:
        if found.letter is None:
            return AUTOMATIC
        tie_machine(mail, letter, found.letter, now)
        return None
    if not machine and _place_reply(mail, letter, found, now):
        return None
    open_case(mail, letter, raw, now, answer=not machine)
    return None


def note(mail: RawMail, letter: Mail) -> None:
    """The row knows who wrote, about what, under which Message-ID."""
    name = letter.sender.name[:254]  # of a sender without an address; no name may look like one
    mail.sender = letter.sender.email or ("" if "@" in name else name)
    mail.subject, mail.header_id = letter.subject, letter.message_id
    mail.html = letter.html
    mail.reason_th = mail.reason_en = ""


def open_case(
    mail: RawMail, letter: Mail, raw: bytes, now: datetime, *, answer: bool = True
) -> Case:
    """The mail is a case of its own; what came to the integrity mailbox is a restricted one."""
    submission = to_submission(letter, raw)
    if mail.restricted:
        submission = restrict(submission, office.integrity_topic())
    case = register(submission, now, answer=answer)
    mail.state, mail.case_id, mail.guesses = "done", case.id, []
    query = select(Letter).where(Letter.case_id == case.id, Letter.name == "acknowledgement")
    for receipt in db.session.scalars(query):
        receipt.in_reply_to = mail.header_id
    link_twins(mail, case, now)
    return case


def _is_machine(mail: RawMail, letter: Mail, found: Trace) -> bool:
    nobody = mail.door in DOORS_WITH_ENVELOPE and not mail.envelope_from
    ours = letter.sender.email.lower() in own_addresses()
    return letter.automatic or nobody or ours or found.by_bounce


def _place_reply(mail: RawMail, letter: Mail, found: Trace, now: datetime) -> bool:
    """Whether it was a reply, or looked so much like one that a person must say."""
    why = _why_held(letter, found)
    if why is not None:
        _hold(mail, letter, found, why)
        return True
    if found.letter is None or found.letter.case_id is None:
        return False
    join(mail, letter, senders.main_of(cases.get_to_change(found.letter.case_id)), now)
    answer_whole(cases.get(found.letter.case_id), now, letter.body, found.letter.id)
    mail.letter_id = found.letter.id
    return True


def _why_held(letter: Mail, found: Trace) -> Words | None:
    sender = letter.sender.email
    if senders.is_staff(sender):
        return STAFF_WROTE
    if found.letter is not None:
        return None if _is_its_reader(sender, found.letter) else NOT_THEIRS
    if found.forged:
        return FORGED
    known = sender and (looks_like_reply(letter) or guesses.named(_text(letter)))
    return LIKE_A_REPLY if known and senders.cases_of(sender) else None


def _is_its_reader(sender: str, letter: Letter) -> bool:
    """The letter went to this sender, who is still a party; or they act for who it went to."""
    if letter.to_staff or LETTERS[letter.name].to_agency or letter.case_id is None or not sender:
        return False
    case = cases.get(letter.case_id)
    return not case.anonymous and senders.is_party(case, sender) and (
        sender.lower() == letter.recipient.lower() or not senders.is_own(case, sender)
    )  # fmt: skip


def _hold(mail: RawMail, letter: Mail, found: Trace, why: Words) -> None:
    """The mail waits for a person, with guesses; what tells of restricted cases is for few."""
    proof = "key" if found.letter is not None else "altered"
    told = [(proof, cases.get(one.case_id)) for one in found.claimed if one.case_id]
    told += [("reference", case) for case in guesses.named(_text(letter))]
    told += [("thread", case) for case in senders.threaded((*found.ids, mail.header_id))]
    known = guesses.of_sender(letter.sender.email)
    mail.guesses = guesses.guesses([*told, *known])
    only = told or known
    mail.restricted = mail.restricted or any(_is_private(case) for _, case in told) or (
        bool(only) and all(_is_private(case) for _, case in only)
    )  # fmt: skip
    mail.state, (mail.reason_th, mail.reason_en) = "held", why


def _is_private(case: Case) -> bool:
    return case.restricted or case.identity_hidden


def _text(letter: Mail) -> str:
    return f"{letter.subject}\n{letter.body[:MOST_TEXT]}"

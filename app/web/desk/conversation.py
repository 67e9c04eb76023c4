"""What passed between the correspondent and the office, as the case page shows it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import url_for

from app.mail.letters import LETTERS
from app.mail.numbered import numbered
from app.mail.outbox import LINK
from app.mail.ratings import without
from app.queries import cases, identity, people
from app.web.access import actor, opens
from app.web.desk.mail_view import Mails
from app.web.desk.ways import BOUNCED, STATUSES, WAYS, why_it_stays
from app.web.present import say, t
from app.web.shown_files import shown
from workflows.dates import keep_dates
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Letter, Message, Note

CORRESPONDENT = Words("ผู้แจ้ง", "The correspondent")
HIDDEN = Words("(ปกปิดชื่อ)", "(hidden)")
OFFICE = Words("สำนักงาน", "The office")
Files = dict[tuple[int | None, int | None], list[dict[str, Any]]]


def files_of(case: "Case") -> Files:
    """The files of a case by the message and letter they came with; neither: the first words."""
    files: Files = defaultdict(list)
    original = opens("files.original", actor())
    for file in cases.attachments(case):
        files[file.message_id, file.letter_id].append(shown(file, inside=True, original=original))
    return files


def conversation(
    case: "Case",
    messages: "Sequence[Message]",
    letters: "Sequence[Letter]",
    files: Files,
    mails: Mails,
) -> list[dict[str, Any]]:
    """Messages and letters of substance in one row of time, for ``messages``."""
    substance = [letter for letter in letters if _belongs(case, letter)]
    names = people.names({letter.author_id for letter in substance})
    who = case.shown_correspondent
    name = (who.name if who else "") or CORRESPONDENT
    said = [
        {"ours": False, "who": name, "when": message.at, "text": message.body,
         "files": files[message.id, None], "mail": mails.get(message.id),
         "mailed": message.source_key.startswith("mail:")}
        for message in messages
    ] + [
        {"ours": True, "who": names.get(letter.author_id or 0, OFFICE), "when": letter.created_at,
         "text": letter_text(letter), "files": files[None, letter.id]}
        for letter in substance
    ]  # fmt: skip
    return sorted(said, key=lambda one: one["when"])


def _belongs(case: "Case", letter: "Letter") -> bool:
    """The answer that stands is shown with the outcome; here are only those before it."""
    stands = letter.name == "answer" and case.answer and case.answer in letter.text
    signed = letter.status not in cases.UNSIGNED
    return LETTERS[letter.name].substance and signed and not stands


def letter_text(letter: "Letter") -> str:
    """The letter's words; its link is for the correspondent alone."""
    words = without(numbered(letter))
    return keep_dates(words.replace(LINK, t("(ลิงก์ของผู้แจ้ง)", "(the correspondent's link)")))


def letter_rows(letters: "Sequence[Letter]", case: "Case | None" = None) -> list[dict[str, Any]]:
    """Letters, of one ``case`` or of any, with how and where each stands."""
    if case is not None:
        hidden = frozenset({case.id} if case.identity_hidden else ())
    else:
        hidden = identity.hiding(letter.case_id for letter in letters)
    return [_row(letter, hides=letter.case_id in hidden) for letter in letters]


def _row(letter: "Letter", *, hides: bool) -> dict[str, Any]:
    """One letter for a list: what, to whom, when, how far; not to whom, if the case hides them."""
    status, look = BOUNCED if letter.bounced_at else STATUSES[letter.status]
    hides = hides and LETTERS[letter.name].linked
    to, problem = letter.recipient, letter.bounce if letter.bounced_at else letter.problem
    if hides and to:
        to, problem = say(HIDDEN), problem.replace(to, "…")
    if letter.how != "email" and letter.status == "recorded":
        status = WAYS[letter.how]
    return {
        "label": LETTERS[letter.name].subject, "to": to, "to_staff": letter.to_staff,
        "when": letter.sent_at or letter.created_at, "status": status, "look": look,
        "problem": why_it_stays(problem),
        "url": url_for("desk.letter", letter_id=letter.id),
    }  # fmt: skip


def note_rows(notes: "Sequence[Note]") -> list[dict[str, Any]]:
    """Internal notes, the newest first, with their authors."""
    return [
        {"who": note.author.name, "when": note.at, "text": note.body} for note in reversed(notes)
    ]

"""What passed between the correspondent and the office, as the case page shows it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import url_for

from app.mail.letters import LETTERS
from app.mail.outbox import LINK
from app.queries import cases, people
from app.web.desk.ways import STATUSES, WAYS
from app.web.present import t
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Letter, Message, Note

CORRESPONDENT = Words("ผู้แจ้ง", "The correspondent")
OFFICE = Words("สำนักงาน", "The office")
Files = dict[tuple[int | None, int | None], list[dict[str, Any]]]


def files_of(case: "Case") -> Files:
    """The files of a case by the message and letter they came with; neither: the first words."""
    files: Files = defaultdict(list)
    for file in cases.attachments(case):
        url = url_for("desk.file", reference=case.reference, attachment_id=file.id)
        files[file.message_id, file.letter_id].append(
            {"name": file.name, "size": file.size, "url": url}
        )
    return files


def conversation(
    case: "Case", messages: "Sequence[Message]", letters: "Sequence[Letter]", files: Files
) -> list[dict[str, Any]]:
    """Messages and letters of substance in one row of time, for ``messages``."""
    substance = [letter for letter in letters if _belongs(case, letter)]
    names = people.names({letter.author_id for letter in substance})
    name = (case.correspondent.name if case.correspondent else "") or CORRESPONDENT
    said = [
        {"ours": False, "who": name, "when": message.at, "text": message.body,
         "files": files[message.id, None]}
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
    return LETTERS[letter.name].substance and not stands


def letter_text(letter: "Letter") -> str:
    """The letter's words; its link is for the correspondent alone."""
    return letter.text.replace(LINK, t("(ลิงก์ของผู้แจ้ง)", "(the correspondent's link)"))


def letter_rows(letters: "Sequence[Letter]") -> list[dict[str, Any]]:
    """Every letter of a case with how and where it stands."""
    return [letter_row(letter) for letter in letters]


def letter_row(letter: "Letter") -> dict[str, Any]:
    """One letter for a list: what, to whom, when, how far."""
    status, look = STATUSES[letter.status]
    if letter.how != "email" and letter.status == "recorded":
        status = WAYS[letter.how]
    return {
        "label": LETTERS[letter.name].subject, "to": letter.recipient, "to_staff": letter.to_staff,
        "when": letter.sent_at or letter.created_at, "status": status, "look": look,
        "problem": letter.problem, "url": url_for("desk.letter", letter_id=letter.id),
    }  # fmt: skip


def note_rows(notes: "Sequence[Note]") -> list[dict[str, Any]]:
    """Internal notes, the newest first, with their authors."""
    names = people.names({note.author_id for note in notes})
    return [
        {"who": names.get(note.author_id, ""), "when": note.at, "text": note.body}
        for note in reversed(notes)
    ]

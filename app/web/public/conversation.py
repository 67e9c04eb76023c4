"""What passed between the correspondent and the office, as the track page tells it."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.mail.letters import LETTERS
from app.mail.numbered import numbered
from app.mail.outbox import LINK
from app.mail.ratings import without
from app.queries import cases
from app.web.present import t
from app.web.public.promises import when
from app.web.shown_files import shown
from workflows.dates import keep_dates, local_day
from workflows.events import EVENTS
from workflows.stops import told_of
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Attachment, Case, Event, Letter

YOU = Words("ท่าน", "You")
HERE = Words("หน้านี้", "this page")


def conversation(case: "Case") -> list[dict[str, Any]]:
    """The first words, every message and every letter of substance, oldest first, with files.

    The letter that carries the present answer is left out: the page shows the answer itself.
    """
    files = cases.attachments(case)
    letters = [letter for letter in told(case) if not _is_answer(case, letter)]
    sides = [
        (case.received_at, False, _first_words(case), _first(files), case.channel == "email"),
        *(
            (m.at, False, m.body, _of(files, "message_id", m.id), m.source_key.startswith("mail:"))
            for m in cases.messages(case)
        ),
        *((x.created_at, True, _text(x), _of(files, "letter_id", x.id), False) for x in letters),
    ]
    unit = case.unit.name if case.unit else Words("สำนักงาน", "The office")
    return [
        {"ours": ours, "who": unit if ours else YOU, "when": when(case, at), "text": text,
         "files": [shown(file, inside=False) for file in attached], "mailed": mailed}
        for at, ours, text, attached, mailed in sorted(sides, key=lambda side: side[0])
    ]  # fmt: skip


def told(case: "Case") -> list["Letter"]:
    """The letters that tell the correspondent something of the matter."""
    return [x for x in cases.letters(case, to_staff=False) if LETTERS[x.name].substance]


def may_download(case: "Case", file: "Attachment") -> bool:
    """Whether a file of this case came from the correspondent, or was sent to them."""
    return file.letter_id is None or file.letter_id in {letter.id for letter in told(case)}


def timeline(events: Sequence["Event"]) -> list[dict[str, Any]]:
    """What is told in public, newest first; no names, no notes, no times of day.

    Why the clock stands still is told in plain words, never in the officer's own.
    """
    told = [
        (event, EVENTS[event.what].public) for event in reversed(events) if event.what in EVENTS
    ]
    runs = groupby(
        ((event, words) for event, words in told if words is not None),
        key=lambda one: (one[0].what, one[0].to_state, one[0].details, local_day(one[0].at)),
    )
    return [_item([event for event, _ in run]) for _, run in runs]


def _item(run: Sequence["Event"]) -> dict[str, Any]:
    """What happened several times in a row on one day is told once."""
    event, many = run[0], len(run)
    often = Words(f"{many} ครั้ง", f"{many} times") if many > 1 else None
    return {
        "what": EVENTS[event.what].public, "when": event.at, "who": None, "soft": _is_soft(event),
        "text": told_of(event.what, event.details.get("reason")) or often,
    }  # fmt: skip


def _is_soft(event: "Event") -> bool:
    return event.what != "registered" and event.from_state in (None, event.to_state)


def _is_answer(case: "Case", letter: "Letter") -> bool:
    return bool(case.answer) and letter.name == "answer" and case.answer in letter.text


def _text(letter: "Letter") -> str:
    """The letter's own words; where it leads to this page, it says so in its language."""
    here = HERE.say(letter.language)
    words = without(numbered(letter)).replace(f"\n{LINK}", f" {here}").replace(LINK, here)
    return keep_dates(words.strip())


def _first_words(case: "Case") -> str:
    wish = t(f"สิ่งที่ขอ: {case.remedy}", f"Asked for: {case.remedy}")
    return f"{case.body}\n\n{wish}" if case.remedy else case.body


def _first(files: Sequence["Attachment"]) -> list["Attachment"]:
    return [f for f in files if f.message_id is None and f.letter_id is None]


def _of(files: Sequence["Attachment"], which: str, key: int) -> list["Attachment"]:
    return [f for f in files if getattr(f, which) == key]

"""To which cases a mail may belong that nothing proves to belong: scored, the likeliest first."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from app.models import Case
from app.queries import cases, office, senders
from workflows.text import DIGITS
from workflows.words import Words

MOST = 10
LOOKED_AT = 5  # references in one mail
WHY = {
    "key": Words("มีกุญแจของหนังสือถึงผู้อื่น", "It holds the key of a letter to somebody else"),
    "altered": Words(
        "อ้างถึงหนังสือในเรื่องนี้ แต่กุญแจไม่ถูกต้อง", "It names a letter of it, with a wrong key"
    ),
    "reference": Words("มีเลขที่เรื่องนี้ในอีเมล", "It names this reference"),
    "thread": Words("ต่อจากอีเมลฉบับก่อนในเรื่องนี้", "It follows an earlier mail of it"),
    "sender": Words("ผู้ส่งเป็นผู้แจ้งเรื่องนี้", "Its correspondent has this address"),
    "sender_done": Words("ผู้ส่งเคยแจ้งเรื่องนี้ ซึ่งยุติแล้ว", "Its correspondent has this address; resolved"),
}
SCORE = {"key": 0.9, "thread": 0.8, "reference": 0.7, "altered": 0.6, "sender": 0.5,
         "sender_done": 0.3}  # fmt: skip


def named(text: str) -> Sequence[Case]:
    """The cases whose references stand in a text, in whatever digits."""
    code = re.escape(office.office().code)
    pattern = rf"(?<![A-Z0-9]){code}-25\d\d-\d{{4,9}}(?!\d)"
    found = dict.fromkeys(re.findall(pattern, text.translate(DIGITS).upper()))
    known = (cases.by_reference(reference) for reference in list(found)[:LOOKED_AT])
    return [case for case in known if case is not None]


def guesses(clues: Iterable[tuple[str, Case]]) -> list[dict[str, Any]]:
    """``RawMail.guesses`` of clues (why, case): two clues for one case make it likelier."""
    score: dict[int, float] = {}
    why: dict[int, list[str]] = {}
    for word, case in clues:
        missed = (1 - score.get(case.id, 0.0)) * (1 - SCORE[word])
        if word not in why.setdefault(case.id, []):
            score[case.id] = round(1 - missed, 2)
            why[case.id].append(word)
    likeliest = sorted(score, key=lambda key: (-score[key], -key))[:MOST]
    return [{"case_id": key, "score": score[key], "why": why[key]} for key in likeliest]


def of_sender(address: str) -> list[tuple[str, Case]]:
    """The clue that a sender is: their open cases, and less likely those that are resolved."""
    known = senders.cases_of(address)
    return [("sender" if case.state.is_open else "sender_done", case) for case in known]

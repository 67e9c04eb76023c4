"""THE PLACEHOLDERS: the office's own words of a letter, filled in from a closed list of names.

A name in braces is put in once and as it is: no person's text is ever read as a template.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.database import db
from app.mail.letters import LETTERS
from app.models import LetterTemplate
from workflows.errors import Invalid
from workflows.ratings import VALUES
from workflows.words import Words

LINK = "[link]"  # the place of the letter's own track link, put in at sending
RATES = "\n".join(f"[rate {value}]" for value in VALUES)  # likewise (mail/ratings.py)
SUBJECT, BODY = 300, 20_000  # the longest of each
Facts = Mapping[str, Any]

_NAME = re.compile(r"(?<![{$%])\{([^{}%\s]*)\}(?!\})")
_BEFORE = re.compile(r"(?<=[^{$%\s])\s*\{link\}(?!\})")  # words before the link
_AFTER = re.compile(r"(?<![{$%])\{link\}\s*(?=[^}\s])")  # and after it
_HIDDEN = "link", "words"  # what may stand in no subject


@dataclass(frozen=True)
class Placeholder:
    """What it says, in which letters (none named: all), and where it comes from."""

    says: Words
    value: Callable[[Facts], str]
    letters: tuple[str, ...] = ()


def _fact(name: str) -> Callable[[Facts], str]:
    return lambda facts: str(facts.get(name) or "")


def _of(holder: str, name: str) -> Callable[[Facts], str]:
    return lambda facts: str(getattr(facts.get(holder), name, "") or "")


def _by(milestone: str) -> Callable[[Facts], str]:
    return lambda facts: str((facts.get("by") or {}).get(milestone, ""))


def _name(facts: Facts) -> str:
    unknown = Words("ท่านผู้แจ้งเรื่อง", "the person who wrote to us")
    return str(facts.get("dear") or unknown.say(facts["language"]))


def _unit(facts: Facts) -> str:
    return str((facts.get("unit") or facts["office"]).name.say(facts["language"]))


def _outcome(facts: Facts) -> str:
    report = facts.get("report")
    outcome = facts.get("outcome") or (report.outcome if report else None)
    return str(outcome.say(facts["language"])) if outcome else ""


def _result(facts: Facts) -> str:
    report = facts.get("report")
    return str(report.result.label.say(facts["language"])) if report else ""


def _words(facts: Facts) -> str:
    report = facts.get("report")
    return str(facts.get("words") or (report.words if report else ""))


def _parts(facts: Facts) -> str:
    return "\n".join(f"{part.reference} {part.subject}" for part in facts.get("parts") or ())


# fmt: off
# Who may get these has proved nothing yet, and nobody here has read the case: they carry no words
# of a stranger.
_BY_ITSELF = ("acknowledgement", "assigned")
KNOWN = tuple(name for name, kind in LETTERS.items()
              if not kind.to_staff and name not in _BY_ITSELF)
_SPOKEN = ("update", "question", "extended", "answer", "reopen_refused", "improved", "report")
_REFERRED = ("report",)
PLACEHOLDERS: dict[str, Placeholder] = {
    "reference": Placeholder(Words("เลขที่เรื่อง", "Reference of the case"), _of("case", "reference")),
    "subject": Placeholder(Words("ชื่อเรื่อง", "Subject of the case"), _of("case", "subject"), KNOWN),
    "name": Placeholder(Words("ชื่อผู้รับ", "Name of the reader"), _name, KNOWN),
    "owner": Placeholder(Words("ชื่อผู้รับผิดชอบ", "Name of the owner"), _of("owner", "name")),
    "unit": Placeholder(Words("หน่วยงานที่รับผิดชอบ", "The responsible unit"), _unit),
    "phone": Placeholder(Words("โทรศัพท์ของหน่วยงาน", "Its telephone"), _fact("phone")),
    "office": Placeholder(Words("ชื่อสำนักงาน", "The office"),
                          lambda facts: str(facts["office"].name.say(facts["language"]))),
    "assign_by": Placeholder(Words("วันที่จะรู้ชื่อผู้รับผิดชอบ", "When an owner is named"), _by("assign")),
    "first_by": Placeholder(Words("วันที่จะได้คำตอบแรก", "When a first answer comes"),
                            _by("first_answer")),
    "answer_by": Placeholder(Words("วันที่จะแจ้งผล", "When the result comes"), _by("resolve")),
    "link": Placeholder(Words("ลิงก์ติดตามเรื่องของผู้แจ้ง", "The reader's own link"), lambda facts: LINK,
                        tuple(name for name, kind in LETTERS.items() if kind.linked)),
    "words": Placeholder(Words("ข้อความที่เจ้าหน้าที่เขียน", "What the officer wrote"), _words, _SPOKEN),
    "parts": Placeholder(Words("เรื่องที่แยกออกไป", "The cases cut off"), _parts, ("split",)),
    "outcome": Placeholder(Words("ผลการพิจารณา", "The outcome"), _outcome, ("answer", "report")),
    "reason": Placeholder(Words("เหตุผลของผล", "Why"), _fact("reason"), ("answer",)),
    "rating": Placeholder(Words("ลิงก์ให้คะแนน ห้าบรรทัด", "The five links of the rating"),
                          lambda facts: RATES, ("answer",)),
    "forwarded_to": Placeholder(Words("ส่งต่อถึง", "Forwarded to"), _of("case", "forwarded_to"),
                                ("answer", "report")),
    "forward_number": Placeholder(Words("เลขที่หนังสือส่งต่อ", "Number of our letter"),
                                  _of("case", "forward_number"), ("answer",)),
    "reopen_until": Placeholder(Words("ขอให้พิจารณาใหม่ได้ถึง", "Another look until"),
                                _fact("reopen_until"), ("answer",)),
    "appeal_until": Placeholder(
        Words("อุทธรณ์ได้ถึง", "Appeal until"),
        lambda facts: str(facts.get("appeal_until") or facts.get("until") or ""),
        ("answer", "reopen_refused")),
    "reply_by": Placeholder(Words("โปรดตอบภายในวันที่", "An answer is hoped for by"),
                            _fact("reply_by"), ("question",)),
    "waits_until": Placeholder(Words("หยุดนับเวลารอคำตอบถึงวันที่", "The clock waits until"),
                               _fact("day"), ("question",)),
    "date_before": Placeholder(Words("กำหนดเดิม", "The old date"), _fact("before"), ("extended",)),
    "date_now": Placeholder(Words("กำหนดใหม่", "The new date"), _fact("until"), ("extended",)),
    "agency": Placeholder(Words("หน่วยงานที่ส่งเรื่อง", "The office that referred it"),
                          _of("referral", "agency"), _REFERRED),
    "their_letter": Placeholder(Words("เลขที่หนังสือของหน่วยงานนั้น", "Number of its letter"),
                                _of("referral", "letter_number"), _REFERRED),
    "their_reference": Placeholder(Words("เลขที่เรื่องของหน่วยงานนั้น", "Its reference"),
                                   _of("referral", "their_reference"), _REFERRED),
    "result": Placeholder(Words("ผลการดำเนินการ", "The result"), _result, _REFERRED),
    "next_report": Placeholder(Words("กำหนดรายงานครั้งต่อไป", "The next report"), _fact("next"),
                               _REFERRED),
}
# fmt: on
# Those that every case has: what may stand in a ready answer.
EVERY_CASE = (
    "reference",
    "subject",
    "name",
    "owner",
    "unit",
    "phone",
    "office",
    "assign_by",
    "first_by",
    "answer_by",
)  # fmt: skip
OWN_WORDS = tuple(name for name, kind in LETTERS.items() if not kind.to_staff)


def offered(letter: str) -> dict[str, Words]:
    """The placeholders that may stand in this letter, each with what it says."""
    return {
        name: one.says for name, one in PLACEHOLDERS.items()
        if not one.letters or letter in one.letters
    }  # fmt: skip


def demanded(letter: str) -> tuple[str, ...]:
    """Those without which the letter would say nothing or lead nowhere."""
    there = offered(letter)
    wanted = ("words", "outcome") if letter == "answer" else ("words", "parts")
    return tuple(name for name in (*wanted, "link") if name in there)


def check_wording(letter: str, subject: str, body: str) -> None:
    """Raise Invalid for an unknown or a missing placeholder, and for what is empty or too long."""
    problems = {
        "subject": _wrong(subject, set(offered(letter)) - set(_HIDDEN), ("reference",), SUBJECT),
        "body": _wrong(body, set(offered(letter)), demanded(letter), BODY),
    }
    if "\n" in subject.strip():
        problems["subject"] = Words("หัวเรื่องมีได้บรรทัดเดียว", "A subject has one line")
    if found := {name: words for name, words in problems.items() if words}:
        raise Invalid(**found)


def unknown_in(text: str, known: set[str]) -> Words | None:
    """What to say of the first name in braces that is none of ``known``."""
    strange = next((name for name in _NAME.findall(text) if name not in known), None)
    if strange is None:
        return None
    return Words(
        f"ไม่รู้จัก {{{strange}}} ใช้ได้เฉพาะชื่อในรายการ", f"{{{strange}}} is not on the list of names"
    )


def fill(text: str, facts: Facts, known: Mapping[str, Any], kept: tuple[str, ...] = ()) -> str:
    """``text`` with every known name filled in, once; a line that lacks something is left out.

    Lines with a name of ``kept`` always stay. The link stands on a line of its own.
    """
    values = {name: PLACEHOLDERS[name].value(facts) for name in known if name in PLACEHOLDERS}
    lines = [_filled(line, values) for line in text.splitlines() if _stands(line, values, kept)]
    tidy = [line.rstrip() for line in "\n".join(lines).strip().splitlines()]
    return "\n".join(line for i, line in enumerate(tidy) if line or tidy[i - 1])


def subject_of(text: str, facts: Facts, letter: str) -> str:
    """The subject filled in, on one line whatever was put into it."""
    return " ".join(fill(text, facts, offered(letter), ("reference",)).split())[:SUBJECT]


def chosen(letter: str, kind: str, language: str) -> LetterTemplate | None:
    """The office's own wording that holds: of the kind, else for all; None for what ships."""
    query = select(LetterTemplate).where(
        LetterTemplate.name == letter, LetterTemplate.kind.in_((kind, "")),
        LetterTemplate.language == language, LetterTemplate.active,
    )  # fmt: skip
    newest = query.order_by(LetterTemplate.kind.desc(), LetterTemplate.version.desc())
    return db.session.scalar(newest.limit(1))


def _filled(line: str, values: Mapping[str, str]) -> str:
    line = _AFTER.sub("{link}\n", _BEFORE.sub("\n{link}", line))
    return _NAME.sub(lambda match: values.get(match[1], match[0]), line)


def _stands(line: str, values: Mapping[str, str], kept: tuple[str, ...]) -> bool:
    names = _NAME.findall(line)
    return any(name in kept for name in names) or all(values.get(name, "-") for name in names)


def _wrong(text: str, known: set[str], wanted: tuple[str, ...], longest: int) -> Words | None:
    if not text.strip():
        return Words("เขียนข้อความ", "Write the text")
    if len(text) > longest:
        return Words(f"ยาวเกิน {longest} ตัวอักษร", f"Over {longest} characters")
    lacking = [name for name in wanted if name not in _NAME.findall(text)]
    if lacking:
        names = " ".join(f"{{{name}}}" for name in lacking)
        return Words(f"ต้องมี {names}", f"{names} must stand in it")
    return unknown_in(text, known)

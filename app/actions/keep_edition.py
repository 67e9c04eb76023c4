"""Keeps the editions of Form 2.3: a numbered version at every change, none once handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.actions.record import record_elsewhere
from app.database import alone, db
from app.intake.office_file.registers import YearReport
from app.models import Edition, Person, ReportState
from app.reports.editions import edition, lines_of, read
from app.reports.wording import LISTS, unknown_names
from workflows.errors import Conflict, Invalid, UnknownReference
from workflows.text import clean
from workflows.words import Words

LONGEST = 4000
SUBMITTED = "submitted"
FROZEN = Words(
    "แบบฟอร์มของปีนี้ส่งแล้ว จึงเปลี่ยนแบบไม่ได้", "This year's form was handed in; its edition stays"
)
EMPTY = Words("เขียนข้อความของบรรทัดนี้", "Write the words of this line")
LONG = Words(f"เขียนได้ไม่เกิน {LONGEST:,} ตัวอักษร", f"At most {LONGEST:,} characters")
Row = dict[str, Any]


def keep_edition(
    year: int, brought: YearReport, *, seen: int, actor: Person, now: datetime
) -> None:
    """The year is printed by these lines; a claim whose words changed is nobody's word any more.

    ``seen`` is the number of the version that the person saw: Conflict if it is another by now.
    """
    before = _seen(year, seen)
    changed = put_edition(year, brought.rows, name=brought.name, results=brought.labels)
    if changed is not None:
        record_elsewhere(f"edition:{year}", "edition_kept", now, actor=actor, before=before,
                         number=seen + 1, claims=changed)  # fmt: skip


def word_line(year: int, place: int, text: str, *, seen: int, actor: Person, now: datetime) -> None:
    """The line at ``place`` (from 0) of the year's edition has these words."""
    before, form = _seen(year, seen), edition(year)
    lines = [dict(line) for line in lines_of(year)]
    if not 0 <= place < len(lines):
        raise UnknownReference(str(place))
    old, new = lines[place]["text"], _whole(lines[place]["text"], clean(text))
    _check_words(old, new)
    lines[place]["text"] = new
    changed = put_edition(year, lines, name=form.name, results=form.results)
    if changed is not None:
        record_elsewhere(
            f"edition:{year}", "edition_worded", now, actor=actor, line=place + 1, before=old,
            after=new, number=before["number"] + 1, claims=changed,
        )  # fmt: skip


def put_edition(
    year: int, lines: Sequence[Row], *, name: str, results: Mapping[str, str]
) -> list[str] | None:
    """The year's edition is this; the claims that lost their wording, None if it was so already."""
    alone(db.session, "edition")
    own = db.session.get(Edition, year)
    values: Row = {"lines": list(lines), "name": name, "results": dict(results)}
    if own and all(getattr(own, field) == value for field, value in values.items()):
        return None
    _refuse_submitted(year)
    before = _templates(lines_of(year))
    if own is None:
        db.session.add(Edition(fiscal_year=year, number=1, **values))
    else:
        own.number += 1
        for field, value in values.items():
            setattr(own, field, value)
    db.session.flush()
    return _unsay(year, before, _templates(lines))


def _seen(year: int, number: int) -> Row:
    own = db.session.get(Edition, year)
    if (own.number if own else 0) != number:
        raise Conflict(f"edition:{year}")
    if own is None:
        return {"number": 0}
    return {"number": number, "name": own.name, "results": own.results, "lines": own.lines}


def _refuse_submitted(year: int) -> None:
    state = db.session.get(ReportState, year, with_for_update=True)
    if state and state.status == SUBMITTED:
        raise Invalid(year=FROZEN)


def _templates(lines: Sequence[Row]) -> dict[str, list[str]]:
    """The words of each claim, ``CS3.1``, before anything is filled in."""
    found: dict[str, list[str]] = {}
    for line in read(lines):
        if line.claim and line.kind in ("claim", "item"):
            words = [line.text, line.repeat or "", line.rule or ""]
            found.setdefault(f"{line.section}.{line.claim}", []).extend(words)
    return found


def _unsay(year: int, before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """What was decided about a claim was decided about its words: with other words it falls."""
    state = db.session.get(ReportState, year)
    if state is None:
        return []
    fallen = [key for key in state.claims if before.get(key) != after.get(key)]
    if fallen:
        state.claims = {key: said for key, said in state.claims.items() if key not in fallen}
    return sorted(fallen)


def _whole(old: str, new: str) -> str:
    """Blanks and tabs around the words belong to the paper and stay."""
    before, after = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    words = new.strip().replace("\n", " ")
    return f"{before}{words}{after}" if words else ""


def _check_words(old: str, new: str) -> None:
    if old.strip() and not new:
        raise Invalid(text=EMPTY)
    if len(new) > LONGEST:
        raise Invalid(text=LONG)
    if unknown := unknown_names([new]):
        names = ", ".join(unknown)
        raise Invalid(text=Words(f"ไม่รู้จักชื่อ {names}", f"Unknown names: {names}"))


def check_lines(lines: Sequence[Row]) -> None:
    """Invalid for a line that cannot be filled."""
    unknown = unknown_names(line["text"] for line in lines)
    unknown += [line["repeat"] for line in lines if line.get("repeat") not in (None, *LISTS)]
    if unknown:
        names = ", ".join(unknown)
        raise Invalid(
            lines=Words(f"ไม่รู้จักชื่อในแม่แบบ: {names}", f"unknown names in the lines: {names}")
        )

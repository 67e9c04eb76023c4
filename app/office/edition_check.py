"""What keeps an edition of Form 2.3 from being printed: each fault with its line."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from app.office.yaml_file import Fault, Parsed, Path_
from app.reports.wording import LISTS, unknown_names
from workflows.words import Words

BARE = ("blank", "heading")  # kinds of lines that may stand outside the criteria
NEEDED = ("criterion", "claim")


def edition_faults(parsed: Parsed, above: Path_, part: Mapping[str, Any]) -> Iterator[Fault]:
    """Unknown names, lines in the wrong section, criteria without their lines.

    ``part`` has the shape of an edition and stands in the file at ``above``.
    """
    for i, row in enumerate(part["lines"]):
        yield from _unknown(parsed, (*above, "lines", i), row)
    yield from _misplaced(parsed, (*above, "lines"), part)
    yield from _lacking(parsed, above, part)


def _unknown(parsed: Parsed, path: Path_, row: Mapping[str, Any]) -> Iterator[Fault]:
    if unknown := unknown_names([row["text"]]):
        names = ", ".join(unknown)
        yield parsed.fault(path, Words(f"ไม่รู้จักชื่อของค่า: {names}", f"unknown names: {names}"))
    if (name := row.get("repeat")) and name not in LISTS:
        words = Words(f"ไม่มีทะเบียนหรือรายการชื่อ {name}", f"no register {name}")
        yield parsed.fault((*path, "repeat"), words)


def _misplaced(parsed: Parsed, above: Path_, part: Mapping[str, Any]) -> Iterator[Fault]:
    """A criterion's lines stand together, and only titles and blanks stand outside of all."""
    begun: list[str] = []
    named = part.get("criteria") or ()
    for i, row in enumerate(part["lines"]):
        section, path = row.get("section"), (*above, i, "section")
        if section is None:
            if row["kind"] not in BARE:
                yield parsed.fault(path, Words(
                    f"บรรทัดชนิด {row['kind']} ต้องบอกเกณฑ์ (section)",
                    f"a line of kind {row['kind']} needs its section",
                ))  # fmt: skip
            continue
        if named and section not in named:
            yield parsed.fault(path, Words(
                f"{section} ไม่อยู่ในเกณฑ์ (criteria)", f"{section} is none of the criteria",
            ))  # fmt: skip
        if section in begun[:-1]:
            yield parsed.fault(path, Words(
                f"{section} มีบรรทัดต่อหลังจากเริ่ม {begun[-1]} แล้ว ต้องอยู่ติดกัน",
                f"{section} goes on after {begun[-1]} began",
            ))  # fmt: skip
        elif section not in begun:
            begun.append(section)


def _lacking(parsed: Parsed, above: Path_, part: Mapping[str, Any]) -> Iterator[Fault]:
    """Every criterion has its own sentence and at least one claim."""
    begins: dict[str, int] = {}
    for i, row in enumerate(part["lines"]):
        if row.get("section"):
            begins.setdefault(row["section"], i)
    there = {(row.get("section"), row["kind"]) for row in part["lines"]}
    for section, kind in product(begins, NEEDED):
        if (section, kind) not in there:
            path = (*above, "lines", begins[section])
            words = Words(f"{section} ไม่มีบรรทัดชนิด {kind}", f"{section} has no line of kind {kind}")
            yield parsed.fault(path, words)
    named = [("criteria", i, code) for i, code in enumerate(part.get("criteria") or ())]
    named += [("status", code, code) for code in part.get("status") or ()]
    for where, place, code in named:
        if code not in begins:
            words = Words(f"{code} ไม่มีบรรทัดในไฟล์", f"{code} has no lines")
            yield parsed.fault((*above, where, place), words)

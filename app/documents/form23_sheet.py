"""Form 2.3 set out for paper: the words of every cell, for Word file, page and PDF alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.digits import in_thai_digits
from app.documents.form23_annex import Annex, figures_annex, say_value
from workflows.dates import say_date, say_time

if TYPE_CHECKING:
    from app.reports.form23 import Claim, Criterion, Form23

HEADINGS = (
    "แบบฟอร์ม 2.3 แบบฟอร์มรายงานผลการดำเนินการในหมวด 3",
    "เกณฑ์คุณภาพการบริหารจัดการภาครัฐระดับพื้นฐานหมวด 3",
    "ผลการดำเนินการ",
    "คำอธิบายหรือหลักฐานที่แสดงผลดำเนินการ",
)
RESULTS = {"complete": "ดำเนินการครบถ้วน", "in_progress": "อยู่ระหว่างดำเนินการ"}
EVIDENCE = "หลักฐาน"
UPRIGHT = 7  # columns that a page upright has room for
LETTERS = 75  # and about how many of these side by side

Say = Callable[[str], str]
Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for: which digits, and which tables behind the form."""

    thai_digits: bool = False
    figures: bool = True
    annexes: Sequence[Annex] = ()


@dataclass(frozen=True)
class Box:
    """A box with its words."""

    ticked: bool
    words: str


@dataclass(frozen=True)
class Block:
    """What stands together in the third column: lines, evidence as a list, who stands for it."""

    lines: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    confirmed: str = ""


@dataclass(frozen=True)
class Row:
    """One criterion in the three columns."""

    code: str
    title: str
    boxes: tuple[Box, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Table:
    """An annex in words; each cell is its lines; columns have their percent of the width."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Cells, ...]
    percents: tuple[float, ...]
    note: str = ""
    wide: bool = False  # too much for a page that stands upright


@dataclass(frozen=True)
class Sheet:
    """The whole paper."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    tables: tuple[Table, ...]
    thai_digits: bool


def set_out(form: "Form23", wanted: Wanted) -> Sheet:
    """The paper; a claim that nothing and nobody stands for is not on it."""
    say: Say = in_thai_digits if wanted.thai_digits else str
    title, *heads = _headings(form)
    annexes = [figures_annex(form), *wanted.annexes] if wanted.figures else wanted.annexes
    return Sheet(
        title=say(title),
        note=say(_note(form)),
        heads=tuple(map(say, heads)),
        rows=tuple(_row(form, criterion, say) for criterion in form.criteria),
        tables=tuple(_table(annex, say) for annex in annexes),
        thai_digits=wanted.thai_digits,
    )


def _headings(form: "Form23") -> Sequence[str]:
    """Those of the edition, if it names the form and the three columns; else the usual ones."""
    own = [" ".join(line.text.split()) for line in form.lines if line.kind == "heading"]
    return own if len(own) == len(HEADINGS) else HEADINGS


def _note(form: "Form23") -> str:
    known = f"{say_date(form.as_known_on, style='full')} {say_time(form.as_known_on)}"
    status = "ฉบับร่าง " if form.status == "draft" else ""
    return f"ประจำปีงบประมาณ พ.ศ. {form.fiscal_year_be} · {status}ข้อมูล ณ {known}"


def _row(form: "Form23", criterion: "Criterion", say: Say) -> Row:
    code = f"{criterion.code[:2]} {criterion.code[2:]}"
    printed = [_block(claim, say) for claim in criterion.claims if claim.is_printed]
    if printed and criterion.evidence:
        printed.append(Block(evidence=tuple(map(say, criterion.evidence))))
    return Row(code, say(criterion.text), _boxes(form, criterion, say), tuple(printed))


def _boxes(form: "Form23", criterion: "Criterion", say: Say) -> tuple[Box, ...]:
    """In the edition's own words, if it has as many of them as there are results."""
    lines = [line for line in form.lines if line.section == criterion.code]
    own = [line.text.strip() for line in lines if line.kind == "status"]
    words = own if len(own) == len(RESULTS) else RESULTS.values()
    pairs = zip(RESULTS, words, strict=True)
    return tuple(Box(criterion.result == result, say(label)) for result, label in pairs)


def _block(claim: "Claim", say: Say) -> Block:
    confirmed = ""
    if not claim.supported and claim.confirmed_by:
        when = say_date(claim.confirmed_at, style="full") if claim.confirmed_at else ""
        confirmed = say(f"(ยืนยันโดย {claim.confirmed_by} {when})")
    lines = tuple(map(say, claim.text.split("\n")))
    return Block(lines, tuple(map(say, claim.evidence)), confirmed)


def _table(annex: Annex, say: Say) -> Table:
    rows = tuple(
        tuple(tuple(map(say, say_value(cell).split("\n"))) for cell in row) for row in annex.rows
    )
    shares = annex.shares or [1] * len(annex.heads)
    percents = tuple(100 * share / sum(shares) for share in shares)
    heads = tuple(map(say, annex.heads))
    wide = len(heads) > UPRIGHT or sum(shares) > LETTERS
    return Table(say(annex.title), heads, rows, percents, say(annex.note), wide)

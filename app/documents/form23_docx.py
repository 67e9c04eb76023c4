"""Form 2.3 as a Word file on A4: criteria, results, claims; annexed, the figures behind them."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.documents.form23_annex import ANNEX, ANNEX_HEADS, annex
from workflows.dates import say_date, say_time

if TYPE_CHECKING:
    from app.reports.form23 import Criterion, Form23

FONT = "TH Sarabun New"  # with the national font absent, Word and LibreOffice fall back by name
SIZE = 16
HEADS = (
    "เกณฑ์คุณภาพการบริหารจัดการภาครัฐระดับพื้นฐานหมวด 3",
    "ผลการดำเนินการ",
    "คำอธิบายหรือหลักฐานที่แสดงผลดำเนินการ",
)
WIDTHS = (Mm(52), Mm(39), Mm(74))
ANNEX_WIDTHS = (Mm(88), Mm(29), Mm(48))
TICKED, EMPTY = "☑", "☐"


def write_docx(form: "Form23") -> bytes:
    """The file's bytes; a claim that nothing and nobody stands for is not in it."""
    document = Document()
    _page(document)
    _style(document)
    _title(document, form)
    table = _table(document, HEADS)
    for criterion in form.criteria:
        cells = table.add_row().cells
        _fill(cells[0], [f"{criterion.label} {criterion.text}"])
        _fill(cells[1], _boxes(form, criterion))
        _fill(cells[2], _claims(criterion))
    _widen(table, WIDTHS)
    _annex(document, form)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    """A4 with the margins of an official paper."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.top_margin = Mm(25)
    section.right_margin = section.bottom_margin = Mm(20)


def _style(document: Any) -> None:
    """Thai text takes its font and size from the complex-script settings, not the Latin ones."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.paragraph_format.space_after = Pt(2)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    _add(properties, "w:szCs", val=str(SIZE * 2))
    _add(properties, "w:lang", val="th-TH", bidi="th-TH")


def _title(document: Any, form: "Form23") -> None:
    _write(document.paragraphs[0] if document.paragraphs else document.add_paragraph(),
           "แบบฟอร์ม 2.3 แบบฟอร์มรายงานผลการดำเนินการในหมวด 3", bold=True)  # fmt: skip
    known = f"{say_date(form.as_known_on, style='full')} {say_time(form.as_known_on)}"
    status = "ฉบับร่าง " if form.status == "draft" else ""
    _write(
        document.add_paragraph(),
        f"ประจำปีงบประมาณ พ.ศ. {form.fiscal_year_be} · {status}ข้อมูล ณ {known}",
    )


def _table(document: Any, heads: Sequence[str]) -> Any:
    """A ruled table whose first row comes again on every page."""
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        _write(cell.paragraphs[0], words, bold=True)
    _add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", val="true")
    return table


def _widen(table: Any, widths: Sequence[Mm]) -> None:
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _annex(document: Any, form: "Form23") -> None:
    """Every figure, also where it is too little for its claim: figures boast of nothing."""
    title = document.add_paragraph()
    title.paragraph_format.page_break_before = True
    _write(title, ANNEX, bold=True)
    table = _table(document, ANNEX_HEADS)
    for line in annex(form):
        for cell, lines in zip(table.add_row().cells, line, strict=True):
            _fill(cell, lines)
    _widen(table, ANNEX_WIDTHS)


def _boxes(form: "Form23", criterion: "Criterion") -> Iterable[str]:
    for result, words in form.results.items():
        yield f"{TICKED if criterion.result == result else EMPTY} {words}"


def _claims(criterion: "Criterion") -> Iterable[str]:
    printed = [claim for claim in criterion.claims if claim.is_printed]
    for claim in printed:
        yield from claim.text.split("\n")
        yield from _evidence(claim.evidence)
        if not claim.supported and claim.confirmed_by:
            when = say_date(claim.confirmed_at, style="full") if claim.confirmed_at else ""
            yield f"(ยืนยันโดย {claim.confirmed_by} {when})"
    if printed:
        yield from _evidence(criterion.evidence)


def _evidence(evidence: list[str]) -> Iterable[str]:
    if evidence:
        yield "หลักฐาน"
        yield from (f"· {one}" for one in evidence)


def _fill(cell: _Cell, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line)


def _write(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """A run marked as complex script, so that Thai is shaped, sized and made bold as Thai."""
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    if bold:
        run.bold = True
        _add(properties, "w:bCs")
    _add(properties, "w:cs")


def _add(parent: Any, tag: str, **attributes: str) -> None:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)

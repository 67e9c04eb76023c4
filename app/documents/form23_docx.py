"""Form 2.3 as a Word file on A4: criteria, results, claims; annexed, the figures behind them."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.documents.form23_sheet import EVIDENCE, Block, Box, Sheet, Table, Wanted, set_out
from app.documents.word_fonts import embed
from app.documents.word_xml import add, add_field

if TYPE_CHECKING:
    from app.reports.form23 import Form23

FONT = "TH Sarabun New"  # the national font; where it is absent, the one in the file stands in
SYMBOLS = "Segoe UI Symbol"  # the national font has no boxes
SIZE = 16
HEADING = "Heading {}".format
WIDTHS = (Mm(52), Mm(39), Mm(74))
PAPER, ACROSS = 165, 252  # millimetres between the margins, upright and across
SMALL = "Small"  # the style of wide tables and of what a table means
TICKED, EMPTY = "☑", "☐"
PLAIN = Wanted()


def write_docx(form: "Form23", wanted: Wanted = PLAIN) -> bytes:
    """The file's bytes; a claim that nothing and nobody stands for is not in it."""
    sheet = set_out(form, wanted)
    document = Document()
    _tell(document, sheet)
    _page(document, sheet)
    _styles(document)
    embed(document, FONT)
    document.add_paragraph(style=HEADING(1))
    _write(document.paragraphs[-1], sheet.title)
    _write(document.add_paragraph(), sheet.note)
    _form(document, sheet)
    for table in sheet.tables:
        _annex(document, table)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _tell(document: Any, sheet: Sheet) -> None:
    """What a search and a screen reader know of the file before it is read."""
    told = document.core_properties
    told.title, told.language, told.author, told.comments = sheet.title, "th-TH", "", ""
    language = document.settings.element.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:bidi"), "th-TH")


def _page(document: Any, sheet: Sheet) -> None:
    """A4 with the margins of an official paper, and its number on every page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.top_margin = Mm(25)
    section.right_margin = section.bottom_margin = Mm(20)
    section.footer_distance = Mm(10)
    footer = section.footer.paragraphs[0]
    add(footer._p.get_or_add_pPr(), "w:jc", val="center")
    add_field(footer, "PAGE")
    if sheet.thai_digits:
        numbers = add(section._sectPr, "w:pgNumType", fmt="thaiNumbers")
        section._sectPr.find(qn("w:pgMar")).addnext(numbers)  # Word wants it there


def _styles(document: Any) -> None:
    """Thai text takes its font and size from the complex-script settings, not the Latin ones."""
    for name, size in (("Normal", SIZE), (HEADING(1), SIZE + 2), (HEADING(2), SIZE)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(2)
        properties = style.element.get_or_add_rPr()
        _in_our_font(properties, FONT)
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        add(properties, "w:szCs", val=str(size * 2))
        add(properties, "w:lang", val="th-TH", bidi="th-TH")
    # A criterion is a heading that looks like the text beside it.
    document.styles[HEADING(2)].font.bold = document.styles[HEADING(2)].font.cs_bold = False
    document.styles[HEADING(2)].paragraph_format.keep_with_next = False
    small = document.styles.add_style(SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = document.styles["Normal"], Pt(12)
    add(small.element.get_or_add_rPr(), "w:szCs", val="24")
    box = document.styles.add_style("Box", WD_STYLE_TYPE.CHARACTER)
    _in_our_font(box.element.get_or_add_rPr(), SYMBOLS)


def _in_our_font(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()  # the fonts of the theme come first where they are named
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)


def _form(document: Any, sheet: Sheet) -> None:
    table = _table(document, sheet.title, sheet.heads, WIDTHS)
    for row in sheet.rows:
        cells = table.add_row().cells
        cells[0].paragraphs[0].style = HEADING(2)
        _write(cells[0].paragraphs[0], f"{row.code} {row.title}")
        for box in row.boxes:
            _box(_next(cells[1]), box)
        for block in row.blocks:
            _block(cells[2], block)
    _widen(table, WIDTHS)


def _annex(document: Any, annex: Table) -> None:
    """A table that begins a page, across where it is wide; no row of it is parted."""
    turned = _turn(document, across=annex.wide)
    title = document.add_paragraph(style=HEADING(1))
    title.paragraph_format.page_break_before = not turned
    _write(title, annex.title)
    if annex.note:
        _write(document.add_paragraph(style=SMALL), annex.note)
    paper = ACROSS if annex.wide else PAPER
    widths = [Mm(paper * percent / 100) for percent in annex.percents]
    table = _table(document, annex.title, annex.heads, widths)
    _fill(table, annex)
    _widen(table, widths)
    if annex.wide:
        for paragraph in (each for cell in table._cells for each in cell.paragraphs):
            paragraph.style = SMALL


def _fill(table: Any, annex: Table) -> None:
    for words in annex.rows:
        row = table.add_row()
        add(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")
        for cell, lines in zip(row.cells, words, strict=True):
            for line in lines:
                _write(_next(cell), line)


def _turn(document: Any, *, across: bool) -> bool:
    """The paper lies across from here on, or stands upright again; False if it did already."""
    last = document.sections[-1]
    if (last.orientation == WD_ORIENT.LANDSCAPE) == across:
        return False
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = last.page_height, last.page_width
    return True


def _table(document: Any, title: str, heads: Sequence[str], widths: Sequence[Mm]) -> Any:
    """A ruled table whose first row comes again on every page."""
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    add(table._tbl.tblPr, "w:tblCaption", val=title)
    margins = add(table._tbl.tblPr, "w:tblCellMar")
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # Word wants it there
    add(margins, "w:top", w="60", type="dxa")  # or tone marks touch the rule
    for side in ("w:left", "w:right"):
        add(margins, side, w="60", type="dxa")  # or a year is torn apart in a column of months
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        _write(cell.paragraphs[0], words, bold=True)
    add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", val="true")
    return table


def _widen(table: Any, widths: Sequence[Mm]) -> None:
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _box(paragraph: Paragraph, box: Box) -> None:
    paragraph.add_run(TICKED if box.ticked else EMPTY, style="Box")
    _write(paragraph, f" {box.words}")


def _block(cell: _Cell, block: Block) -> None:
    for line in _lines(block):
        _write(_next(cell), line)


def _lines(block: Block) -> Iterable[str]:
    yield from block.lines
    if block.evidence:
        yield EVIDENCE
        yield from (f"· {one}" for one in block.evidence)
    if block.confirmed:
        yield block.confirmed


def _next(cell: _Cell) -> Paragraph:
    """The paragraph to write in: the one that every cell has, then others."""
    last = cell.paragraphs[-1]
    return cell.add_paragraph() if last.runs else last


def _write(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """A run marked as complex script, so that Thai is shaped, sized and made bold as Thai."""
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    if bold:
        run.bold = True
        add(properties, "w:bCs")
    add(properties, "w:cs")

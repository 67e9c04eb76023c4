"""A sheet of figures on paper: its pictures and tables, and what every figure means."""

from typing import TYPE_CHECKING

from flask import render_template
from markupsafe import Markup

from app.documents.thai_pdf import write_pdf

if TYPE_CHECKING:
    from app.sheets.sheet import Sheet

# The rules of the page's stylesheet do not reach into a drawing on paper.
_LOOK = Markup(
    "<style>text{{font-family:Sarabun;font-size:19px;fill:#16202e}}"
    ".background{{fill:none}}.guide.line,.line{{stroke:#c6ccd8;stroke-width:1;fill:none}}"
    ".major.guide.line{{stroke:#16202e;stroke-dasharray:6 4}}.always_hide{{display:none}}"
    ".axis.x text{{text-anchor:{x}}}.axis.y text{{text-anchor:end}}"
    ".overlay text,.text-overlay text{{text-anchor:middle;fill:{over}}}"
    ".color-0 .reactive{{fill:#253b7a}}.color-1 .reactive{{fill:{second}}}</style>"
)


def write_figures_pdf(sheet: "Sheet", language: str) -> bytes:
    """``sheet`` as an accessible PDF in that language."""
    return write_pdf(
        render_template("documents/figures.html", sheet=sheet, lang=language, drawn=_drawn)
    )


def _drawn(svg: Markup, kind: str) -> Markup:
    """The drawing with its colours and type in it."""
    late, lying = "siang-chart--late" in kind, kind.startswith("bars")
    look = _LOOK.format(
        x="middle", second="#a61c1c" if late else "#c87d00", over="#fff" if lying else "#16202e"
    )
    head, end, rest = svg.partition(">")
    return Markup(head) + Markup(end) + look + Markup(rest)  # nosec B704 - our own drawing

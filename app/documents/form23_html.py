"""Form 2.3 as one web page that needs nothing beside it, made for paper; and as that paper, PDF."""

from typing import TYPE_CHECKING

from flask import render_template

from app.documents.form23_sheet import EVIDENCE, Wanted, set_out
from app.documents.thai_pdf import write_pdf

if TYPE_CHECKING:
    from app.reports.form23 import Form23

PLAIN = Wanted()


def write_html(form: "Form23", wanted: Wanted = PLAIN) -> str:
    """The page; a claim that nothing and nobody stands for is not on it."""
    return _page(form, wanted, for_pdf=False)


def write_form_pdf(form: "Form23", wanted: Wanted = PLAIN) -> bytes:
    """The same page as an accessible PDF with our font in it."""
    return write_pdf(_page(form, wanted, for_pdf=True))


def _page(form: "Form23", wanted: Wanted, *, for_pdf: bool) -> str:
    sheet = set_out(form, wanted)
    return render_template("documents/form23.html", sheet=sheet, evidence=EVIDENCE, for_pdf=for_pdf)

"""Form 2.3 as one web page that needs nothing beside it, made for paper."""

from typing import TYPE_CHECKING

from flask import render_template

from app.documents.form23_annex import ANNEX, ANNEX_HEADS, annex

if TYPE_CHECKING:
    from app.reports.form23 import Form23


def write_html(form: "Form23") -> str:
    """The page; a claim that nothing and nobody stands for is not on it."""
    return render_template(
        "documents/form23.html", form=form, annex=annex(form), title=ANNEX, heads=ANNEX_HEADS
    )

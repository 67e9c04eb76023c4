"""An official letter on paper, in the order that Thai offices write them."""

from dataclasses import dataclass, fields, replace
from typing import Any

from flask import render_template

from app.documents.digits import in_thai_digits as in_digits
from app.documents.thai_pdf import write_pdf


@dataclass(frozen=True)
class Paper:
    """What stands on the letter; ``draft``: nobody has signed it yet."""

    language: str
    office: str
    address: str
    number: str
    day: str
    subject: str
    dear: str
    reference: str
    paragraphs: tuple[str, ...]
    signer: str
    position: str
    unit: str
    phone: str
    draft: bool = False


def write_letter_pdf(paper: Paper, *, thai_digits: bool = False) -> bytes:
    """The letter as PDF; words with Latin letters (addresses, references) keep their digits."""
    paper = in_thai_digits(paper) if thai_digits else paper
    return write_pdf(render_template("documents/letter.html", paper=paper))


def in_thai_digits(paper: Paper) -> Paper:
    """The same letter with ๐–๙."""
    texts: dict[str, Any] = {f.name: getattr(paper, f.name) for f in fields(paper)}
    changed: dict[str, Any] = {
        name: in_digits(text) for name, text in texts.items() if isinstance(text, str)
    }
    return replace(paper, **changed, paragraphs=tuple(in_digits(p) for p in paper.paragraphs))

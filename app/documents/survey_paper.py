"""A questionnaire on paper: a form for each person, with the code under which it is keyed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template

from app.documents.thai_pdf import write_pdf
from workflows.surveys import ItemKind


@dataclass(frozen=True)
class Question:
    """One question in words, and what may be ticked; without choices it is answered in words."""

    text: str
    kind: ItemKind
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Form:
    """What is the same on every paper."""

    language: str
    office: str
    phone: str
    title: str
    intro: str
    closes: str
    site: str
    anonymous: bool
    sections: tuple[tuple[str, tuple[Question, ...]], ...]


@dataclass(frozen=True)
class To:
    """Whose paper it is: the name stands on a strip that is cut off before it comes back."""

    name: str
    code: str


def write_papers(form: Form, people: Sequence[To]) -> bytes:
    """A PDF in which each of ``people`` begins on a page of their own."""
    return write_pdf(render_template("documents/survey_paper.html", form=form, people=people))

"""The parts of a Word file that its library has no words for."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """A new element, the last in ``parent``."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def add_field(paragraph: Paragraph, code: str) -> None:
    """Something that Word fills in, as the number of the page."""
    field = add(paragraph._p, "w:fldSimple", instr=code)
    add(add(field, "w:r"), "w:t").text = "1"

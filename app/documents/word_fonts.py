"""Our font inside a Word file: where the national font is absent, Thai is still seen."""

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from app.documents.thai_font import FAMILY, FILES, FONTS
from app.documents.word_xml import add

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HIDDEN = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FACES = {"font:regular": "w:embedRegular", "font:bold": "w:embedBold"}


def embed(document: Any, stands_for: str) -> None:
    """The file carries our font, which stands for ``stands_for`` where that is absent."""
    table = document.part.part_related_by(f"{OFFICE}/fontTable")
    fonts = parse_xml(table.blob)
    font = add(fonts, "w:font", name=stands_for)
    add(font, "w:altName", val=FAMILY)
    for face, tag in FACES.items():
        _face(table, font, tag, face)
    table._blob = serialize_part_xml(fonts)
    told = add(document.settings.element, "w:embedTrueTypeFonts")  # and it is kept when saved again
    document.settings.element.find(qn("w:zoom")).addnext(told)  # Word wants it there


def _face(table: Part, font: Any, tag: str, face: str) -> None:
    """One of our files, hidden the way the format asks for: its first bytes crossed with a key."""
    key = uuid5(NAMESPACE_URL, face)
    content, cross = (FONTS / FILES[face]).read_bytes(), key.bytes[::-1] * 2
    head = bytes(a ^ b for a, b in zip(content, cross, strict=False))
    place = PackURI(f"/word/fonts/{Path(FILES[face]).stem}.odttf")
    part = Part(place, HIDDEN, head + content[len(cross) :], table.package)
    element = add(font, tag, fontKey="{" + str(key).upper() + "}")
    element.set(qn("r:id"), table.relate_to(part, f"{OFFICE}/font"))

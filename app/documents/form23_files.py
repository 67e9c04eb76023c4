"""THE FILES TABLE of Form 2.3: every format it is handed out in, and how one is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.form23_docx import write_docx
from app.documents.form23_html import write_form_pdf, write_html
from app.documents.form23_json import write_json
from app.documents.form23_sheet import Wanted
from app.documents.form23_text import write_text
from app.documents.form23_xlsx import write_form_xlsx

if TYPE_CHECKING:
    from app.reports.form23 import Form23

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Format:
    """A kind of file: how its name ends, its media type, and who writes it."""

    suffix: str
    type: str
    write: "Callable[[Form23, Wanted], str | bytes]"


FORMATS = {
    "text": Format("txt", "text/plain; charset=utf-8", write_text),
    "html": Format("html", "text/html; charset=utf-8", write_html),
    "docx": Format("docx", f"{_OFFICE}wordprocessingml.document", write_docx),
    "pdf": Format("pdf", "application/pdf", write_form_pdf),
    "xlsx": Format("xlsx", f"{_OFFICE}spreadsheetml.sheet", write_form_xlsx),
    "json": Format("json", "application/json", write_json),
}
BY_SUFFIX = {made.suffix: made for made in FORMATS.values()}


def write_file(form: "Form23", made: Format, wanted: Wanted) -> bytes:
    """The file's bytes; figures in JSON and workbooks are data and keep their digits."""
    content = made.write(form, wanted)
    return content if isinstance(content, bytes) else content.encode()


def file_name(year: int, kind: str) -> str:
    """What the file is called, wherever it is given out."""
    return f"form-2.3-{year}.{kind}"


def write_all(form: "Form23") -> dict[str, bytes]:
    """Every file of the form by its name, as the office hands it in."""
    return {
        file_name(form.fiscal_year_be, made.suffix): write_file(form, made, Wanted())
        for made in FORMATS.values()
    }

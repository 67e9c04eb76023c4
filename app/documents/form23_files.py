"""THE OUTPUTS of Form 2.3: every file that can be written from it, by the end of its name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.documents.form23_docx import write_docx
from app.documents.form23_html import write_html
from app.documents.form23_json import write_json
from app.documents.form23_text import write_text

if TYPE_CHECKING:
    from app.reports.form23 import Form23

WRITERS: dict[str, Callable[["Form23"], str | bytes]] = {
    "txt": write_text,
    "html": write_html,
    "docx": write_docx,
    "json": write_json,
}
TYPES = {
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def file_name(year: int, kind: str) -> str:
    """What the file is called, wherever it is given out."""
    return f"form-2.3-{year}.{kind}"


def write_all(form: "Form23") -> dict[str, bytes]:
    """Every output by its file name."""
    return {
        file_name(form.fiscal_year_be, kind): _bytes(write(form)) for kind, write in WRITERS.items()
    }


def _bytes(written: str | bytes) -> bytes:
    return written if isinstance(written, bytes) else written.encode()

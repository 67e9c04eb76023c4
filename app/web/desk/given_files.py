"""The files of a form, as the actions take them."""

from typing import Any

from app.intake.submission import File
from workflows.text import clean


def given_files(field: Any) -> tuple[File, ...]:
    """What was chosen in a MultipleFileField; an empty choice is none."""
    chosen = [file for file in field.data or () if file and getattr(file, "filename", "")]
    return tuple(File(clean(file.filename), file.read()) for file in chosen)

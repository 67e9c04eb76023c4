"""Form 2.3 as data, in the shape that the API gives."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.reports.form23 import Form23


def write_json(form: "Form23") -> str:
    """Readable JSON, Thai as Thai."""
    return json.dumps(form.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"

"""Form 2.3 as data, in the shape that the API gives."""

import json
from typing import TYPE_CHECKING

from app.documents.form23_sheet import Wanted

if TYPE_CHECKING:
    from app.reports.form23 import Form23

PLAIN = Wanted()


def write_json(form: "Form23", wanted: Wanted = PLAIN) -> str:
    """Readable JSON, Thai as Thai; with ``annexes`` if any were asked for."""
    data = form.model_dump(mode="json")
    if wanted.annexes:
        data["annexes"] = [
            {"title": one.title, "note": one.note, "heads": one.heads, "rows": one.rows}
            for one in wanted.annexes
        ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

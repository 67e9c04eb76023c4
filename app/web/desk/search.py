"""What a search of the queue did, in words: how it was cut, what was near, where it was found."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.queries.queues import Asked
from app.queries.search import COUNTED, READ_OPENED, Search
from workflows.marking import Marked, excerpt, marked
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def told(search: Search | None, asked: Asked) -> dict[str, Any] | None:
    """What the page says of the search; None where nothing was searched for."""
    if search is None:
        return None
    number = f"{COUNTED - 1:,}+" if search.number >= COUNTED else f"{search.number:,}"
    sought = search.sought
    return {
        "said": asked.q, "number": number, "parted": search.parted,
        "terms": [term.said for term in sought.terms],
        "without": [term.said for term in sought.without],
        "only": f"{READ_OPENED:,}" if search.short_of else "",
        "near": [(term.said, term.near) for term in sought.terms if term.near],
    }  # fmt: skip


def with_marks(rows: Sequence[dict[str, Any]], search: Search | None) -> None:
    """Each row has its subject marked, and a stretch of where else the words were found.

    Nothing of a restricted case is shown in a list.
    """
    if search is None:
        return
    forms = search.sought.every_form()
    for row in rows:
        if not row["case"].restricted:
            row["marks"] = marked(row["case"].subject, forms)
            row["found"] = _found(row["case"], forms)


def _found(case: "Case", forms: Sequence[str]) -> tuple[Words, Marked] | None:
    """The first place beside the subject where a word stands."""
    places = (
        (Words("ข้อความ", "Text"), case.body),
        (Words("สิ่งที่ขอ", "Asked for"), case.remedy),
        (Words("สถานที่", "Place"), case.place),
        (Words("เลขรับ", "Registry number"), case.registry_number),
        (Words("เลขที่หนังสือ", "Letter number"), case.letter_number),
    )
    found = ((label, excerpt(text, forms)) for label, text in places if text)
    return next(((label, shown) for label, shown in found if shown), None)

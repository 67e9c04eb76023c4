"""Keeps the words of a case where a search finds them."""

from app.database import db
from app.models import Case, CaseText
from workflows.sought import squeezed
from workflows.text import normalise


def index_case(case: Case) -> None:
    """A search finds the case by what stands on it now."""
    db.session.get_one(CaseText, case.id).text = words_of(case)


def words_of(case: Case) -> str:
    """Everything a search may find; parts are divided so that no match crosses them.

    Only what all who see the case may read: no messages, which an agency does not, and no notes.
    """
    numbers = (case.reference, case.registry_number, case.letter_number)
    referral = (case.referral.letter_number,) if case.referral else ()
    known = case.shown_correspondent
    names, phones = ((known.name,), (known.phone,)) if known else ((), ())
    said = (case.subject, case.body, case.remedy, case.place)
    parts = [normalise(part) for part in (*numbers, *referral, *names, *said) if part]
    return "\n".join([*parts, *(squeezed(part) for part in (*numbers, *referral, *phones) if part)])

"""Words typed into a form of a case and not sent yet: kept, and forgotten when they are sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete

from app.database import db
from app.models import Case, Draft, Person
from app.queries import drafts
from workflows.limits import BODY

FIELDS, VALUES, NAME = 60, 40, 60  # more than any form has

Fields = Mapping[str, Sequence[str]]


def keep_draft(case: Case, person: Person, form: str, fields: Fields, now: datetime) -> bool:
    """What stood in ``form`` is kept for this person alone; an empty form keeps nothing."""
    kept = _within(fields)
    if not any(value.strip() for values in kept.values() for value in values):
        drop_draft(case, person, form)
        return False
    draft = drafts.of(case, person).get(form)
    if draft is None:
        draft = Draft(case=case, person_id=person.id, form=form)
        db.session.add(draft)
    draft.fields, draft.saved_at = kept, now
    db.session.flush()
    return True


def drop_draft(case: Case, person: Person, form: str) -> None:
    """Nothing is kept of that form."""
    mine = (Draft.case_id == case.id, Draft.person_id == person.id, Draft.form == form)
    db.session.execute(delete(Draft).where(*mine))


def sweep_draft(draft_id: int) -> bool:
    """Nothing is left of a draft that nobody will send."""
    draft = db.session.get(Draft, draft_id)
    if draft is None:
        return False
    db.session.delete(draft)
    return True


def _within(fields: Fields) -> dict[str, list[str]]:
    """No more of it than a form can hold."""
    return {
        name[:NAME]: [value[:BODY] for value in values[:VALUES]]
        for name, values in list(fields.items())[:FIELDS]
    }

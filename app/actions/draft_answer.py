"""An answer that ends a case waits as a draft for its signer: the case has not moved yet."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from app.actions.given import Given
from app.actions.record import record
from app.actions.tell import tell_staff
from app.database import db
from app.mail import outbox
from app.models import Case, Letter, Person
from app.queries import office, people, signing
from workflows import NotAllowed
from workflows.errors import Invalid
from workflows.words import Words

DECIDES = ("resolve", "dismiss")
WAITS = Words(
    "มีร่างคำตอบรอลงนามอยู่แล้ว แก้ไขหรือถอนร่างได้ที่หน้ารอลงนาม",
    "A draft of the answer waits for its signer already: change or withdraw it on the signing page",
)
NO_WAY = Words("ผู้แจ้งไม่มีอีเมล เลือกวิธีแจ้งอื่น", "No e-mail address: choose another way")


def check_no_draft(case: Case, step: str) -> None:
    """Raise NotAllowed for a step that ends a case whose answer waits for its signer."""
    if step in DECIDES and signing.pending(case) is not None:
        raise NotAllowed(step, case.state, because=WAITS)


def waits_for_signer(case: Case, step: str, given: Given) -> bool:
    """Whether this step is only drafted now: it decides, and the office signs its answers."""
    decides = step in DECIDES and bool(given.answer) and not case.retold
    return decides and office.office().signed_answers


def draft_answer(
    case: Case, step: str, actor: Person, now: datetime, given: Given, run: Callable[[], object]
) -> Letter:
    """The answer stands as a draft and its signers know; whatever the step lacks is refused."""
    like = rehearse(case, run)
    number = signing.refused(case) + 1
    draft = outbox.put_draft(case, like, number, actor, now, step=step, given=_plain(given))
    db.session.flush()
    record(case, "answer_drafted", now, actor=actor, step=step, outcome=given.outcome)
    told = [person for person in people.deciders(case) if person.id != actor.id]
    tell_staff(case, told or signing.signers(case, draft), "to_sign", f"draft-{draft.id}", now,
               who=actor.name)  # fmt: skip
    return draft


def rehearse(case: Case, run: Callable[[], object]) -> Letter:
    """The answer as the step would write it; the step itself is undone."""
    before, trial = signing.last_answer(case), db.session.begin_nested()
    try:
        run()
        db.session.flush()
        found = signing.last_answer(case)
        if found is None or found == before:
            raise Invalid(told_by=NO_WAY)
        sides = ("name", "how", "recipient", "language", "subject", "text", "in_reply_to")
        like = Letter(**{side: getattr(found, side) for side in sides})
    finally:
        trial.rollback()
    return like


def given_of(draft: Letter) -> Given:
    """What was filled in for the step that the draft proposes."""
    fields: dict[str, Any] = dict(draft.proposal["given"])
    if day := fields.get("forward_date"):
        fields["forward_date"] = date.fromisoformat(day)
    return Given(**fields)


def _plain(given: Given) -> dict[str, str]:
    filled = {name: value for name, value in asdict(given).items() if value}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in filled.items()
    }

"""The signature on an answer: with it the case takes its step, and the letter goes out."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app.actions.draft_answer import given_of, rehearse
from app.actions.record import record, record_elsewhere
from app.actions.take_step import ACTIONS, check_step, go
from app.actions.tell import tell_staff
from app.database import db
from app.models import Case, Letter, Person
from app.queries import links, office, signing
from app.queries.rights import hats
from workflows import NotAllowed
from workflows.errors import Invalid
from workflows.words import Words

NUMBER = 100  # characters
NONE = Words("เรื่องนี้ไม่มีร่างคำตอบที่รอลงนาม", "No answer of this case waits for a signature")
NO_NUMBER = Words("ใส่เลขที่หนังสือ", "Give the number of the letter")
LONG = Words(f"ใส่ได้ไม่เกิน {NUMBER} ตัวอักษร", f"{NUMBER} characters at most")
NO_ANSWER = Words("เขียนคำตอบถึงผู้แจ้ง", "Write the answer to the correspondent")
NO_REASON = Words("เขียนเหตุผลที่ไม่ลงนาม", "Write why it is not signed")


def switch_signing(on: bool, actor: Person, now: datetime) -> None:
    """From now on answers wait for a signer, or none does; drafts that wait are signed still."""
    row = office.office()
    if row.signed_answers == on:
        return
    row.signed_answers = on
    what = "signing_switched_on" if on else "signing_switched_off"
    record_elsewhere("settings:signing", what, now, actor=actor)


def sign_answer(case: Case, actor: Person, now: datetime, number: str) -> None:
    """The case took the step of its draft, in the signer's name; the answer carries the number.

    The deadlines are met now, not when it was drafted: now the correspondent is told.
    """
    draft, worn = _pending(case), hats(case, actor)
    if not signing.may_sign(case, draft, actor):
        raise NotAllowed("sign", case.state, forbidden=True)
    if not number.strip():
        raise Invalid(number=NO_NUMBER)
    if len(number.strip()) > NUMBER:
        raise Invalid(number=LONG)
    step, given, author = draft.proposal["step"], given_of(draft), draft.author_id
    check_step(case, step, worn)
    together = [case.id, *(link.case_id for link in links.followers(case))]
    db.session.delete(draft)  # the letter that goes out takes its place
    db.session.flush()
    last = signing.newest_letter()
    go(case, step, actor, now, given, worn)
    db.session.flush()
    query = select(Letter).where(
        Letter.id > last, Letter.case_id.in_(together), Letter.name == "answer"
    )
    for letter in db.session.scalars(query).all():  # cases that follow have the same answer
        letter.signer_id, letter.signed_at, letter.author_id = actor.id, now, author
        letter.number = number.strip() if letter.case_id == case.id else ""
    record(case, "answer_signed", now, actor=actor, number=number.strip())


def change_draft(case: Case, actor: Person, now: datetime, answer: str) -> Letter:
    """The draft reads otherwise; who may is its author, the owner and the signers."""
    draft = _pending(case)
    if not signing.may_edit(case, draft, actor):
        raise NotAllowed("change-draft", case.state, forbidden=True)
    if not answer.strip():
        raise Invalid(answer=NO_ANSWER)
    step, given = draft.proposal["step"], replace(given_of(draft), answer=answer.strip())
    author = db.session.get(Person, draft.author_id or 0) or actor
    worn = hats(case, author) | hats(case, actor)
    draft_id = draft.id
    like = rehearse(case, lambda: ACTIONS[step](case, author, now, given, worn))
    draft = db.session.get_one(Letter, draft_id)
    draft.subject, draft.text = like.subject, like.text
    fields = {**draft.proposal["given"], "answer": answer.strip()}
    draft.proposal = {"step": step, "given": fields}
    record(case, "answer_changed", now, actor=actor)
    return draft


def refuse_draft(case: Case, actor: Person, now: datetime, reason: str) -> None:
    """The draft goes back to its author with the reason; an author withdraws it without one."""
    draft = _pending(case)
    own = actor.id == draft.author_id
    if not (own or signing.may_sign(case, draft, actor)):
        raise NotAllowed("refuse-draft", case.state, forbidden=True)
    if not own and not reason.strip():
        raise Invalid(reason=NO_REASON)
    draft.status = "refused"
    what = "answer_withdrawn" if own else "answer_refused"
    record(case, what, now, actor=actor, note=reason.strip())
    told = {draft.author_id, case.owner_id} - {actor.id, None}
    if not own:
        people = db.session.scalars(select(Person).where(Person.id.in_(told), Person.active)).all()
        tell_staff(case, people, "not_signed", f"draft-{draft.id}", now, who=actor.name,
                   reason=reason.strip())  # fmt: skip


def _pending(case: Case) -> Letter:
    draft = signing.pending(case)
    if draft is None:
        raise NotAllowed("sign", case.state, because=NONE)
    return draft

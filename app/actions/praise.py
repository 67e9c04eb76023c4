"""Passes a compliment on to the colleague it is for."""

from datetime import datetime

from app.mail import outbox
from app.models import Case, Person
from app.queries import people
from workflows import Kind
from workflows.errors import Invalid
from workflows.words import Words

NOT_A_COMPLIMENT = Words("ระบุผู้ได้รับคำชมได้เฉพาะเรื่องคำชมเชย", "Only a compliment names who is praised")
NOBODY = Words("เลือกเพื่อนร่วมงานจากรายการ", "Choose a colleague from the list")


def praised_in(case: Case, email: str) -> Person | None:
    """Whom the compliment is for; None where nobody is named, Invalid for somebody else."""
    if not email:
        return None
    if case.kind is not Kind.COMPLIMENT:
        raise Invalid(praised=NOT_A_COMPLIMENT)
    found = people.by_email(email)
    if found is None or found not in people.praisable(case):
        raise Invalid(praised=NOBODY)
    return found


def tell_praised(case: Case, now: datetime) -> None:
    """Who is praised has the words, once, without the name and address of who wrote them."""
    if case.praised is not None:
        to = case.praised.email
        outbox.put(case, "praised", "praised", now, to=to, language="th")

"""Programs that call the API: each with a person's token, and what it sends along."""

from datetime import datetime

from app.actions.keep_person import issue_token
from app.database import transaction
from app.models import Person
from tests.factories import a_person

SUBMITTED = {
    "kind": "complaint",
    "subject": "เว็บไซต์ค้นหารายงานไม่พบ",
    "body": "ค้นคำว่า ดัชนีผลผลิต แล้วขึ้นหน้าว่างทุกครั้งตั้งแต่วันจันทร์",
    "topic": "C04",
    "anonymous": False,
    "correspondent": {
        "name": "นางสาวสมหญิง ใจดี", "email": "somying@example.org", "phone": "02-000-0123",
    },
    "language": "th",
}  # fmt: skip
REFERRED = {
    **SUBMITTED,
    "agency": "ศูนย์บริการประชาชน 1111",
    "letter_number": "นร 0105.04/1234",
    "letter_date": "2026-11-20",
    "report_due": "2026-12-20",
}


def bearer(person: Person, now: datetime) -> dict[str, str]:
    """The headers of a program that acts for ``person``; inside a transaction."""
    return {"Authorization": f"Bearer {issue_token(person, 'api', now)}"}


def a_caller(now: datetime, role: str, unit: str = "U02") -> dict[str, str]:
    """The headers of a program of somebody new."""
    with transaction():
        return bearer(a_person(now, role, unit), now)


def seen(version: int) -> dict[str, str]:
    """The header that says which version of the case was read."""
    return {"If-Match": f'"{version}"'}

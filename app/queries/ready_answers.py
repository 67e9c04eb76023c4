"""Questions about ready answers: which are offered where, and who may change them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select

from app.database import db
from app.models import Case, Person, ReadyAnswer
from workflows.errors import UnknownReference
from workflows.roles import Role
from workflows.words import Words

SCOPES = {
    "own": Words("ของฉันเอง", "My own"),
    "unit": Words("ของหน่วยงานของฉัน", "My unit's"),
    "all": Words("ของทุกคน", "Everybody's"),
}
STEPS = {
    "": Words("ทุกที่", "Everywhere"),
    "update": Words("หนังสือแจ้งความคืบหน้า", "Letters while the case goes on"),
    "question": Words("ถามผู้แจ้ง", "Questions to the correspondent"),
    "resolve": Words("คำตอบเมื่อยุติเรื่อง", "The answer that resolves"),
    "dismiss": Words("คำตอบเมื่อไม่รับดำเนินการ", "The answer that dismisses"),
}
MOST = 200


def scopes(person: Person) -> dict[str, Words]:
    """For whom this person may keep one."""
    may = {"own"} | ({"unit"} if person.unit_code else set())
    may |= {"all"} if person.has(Role.MANAGER) else set()
    return {code: words for code, words in SCOPES.items() if code in may}


def seen(person: Person) -> Sequence[ReadyAnswer]:
    """Every one in use that this person may start from, own first, then by title."""
    query = select(ReadyAnswer).where(ReadyAnswer.retired.is_(False), _theirs(person))
    rows = db.session.scalars(query.order_by(ReadyAnswer.title).limit(MOST)).all()
    order = list(SCOPES)
    return sorted(rows, key=lambda row: order.index(row.scope))


def offered(person: Person, case: Case, step: str) -> Sequence[ReadyAnswer]:
    """Those that fit the topic and the language of the case, and what is being written."""
    return [
        row for row in seen(person)
        if row.step in ("", step) and row.topic_code in (None, case.topic_code)
        and row.language == case.language
    ]  # fmt: skip


def find(key: int, person: Person) -> ReadyAnswer:
    """One of them; UnknownReference for any other."""
    query = select(ReadyAnswer).where(
        ReadyAnswer.id == key, ReadyAnswer.retired.is_(False), _theirs(person)
    )
    row = db.session.scalar(query)
    if row is None:
        raise UnknownReference(str(key))
    return row


def may_change(row: ReadyAnswer, person: Person) -> bool:
    """Its owner, the people of its unit, managers for everybody's."""
    if row.scope == "all":
        return person.has(Role.MANAGER)
    return row.owner_id == person.id or row.scope == "unit"


def _theirs(person: Person) -> ColumnElement[bool]:
    own = and_(ReadyAnswer.scope == "own", ReadyAnswer.owner_id == person.id)
    unit = and_(ReadyAnswer.scope == "unit", ReadyAnswer.unit_code == person.unit_code)
    return or_(ReadyAnswer.scope == "all", own, *([unit] if person.unit_code else []))

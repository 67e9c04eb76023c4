"""Who is behind an address: a party of which cases, or somebody who works here."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.database import db
from app.models import Case, Correspondent, DeadAddress, Letter, RawMail, Representative
from app.models.base import Secret, either
from app.queries import links, people, representatives
from workflows.roles import Role

MOST = 20  # the newest of somebody's cases


def forms(address: str) -> list[str]:
    """Every form in which an address may stand in a column."""
    plain = dict.fromkeys((address, address.lower()))
    return [form for one in plain for form in (one, Secret(one))]


def cases_of(address: str) -> Sequence[Case]:
    """The cases whose correspondent, or whoever acts for them, has this address; newest first."""
    if not address:
        return []
    own = _newest().join(Correspondent, Correspondent.id == Case.correspondent_id)
    acting = _newest().join(Representative, Representative.case_id == Case.id)
    found = {
        case.id: case
        for query in (
            own.where(Correspondent.email.in_(forms(address))),
            acting.where(
                Representative.email.in_(forms(address)), Representative.ended_at.is_(None)
            ),
        )
        for case in db.session.scalars(query)
    }  # fmt: skip
    return [found[key] for key in sorted(found, reverse=True)][:MOST]


def is_party(case: Case, address: str) -> bool:
    """Whether the address is the correspondent's own, or of who acts for them now."""
    acting = representatives.standing(case)
    own = case.correspondent.email if case.correspondent else ""
    known = {own.lower(), (acting.email if acting else "").lower()} - {""}
    return address.lower() in known


def is_own(case: Case, address: str) -> bool:
    """Whether it is the correspondent's own."""
    own = case.correspondent.email if case.correspondent else ""
    return bool(own) and own.lower() == address.lower()


def is_staff(address: str) -> bool:
    """Whether somebody who works here, or did, has it; offices that send us referrals do not."""
    person = people.by_email(address) if address else None
    return person is not None and not person.has(Role.AGENCY)


def same_person(one: Case, other: Case) -> bool:
    """Whether two cases have the same correspondent, by key or by address."""
    if one.correspondent_id is not None and one.correspondent_id == other.correspondent_id:
        return True
    address = one.correspondent.email if one.correspondent else ""
    return bool(address) and is_party(other, address)


def main_of(case: Case) -> Case:
    """Where words to a case that follows another one belong: there, if it is the same person's.

    Another person's case is never written into: its correspondent would read these words.
    """
    seen = {case.id}
    while (link := links.merge_of(case)) and link.other_id not in seen:
        if not same_person(case, link.other):
            break
        case = link.other
        seen.add(case.id)
    return case


def letters_by(message_ids: Sequence[str], keys: Sequence[int]) -> Sequence[Letter]:
    """The letters with these Message-IDs, or these numbers."""
    found: dict[int, Letter] = {}
    for query in (
        select(Letter).where(Letter.message_id.in_(message_ids)) if message_ids else None,
        select(Letter).where(Letter.id.in_(keys)) if keys else None,
    ):
        if query is not None:
            found |= {letter.id: letter for letter in db.session.scalars(query.limit(100))}
    return list(found.values())


def threaded(message_ids: Sequence[str]) -> Sequence[Case]:
    """The cases of mails we had before, by their own Message-IDs."""
    known = [form for one in message_ids if one for form in either(one)]
    if not known:
        return []
    query = (
        select(Case).join(RawMail, RawMail.case_id == Case.id)
        .where(RawMail.header_id.in_(known)).order_by(RawMail.id.desc())
    )  # fmt: skip
    return db.session.scalars(query.limit(MOST)).unique().all()


def mark_of(address: str) -> DeadAddress | None:
    """The mark on an address that refused a letter for good."""
    if not address:
        return None
    query = select(DeadAddress).where(DeadAddress.address.in_(forms(address)))
    return db.session.scalars(query).first()


def _newest() -> Select[Case]:
    return select(Case).order_by(Case.id.desc()).limit(MOST)

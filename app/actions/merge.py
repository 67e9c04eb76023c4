"""Lets a case follow another one about the same matter; a link, so that it can be undone."""

from datetime import datetime

from app.actions.follow import part, same_owner
from app.actions.record import record
from app.database import db
from app.models import Case, CaseLink, Person
from app.queries import cases, links
from app.queries.rights import hats
from workflows import NotAllowed
from workflows.errors import Invalid, UnknownReference
from workflows.own_notes import SAME_MATTER
from workflows.words import REASON, Words

WHY = SAME_MATTER.th  # to the owner and on the timeline; the page says with which
NO_CASE = Words("ไม่พบเรื่องหลักเลขที่นี้", "There is no such other case")
CLOSED = Words("เรื่องหลักยุติแล้ว รวมได้เฉพาะเรื่องที่ยังไม่ยุติ", "The main case is resolved already")
KIND = Words(
    "เรื่องหลักเป็นคนละประเภท เปลี่ยนประเภทให้ตรงกันก่อน",
    "The main case is of another kind: change the kind first",
)
HIDDEN = Words("รวมเรื่องปกปิดได้กับเรื่องปกปิดเท่านั้น", "Restricted cases go with restricted ones only")
OWNERLESS = Words("เรื่องหลักยังไม่มีผู้รับผิดชอบ มอบหมายก่อน", "Assign the main case first")
FOLLOWS = Words(
    "เรื่องหลักรวมอยู่กับเรื่องอื่น ใช้เลขที่ของเรื่องนั้น",
    "The main case follows another one itself: use the reference of that one",
)
TWICE = Words("เรื่องนี้รวมกับเรื่องอื่นอยู่แล้ว", "This case follows another one already")
LED = Words("มีเรื่องอื่นรวมอยู่กับเรื่องนี้ จึงเป็นเรื่องหลัก", "Others follow this case: it is a main case itself")
NONE = Words("เรื่องนี้ไม่ได้รวมกับเรื่องใด", "This case follows no other")


def merge(
    case: Case, into: str, actor: Person, now: datetime, note: str = ""
) -> CaseLink:  # fmt: skip
    """The case follows the one of reference ``into``; each correspondent keeps their own."""
    worn = _worn(case, actor, "merge")
    if not case.state.is_open:
        raise NotAllowed("merge", case.state)
    main = _main(case, into, actor)  # two that would follow each other: one of them is told
    _check(case, main)
    link = CaseLink(
        case_id=case.id, other_id=main.id, what=links.MERGE, note=note.strip(),
        made_by_id=actor.id, made_at=now,
    )  # fmt: skip
    db.session.add(link)
    db.session.flush()
    for one in (case, main):
        record(one, "merged", now, actor=actor, note=note.strip(), link=link.id)
    same_owner(case, main, actor, now, WHY, worn)
    return link


def unmerge(case: Case, actor: Person, now: datetime, reason: str) -> None:
    """The case goes its own way again, with the owner it has."""
    _worn(case, actor, "unmerge")
    link = links.merge_of(case)
    if link is None:
        raise NotAllowed("unmerge", case.state, because=NONE)
    if not reason.strip():
        raise Invalid(reason=REASON)
    part(link, case, cases.beside_to_change(case, link.other_id), actor, now, reason.strip())


def unfit(case: Case, main: Case) -> Words | None:
    """Why the two as they stand do not go together, whatever else is tied to them; or None."""
    faults = (
        (not main.state.is_open, CLOSED),
        (case.restricted != main.restricted, HIDDEN),
        (case.kind is not main.kind, KIND),
        (main.owner_id is None, OWNERLESS),
    )
    return next((words for wrong, words in faults if wrong), None)


def _worn(case: Case, actor: Person, act: str) -> frozenset:
    worn = hats(case, actor)
    if not worn:
        raise NotAllowed(act, case.state, forbidden=True)
    return worn


def _main(case: Case, reference: str, actor: Person) -> Case:
    """Unknown, and not to be seen by this person, are told alike."""
    try:
        main = cases.find(reference.strip().upper(), actor)
    except UnknownReference as error:
        raise Invalid(into=NO_CASE) from error
    if main.id == case.id:
        raise Invalid(into=NO_CASE)
    return cases.beside_to_change(case, main.id)


def _check(case: Case, main: Case) -> None:
    ties = (
        (links.merge_of(main) is not None, FOLLOWS),
        (links.merge_of(case) is not None, TWICE),
        (bool(links.followers(case)), LED),
    )
    words = unfit(case, main) or next((words for wrong, words in ties if wrong), None)
    if words:
        raise Invalid(into=words)

"""Writes to the correspondent by whichever way there is, and to those here who may know."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from app.mail import outbox
from app.models import Case, Letter, Person, Representative
from app.queries import absences, asked_to_rate, rating_reasons, representatives
from app.queries.walls import barred
from workflows.dates import local_day
from workflows.roles import Role

WAYS = ("email", "track", "phone", "post")
TITLES = ("คุณ", "นาย", "นาง", "น.ส.", "ดร.")  # a name that has its own needs no other


def tell_correspondent(
    case: Case, name: str, occasion: str, now: datetime, *, author: Person | None = None,
    how: str = "", **told: Any,
) -> Letter | None:  # fmt: skip
    """A letter stands in the outbox, or is recorded as told by telephone, post or /track.

    ``how`` empty: by e-mail where there is an address, else letters of substance are read on
    /track. Notices without an address are not written at all. While somebody acts for the
    correspondent and has an address, letters go there and greet them. Who said that they want no
    further mail has none, until they say otherwise.
    """
    acting = representatives.standing(case)
    if acting and acting.email:
        told["dear"] = _in_the_name(acting, case)
        address = acting.email
    else:
        address = case.correspondent.email if case.correspondent else ""
    if rating_reasons.unwelcome(case):
        address, how = "", "" if how == "email" else how
    if not how:
        how = "email" if address or not told.get("words") else "track"
    to = address if how == "email" else ""
    rated = name == "answer" and not asked_to_rate.wanted(case)
    return outbox.put(case, name, occasion, now, to=to, author=author, how=how, rated=rated, **told)


def tell_in_person(
    case: Case, name: str, occasion: str, now: datetime, author: Person | None = None
) -> Letter | None:
    """A letter to the address that is the correspondent's own, whoever acts for them; or None."""
    return outbox.put(case, name, occasion, now, to=own_address(case), author=author)


def own_address(case: Case) -> str:
    """The address that the correspondent gave; anonymous people have none."""
    return case.correspondent.email if case.correspondent and not case.anonymous else ""


def _in_the_name(acting: Representative, case: Case) -> str:
    name = case.shown_correspondent.name if case.shown_correspondent else ""
    if case.language == "en":
        return f"{acting.name}, for {name or 'the correspondent'}"
    plain = acting.relation == "organisation" or acting.name.startswith(TITLES)
    greeted = acting.name if plain else f"คุณ {acting.name}"
    return f"{greeted} ผู้รับมอบอำนาจของ{name or 'ผู้แจ้งเรื่อง'}"


def tell_staff(
    case: Case, people: Iterable[Person], name: str, occasion: str, now: datetime, **told: Any
) -> list[Person]:
    """Each of ``people`` who may know of the case has the letter; who was told.

    EVERY letter to colleagues about a case goes this way: nobody behind a wall hears of it, and
    of a restricted one only the confidential officers. Who stands in for somebody who is away
    has it too, and reads why (``absent``).
    """
    if case.retold:
        return []
    away = barred(case)
    knowing = {
        key: (person, absent)
        for key, (person, absent) in _with_deputies(people, now).items()
        if key not in away and (person.has(Role.CONFIDENTIAL) or not case.restricted)
    }
    for person, absent in knowing.values():
        outbox.put(case, name, occasion, now, to=person.email, language="th", reader=person,
                   absent=absent, **told)  # fmt: skip
    return [person for person, _ in knowing.values()]


def _with_deputies(people: Iterable[Person], now: datetime) -> dict[int, tuple[Person, str]]:
    """Everybody who reads a letter, by key; each with the name of whom they read it for."""
    day = local_day(now)
    meant = {person.id: person for person in people}
    readers = {key: (person, "") for key, person in meant.items()}
    for person in meant.values():
        for reader in absences.recipients(person, day):
            readers.setdefault(reader.id, (reader, person.name))
    return readers

"""Tells who must know what an administrator did with an account: nothing of it is silent."""

from collections.abc import Collection
from datetime import datetime

from app.actions.note_person import note_account
from app.mail import outbox
from app.models import Person
from app.queries import people
from workflows.dates import local_day
from workflows.roles import Role


def tell_of_sight(
    person: Person, before: Collection[str], actor: Person, now: datetime
) -> list[Person]:
    """Managers and confidential officers read who may see restricted cases now; who was told."""
    if Role.CONFIDENTIAL in before or not person.has(Role.CONFIDENTIAL):
        return []
    note_account(person, "confidential_given", now, actor)
    told = [
        one for one in people.active()
        if one.has(Role.MANAGER, Role.CONFIDENTIAL) and one.id not in (person.id, actor.id)
    ]  # fmt: skip
    for reader in told:
        outbox.put_elsewhere(
            "confidential_given", f"{person.id}:{now.isoformat()}", now, to=reader.email,
            dear=reader.name, who=person.name, by=actor.name, day=local_day(now),
        )  # fmt: skip
    return told

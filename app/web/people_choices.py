"""People to choose from in a form: by address, with name, unit, and until when they are away."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.queries import absences, office
from app.queries.cases import today
from workflows.dates import say_date
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Absence, Person


def named(found: "Iterable[Person]") -> "Iterator[tuple[str, Words]]":
    """Each person by address; whoever is away may be chosen all the same."""
    units = {unit.code: unit.name for unit in office.units()}
    away = absences.away(today(datetime.now(UTC)))
    for person in found:
        unit = units.get(person.unit_code or "")
        where = Words(f" · {unit.th}", f" · {unit.en}") if unit else Words("", "")
        gone = _away(away.get(person.id))
        yield person.email, Words(
            person.name + where.th + gone.th, person.name + where.en + gone.en
        )  # fmt: skip


def _away(absence: "Absence | None") -> Words:
    if absence is None:
        return Words("", "")
    until = absence.to_on
    return Words(f" (ลาถึง {say_date(until)})", f" (away until {say_date(until, 'en')})")

"""Which lines of a register were asked for in the address: of a year, kept by somebody."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import request

from app.queries.register_table import Register
from app.queries.registers import Asked

if TYPE_CHECKING:
    from app.models import Person

YEARS = range(2400, 2700)


def asked(keepers: Sequence["Person"]) -> Asked:
    """What the address asks for; anything that is no year or no keeper asks for nothing."""
    year = request.args.get("year", type=int)
    owner = next((one for one in keepers if one.email == request.args.get("owner")), None)
    return Asked(year if year in YEARS else None, owner.id if owner else None)


def filters(register: Register, keepers: Sequence["Person"], of: Asked) -> dict[str, Any]:
    """The two fields above the list as the page shows them."""
    return {
        "year": of.year, "has_years": register.has_years,
        "owners": [{"value": one.email, "text": one.name, "selected": one.id == of.owner}
                   for one in keepers],
    }  # fmt: skip

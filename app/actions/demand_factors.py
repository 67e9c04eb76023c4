"""Which roles may not work here without a second factor."""

from collections.abc import Collection
from datetime import datetime

from app.actions.record import record_elsewhere
from app.models import Person
from app.queries import factors, office
from workflows.errors import Invalid
from workflows.words import Words


def demand_factors(roles: Collection[str], actor: Person, now: datetime) -> None:
    """Whoever has one of ``roles`` and no second factor adds one at their next sign-in."""
    known = [role.value for role in factors.BOUND]
    if set(roles) - set(known):
        raise Invalid(roles=Words("เลือกบทบาทจากรายการ", "Choose roles from the list"))
    row = office.office()
    before, after = list(row.second_factor_roles), [role for role in known if role in roles]
    if before == after:
        return
    row.second_factor_roles = after
    record_elsewhere("settings:sign-in", "factors_demanded", now, actor=actor, before=before,
                     after=after)  # fmt: skip

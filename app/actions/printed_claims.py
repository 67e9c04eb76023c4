"""Which printed claims of Form 2.3 stand on a line of a register or on a piece of evidence."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select

from app.database import db
from app.models import ReportState
from app.models.registers.row import RegisterRow
from app.queries.register_table import Register
from app.reports.form23 import form23
from workflows.dates import local_day
from workflows.errors import Invalid
from workflows.fiscal import fiscal_year
from workflows.words import Words

MOST_YEARS = 4  # forms that are looked at for a line that holds in every year
Said = tuple[str, bool, str]


def refuse_if_printed(claims: list[str], *, confirmed: bool) -> None:
    """Invalid naming the claims, unless a person takes the line away in spite of them."""
    if claims and not confirmed:
        named = ", ".join(claims)
        raise Invalid(confirm=Words(
            f"ข้อความที่พิมพ์ในแบบ 2.3 อาศัยรายการนี้: {named}",
            f"Printed claims of Form 2.3 stand on this: {named}",
        ))  # fmt: skip


def standing_on(register: Register, row: RegisterRow, now: datetime) -> list[str]:
    """The printed claims that would say something else without the line: ``2570 CS4.3``."""
    years = _years(register, row, now)
    before = {year: _printed(year, now) for year in years}
    after = _without(row, lambda: {year: _printed(year, now) for year in years})
    return [
        f"{year} {claim}"
        for year in years
        for claim, said in before[year].items()
        if after[year].get(claim) != said
    ]


def prints(year: int, criterion: str, claim: str, now: datetime) -> bool:
    """Whether that claim is printed; a criterion as a whole is, when one of its claims is."""
    printed = _printed(year, now)
    if claim:
        return claim in printed
    return any(one.startswith(f"{criterion}.") for one in printed)


def _without(row: RegisterRow, ask: Callable[[], dict[int, dict[str, Said]]]) -> dict:
    """What is answered while the line is retired; it is not, afterwards."""
    nested = db.session.begin_nested()
    row.retired = True
    db.session.flush()
    found = ask()
    nested.rollback()
    return found


def _printed(year: int, now: datetime) -> dict[str, Said]:
    """What every printed claim says, whether its data carry it, and its figures."""
    return {
        f"{criterion.code}.{claim.number}": (
            claim.draft,
            claim.supported,
            " ".join(f"{figure.name}={figure.value}" for figure in claim.figures),
        )
        for criterion in form23(year, now).criteria
        for claim in criterion.claims
        if claim.is_printed
    }


def _years(register: Register, row: RegisterRow, now: datetime) -> list[int]:
    """The year of the line; without one, this year and the latest forms that people work on."""
    own = getattr(row, "fiscal_year", None)
    if own:
        return [own]
    days = [getattr(row, name) for name in register.days[:1]]
    if len(register.days) == 1 and isinstance(days[0], date):
        return [fiscal_year(days[0])]
    query = select(ReportState.fiscal_year).order_by(ReportState.fiscal_year.desc())
    worked_on = db.session.scalars(query.limit(MOST_YEARS - 1)).all()
    return sorted({fiscal_year(local_day(now)), *worked_on})

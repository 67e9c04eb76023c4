"""What moves the dates of many cases: their clock stops and extensions, in one question each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import Case, ClockStop, ExtensionAsked
from workflows.dates import local_day
from workflows.deadlines import Extension, Stop


def stops(*cases: ColumnElement[bool]) -> Mapping[int, list[Stop]]:
    """The stops of the cases chosen, by case; a running one until it ends by itself."""
    end = func.coalesce(ClockStop.until_on, ClockStop.resume_on)
    query = select(ClockStop.case_id, ClockStop.from_on, end).join(Case, _of(ClockStop))
    found: dict[int, list[Stop]] = defaultdict(list)
    for case_id, first, last in db.session.execute(
        query.where(*cases).order_by(ClockStop.from_on, ClockStop.id)
    ):
        found[case_id].append(Stop(first, last))
    return found


def extensions(*cases: ColumnElement[bool]) -> Mapping[int, Extension]:
    """The extension granted, of those cases that have one."""
    query = (
        select(ExtensionAsked.case_id, ExtensionAsked.until_on, ExtensionAsked.decided_at)
        .join(Case, _of(ExtensionAsked))
        .where(Case.extended_until.is_not(None), ExtensionAsked.granted.is_(True), *cases)
    )
    rows: Iterable[Any] = db.session.execute(query)
    return {key: Extension(until, local_day(at)) for key, until, at in rows}


def _of(table: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = table.case_id == Case.id
    return same

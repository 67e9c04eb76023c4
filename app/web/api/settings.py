"""The calendar and the targets by calls: read, tried with ``dry_run``, or saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from flask import Response, abort

from app.actions import keep_days_off, keep_targets
from app.actions.keep_days_off import Closing
from app.database import transaction
from app.queries import calendar_years, office, recounts, target_versions
from app.queries.cases import today
from app.queries.rights import visible
from app.reports.rehearsal import rehearse
from app.reports.replay import replay
from app.web.access import actor
from app.web.api import asked_settings as asked
from app.web.api import reading, shapes_settings
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.shapes_settings import Off, OffDays, Outcome, Rehearsed, Replayed, TargetVersions
from workflows.deadlines import Calendar
from workflows.errors import Invalid
from workflows.fiscal import BUDDHIST_ERA
from workflows.reckon import Reckoner

_NAMES = {"first": "day", "name_th": "name", "days": "target"}  # as the pages say → as calls do


@blueprint.get("/settings/calendar")
@describes(Operation("The days off of a year (B.E.)", OffDays, query=asked.CalendarOf,
                     errors=(422,)))  # fmt: skip
def calendar() -> Response:
    """One calendar year."""
    year = reading.query(asked.CalendarOf).year
    found, counted = calendar_years.year(year - BUDDHIST_ERA), recounts.latest()
    running = None
    if counted and counted.finished_at is None:
        running = shapes_settings.Counting(cause=counted.cause, seen=counted.seen, of=counted.of,
                                           moved=counted.moved)  # fmt: skip
    return tell(OffDays(
        year=year, known=found.known, confirmed_at=found.confirmed_at,
        days=[Off.of(row) for row in found.days], recount=running,
    ))  # fmt: skip


@blueprint.post("/settings/calendar/days")
@describes(Operation("Close the office on a day, or try it", Outcome, takes=(asked.NewDayOff,),
                     errors=(400, 415, 422)))  # fmt: skip
def new_day_off() -> Response:
    """The day is off, and the open cases will be counted anew."""
    new = reading.body(asked.NewDayOff)
    closing = Closing(new.day, new.last, new.name, new.name_en, new.legal_ref)
    with _in_our_names():
        if new.dry_run:
            days = keep_days_off.days_to_close(closing)
            return _tried(keep_days_off.calendar_with(days), days=list(days))
        with transaction():
            days = keep_days_off.add_days_off(closing, actor(), datetime.now(UTC))
    return tell(Outcome(saved=True, days=list(days)))


@blueprint.post("/settings/calendar/days/<day>/remove")
@describes(Operation("Open the office on a day off, or try it", Outcome, takes=(asked.NoDayOff,),
                     errors=(400, 404, 415, 422)))  # fmt: skip
def no_day_off(day: str) -> Response:
    """The day is a working day again."""
    given, off = reading.body(asked.NoDayOff), _day(day)
    with _in_our_names():
        if given.dry_run:
            keep_days_off.day_to_open(off, given.legal_ref)
            return _tried(keep_days_off.calendar_with((), without=[off]), days=[off])
        with transaction():
            keep_days_off.remove_day_off(off, given.legal_ref, actor(), datetime.now(UTC))
    return tell(Outcome(saved=True, days=[off]))


@blueprint.get("/settings/targets")
@describes(Operation("Every version of the targets", TargetVersions))
def targets() -> Response:
    """The promises of the office."""
    rows = target_versions.versions()
    return tell(TargetVersions(versions=[shapes_settings.TargetVersion.of(row) for row in rows]))


@blueprint.post("/settings/targets")
@describes(Operation("Add a version of a target, or try it", Outcome, takes=(asked.NewTarget,),
                     errors=(400, 415, 422)))  # fmt: skip
def new_target() -> Response:
    """The promise holds from its day on, and the open cases will be counted anew."""
    new = reading.body(asked.NewTarget)
    rule = new.rule()
    with _in_our_names():
        if new.dry_run:
            keep_targets.check_target(rule)
            return _tried_rules(new)
        with transaction() as session:
            row = keep_targets.add_target(rule, actor(), datetime.now(UTC))
            session.flush()
            made = row.id
    return tell(Outcome(saved=True, version=made))


@blueprint.post("/settings/targets/<int:key>/end")
@describes(Operation("End a version of a target, or try it", Outcome, takes=(asked.TargetEnd,),
                     errors=(400, 404, 415, 422)))  # fmt: skip
def end_target(key: int) -> Response:
    """The promise holds until the day before."""
    given = reading.body(asked.TargetEnd)
    if given.dry_run:
        rules = keep_targets.rules_when_ended(key, given.valid_to)
        reckoner = Reckoner(office.whole_calendar(), rules)
        return tell(Outcome(saved=False, version=key, rehearsal=_rehearsed(reckoner)))
    with transaction():
        keep_targets.end_target(key, given.valid_to, actor(), datetime.now(UTC))
    return tell(Outcome(saved=True, version=key))


def _tried(calendar: Calendar, days: list[date]) -> Response:
    reckoner = Reckoner(calendar, office.rules())
    return tell(Outcome(saved=False, days=days, rehearsal=_rehearsed(reckoner)))


def _tried_rules(new: asked.NewTarget) -> Response:
    rule, calendar = new.rule(), office.whole_calendar()
    found = _rehearsed(Reckoner(calendar, keep_targets.rules_with(rule)))
    past = Replayed.of(replay(rule, new.replay, calendar)) if new.replay else None
    return tell(Outcome(saved=False, rehearsal=found, replay=past))


def _rehearsed(reckoner: Reckoner) -> Rehearsed:
    return Rehearsed.of(rehearse(reckoner, today(datetime.now(UTC)), visible(actor())))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


@contextmanager
def _in_our_names() -> Iterator[None]:
    """What cannot be taken is told by the fields of the call."""
    try:
        yield
    except Invalid as error:
        problems = {_NAMES.get(name, name): words for name, words in error.problems.items()}
        raise Invalid(**problems) from error

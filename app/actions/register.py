"""Turns a submission into a case: once, with its dates, its files and its acknowledgement."""

from datetime import datetime
from functools import partial

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app.actions.attach import MAIL, put_with, take_in
from app.actions.index_case import words_of
from app.actions.raise_wall import DESK, Named, keep_away
from app.actions.record import record
from app.actions.represent import stand_in
from app.actions.set_deadlines import dates_of, set_deadlines
from app.actions.tell import tell_correspondent
from app.database import alone, db
from app.failpoint import here
from app.intake.submission import About, Submission
from app.models import (
    Case,
    CaseText,
    Correspondent,
    Person,
    ReferenceCounter,
    Referral,
    Topic,
    Unit,
)
from app.queries import cases, office, told_codes
from workflows import Kind, State
from workflows.deadlines import Milestone
from workflows.errors import Invalid, KeyReused
from workflows.own_notes import NAMED_AT_INTAKE
from workflows.words import Words


def register(
    submission: Submission, now: datetime, actor: Person | None = None, *, answer: bool = True
) -> Case:
    """The case of ``submission``: new, or the one it became before (twice is once).

    Whom staff name as the one it is about is kept away in the same breath, before any routing.
    With ``answer`` an acknowledgement stands in the outbox when there is an address. KeyReused
    when the same key brings another content; Invalid for a topic nobody has.
    """
    alone(db.session, submission.source_key)  # the same submission may race on another machine
    case = _before(submission)
    if case is not None:
        return case
    here("S4")
    case = _open(submission, now)
    case.visited = case.anonymous and actor is None
    from_mail = submission.source_key.startswith(MAIL)
    files = take_in(case, submission.files, now, from_mail=from_mail)
    _number(case, submission.reference)
    here("S6")
    put_with(case, files, now)
    by = "staff" if actor else "correspondent"
    record(case, "registered", submission.received_at, actor=actor, by=by, after=dates_of(case))
    if submission.representative and actor:
        stand_in(case, actor, now, submission.representative)
    if answer and case.correspondent:
        tell_correspondent(case, "acknowledgement", "received", now, fresh=True)
    if submission.about and actor:
        keep_away(case, actor, now, _named(submission.about), DESK)
    return case


def _named(about: About) -> Named:
    return Named(about.person, about.unit, NAMED_AT_INTAKE.th, about.outside_body)


def _before(submission: Submission) -> Case | None:
    case = cases.by_source(submission.source_key)
    if case is not None and case.fingerprint != submission.fingerprint:
        raise KeyReused(submission.source_key)
    return case


def _open(submission: Submission, now: datetime) -> Case:
    topic = _topic(submission.topic)
    told = partial(told_codes.without, language=submission.language)
    case = Case(
        source_key=submission.source_key, fingerprint=submission.fingerprint,
        secret_hash=submission.secret_hash, kind=Kind(submission.kind),
        kind_confirmed=submission.kind_confirmed, topic=topic, group_code=submission.group,
        channel=submission.channel, language=submission.language, severity=submission.severity,
        complexity=submission.complexity, remedy=told(submission.remedy),
        place=told(submission.place), subject=told(submission.subject), body=told(submission.body),
        anonymous=submission.anonymous, identity_hidden=submission.identity_hidden,
        restricted=submission.restricted or bool(topic and topic.restricted),
        registry_number=submission.registry_number, letter_number=submission.letter_number,
        letter_date=submission.letter_date, imported=submission.imported, state=State.RECEIVED,
        routed_at=now if submission.imported else None,  # no rule reaches back
        unit=_unit(submission, topic), appeal_of_id=submission.appeal_of_id,
        received_at=submission.received_at, updated_at=now,
        representatives=[],  # none yet: the letter that follows need not ask
    )  # fmt: skip
    set_deadlines(case)
    if submission.acknowledged:
        case.meet(Milestone.ACKNOWLEDGE, now)
        case.look_ahead()
    case.correspondent = _correspondent(submission, restricted=case.restricted)
    case.referral = _referral(submission)
    return case


def _number(case: Case, reference: str | None) -> None:
    """The case has its reference and its row.

    As late as can be: the counter is held from here to the commit, and everybody waits for it.
    """
    if case.correspondent:
        db.session.add(case.correspondent)
        db.session.flush()
    case.reference = reference or _next_reference(case.fiscal_year)
    here("S5")
    db.session.add(case)
    db.session.flush()
    db.session.add(CaseText(case_id=case.id, text=words_of(case)))


def _topic(code: str | None) -> Topic | None:
    if not code:
        return None
    topic = db.session.get(Topic, code)
    if topic is None or topic.retired:
        raise Invalid(topic=Words("เลือกหัวข้อจากรายการ", "Choose a topic from the list"))
    return topic


def _unit(submission: Submission, topic: Topic | None) -> Unit | None:
    """An appeal never lies where its topic says; nothing comes to a unit that is retired."""
    code = submission.unit
    if topic and not (code or submission.appeal_of_id):
        code = topic.unit_code
    unit = db.session.get(Unit, code) if code else None
    return None if unit is None or unit.retired else unit


def _correspondent(submission: Submission, *, restricted: bool) -> Correspondent | None:
    if submission.correspondent_id:
        return db.session.get_one(Correspondent, submission.correspondent_id)
    sender = submission.sender
    if submission.anonymous or not (sender.name or sender.email or sender.phone or sender.address):
        return None
    return Correspondent(
        name=sender.name,
        email=sender.email,
        phone=sender.phone,
        address=sender.address,
        restricted=restricted,
    )


def _referral(submission: Submission) -> Referral | None:
    given = submission.referral
    if given is None:
        return None
    return Referral(
        agency=given.agency, agency_person_id=given.agency_person_id,
        letter_number=given.letter_number, letter_date=given.letter_date,
        report_due=given.report_due,
    )  # fmt: skip


def _next_reference(fiscal_year: int) -> str:
    """The next number of the year; the counter's row is held until the commit, so no gaps."""
    code = office.office().code
    bump = (
        update(ReferenceCounter)
        .where(ReferenceCounter.fiscal_year == fiscal_year)
        .values(last=ReferenceCounter.last + 1)
        .returning(ReferenceCounter.last)
        .execution_options(synchronize_session=False)
    )
    number = db.session.scalar(bump)
    if number is None:
        _start_counter(fiscal_year)
        number = db.session.scalar(bump)
    return f"{code}-{fiscal_year}-{number:04d}"


def continue_after(reference: str) -> None:
    """The next reference of that fiscal year has a higher number; others have no such number."""
    code, year, number = (reference.rsplit("-", 2) + ["", ""])[:3]
    ours = code == office.office().code
    if not (ours and year.isdecimal() and number.isdecimal()):
        return
    counter = db.session.get(ReferenceCounter, int(year))
    if counter is None:
        db.session.add(ReferenceCounter(fiscal_year=int(year), last=int(number)))
    elif counter.last < int(number):
        counter.last = int(number)


def _start_counter(fiscal_year: int) -> None:
    """A year's first case; two at once end with one row."""
    try:
        with db.session.begin_nested():
            db.session.add(ReferenceCounter(fiscal_year=fiscal_year, last=0))
    except IntegrityError:
        pass

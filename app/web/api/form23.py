"""Form 2.3 by calls: is it ready, who owes what, reviewed, handed in, begun again, commented."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Response, abort

from app.actions.comment import settle_comment, write_comment
from app.actions.keep_duty import keep_duty
from app.actions.start_report import start_from_last
from app.actions.submit_report import reopen_form, review, set_cut_off, submit
from app.database import transaction
from app.queries import people
from app.reports.compared import differences
from app.reports.form23 import Form23, form23, handed_in
from app.reports.frozen import SUBMITTED, submission, submissions
from app.reports.masked import MASK, masked, masked_readiness
from app.reports.readiness import Readiness, comments, readiness
from app.web.access import actor
from app.web.api import asked_form23 as asked
from app.web.api import reading
from app.web.api import shapes_form23 as shapes
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.reports import YEARS
from workflows.errors import UnknownReference
from workflows.roles import Role

AT = "/reports/form23/<int:year>"


@blueprint.get(f"{AT}/readiness")
@describes(Operation("Is Form 2.3 ready, and who owes what", Readiness, errors=(404,)))
def form_readiness(year: int) -> Response:
    """Every criterion with what it lacks."""
    _check(year)
    found = readiness(year, datetime.now(UTC))
    return tell(masked_readiness(found) if _is_outside() else found)


@blueprint.post(f"{AT}/duties")
@describes(Operation("Say who owes the data of a criterion", Readiness, takes=(asked.Owed,),
                     errors=(400, 404, 409, 415, 422)))  # fmt: skip
def form_duty(year: int) -> Response:
    """The person owes it, or nobody does."""
    _check(year)
    given, now = reading.body(asked.Owed), datetime.now(UTC)
    with transaction():
        person = people.by_email(given.person) if given.person else None
        if given.person and person is None:
            raise UnknownReference(given.person)
        keep_duty(year, given.criterion, person, given.due_on, actor(), now)
    return tell(readiness(year, now))


@blueprint.post(f"{AT}/cut-off")
@describes(Operation("Stop the figures at the end of a day", shapes.FormState,
                     takes=(asked.CutOff,), errors=(400, 404, 409, 412, 415, 422)))  # fmt: skip
def form_cut_off(year: int) -> Response:
    """The figures stop there."""
    _check(year)
    given = reading.body(asked.CutOff)
    with transaction():
        set_cut_off(year, given.day, given.version, actor(), datetime.now(UTC))
    return _state(year)


@blueprint.post(f"{AT}/moves")
@describes(Operation("Review, hand in or begin the next version", shapes.FormState,
                     takes=(asked.Move,), errors=(400, 404, 409, 412, 415, 422)))  # fmt: skip
def form_move(year: int) -> Response:
    """The form is where it was moved to."""
    _check(year)
    given, now = reading.body(asked.Move), datetime.now(UTC)
    moves: dict[str, Callable[[], object]] = {
        "review": lambda: review(year, given.version, actor(), now),
        "submit": lambda: submit(year, given.version, given.text, actor(), now),
        "reopen": lambda: reopen_form(year, given.version, given.text, actor(), now),
    }
    with transaction():
        moves[given.do]()
    return _state(year)


@blueprint.post(f"{AT}/start")
@describes(Operation("Begin from last year's words and duties", shapes.FormStarted,
                     takes=(asked.Start,), errors=(400, 404, 409, 412, 415, 422)))  # fmt: skip
def form_start(year: int) -> Response:
    """This year's form has them wherever it had none of its own."""
    _check(year)
    given = reading.body(asked.Start)
    with transaction():
        started = start_from_last(year, given.version, actor(), datetime.now(UTC))
    return tell(shapes.FormStarted(**vars(started)))


@blueprint.get(f"{AT}/submissions")
@describes(Operation("Every Form 2.3 handed in for a year", shapes.Submissions, errors=(404,)))
def form_submissions(year: int) -> Response:
    """The submissions, and what differs since the one before."""
    _check(year)
    made, rows = form23(year, datetime.now(UTC)), submissions(year)
    before = rows[1:] if made.status == SUBMITTED else rows
    names = people.names({row.submitted_by_id for row in rows})
    return tell(shapes.Submissions(
        fiscal_year_be=year, status=made.status, version=made.version,
        submissions=[shapes.Submitted.of(row, _who(names[row.submitted_by_id])) for row in rows],
        changed=differences(handed_in(before[0]), made) if before else [],
    ))  # fmt: skip


@blueprint.get(f"{AT}/submissions/<int:number>")
@describes(Operation("A Form 2.3 as it was handed in", Form23, errors=(404,)))
def form_submission(year: int, number: int) -> Response:
    """The whole form as data, frozen."""
    made = handed_in(submission(year, number))
    return tell(masked(made) if _is_outside() else made)


@blueprint.get(f"{AT}/claims/<code>/<int:number>/comments")
@describes(Operation("The comments on a claim", shapes.Comments))
def form_comments(year: int, code: str, number: int) -> Response:
    """What readers said of it."""
    found = comments(year, f"{code}.{number}")
    return tell(shapes.Comments(comments=[shapes.Comment.of(row, _who(by)) for row, by in found]))


@blueprint.post(f"{AT}/claims/<code>/<int:number>/comments")
@describes(Operation("Comment on a claim", shapes.Comment, status=201, takes=(asked.NewComment,),
                     errors=(400, 404, 415, 422)))  # fmt: skip
def form_comment(year: int, code: str, number: int) -> Response:
    """The comment waits to be settled."""
    _check(year)
    given, now = reading.body(asked.NewComment), datetime.now(UTC)
    with transaction() as session:
        row = write_comment(year, code, number, given.text, actor=actor(), now=now)
        session.flush()
        made = shapes.Comment.of(row, actor().name)
    return tell(made, 201)


@blueprint.post(f"{AT}/comments/<int:key>/settle")
@describes(Operation("Settle a comment", shapes.Comment, errors=(404,)))
def form_settle(year: int, key: int) -> Response:
    """The comment waits no more."""
    with transaction():
        row = settle_comment(year, key, actor(), datetime.now(UTC))
        made = shapes.Comment.of(row, people.names({row.author_id})[row.author_id])
    return tell(made)


def _state(year: int) -> Response:
    made = form23(year, datetime.now(UTC))
    return tell(shapes.FormState(
        fiscal_year_be=year, status=made.status, version=made.version, cut_off=made.cut_off,
        submission=made.submission,
    ))  # fmt: skip


def _check(year: int) -> None:
    if year not in YEARS:
        abort(404)


def _is_outside() -> bool:
    return actor().has(Role.ASSESSOR)


def _who(name: str) -> str:
    return MASK.th if _is_outside() else name

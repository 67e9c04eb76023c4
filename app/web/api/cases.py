"""Cases in and out: new ones, referrals, a list, one, its messages and its files."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response, abort, current_app

from app.actions.open_file import note_opened
from app.actions.receive_message import receive_message
from app.actions.register import register
from app.actions.use_link import note_return
from app.database import transaction
from app.intake import api, referral
from app.intake.submission import Submission
from app.queries import cases, files, queues
from app.web.access import actor, visitor
from app.web.access_roles import CALLERS, CASES
from app.web.api import asked, reading, told
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.shapes import Items, Kept, PublicCase, Receipt
from app.web.api.whole import WholeCase
from app.web.downloads import bytes_of, send
from app.web.limits import new_cases
from workflows import Kind, State
from workflows.errors import Invalid, UnknownReference
from workflows.secrets import digest
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person

STAFF_ONLY = Words("เจ้าหน้าที่เท่านั้นเป็นผู้ประเมิน", "Only staff assess this")


@blueprint.post("/cases")
@new_cases
@describes(Operation(
    "Submit a case; the same Idempotency-Key and body again give the same answer", Receipt, 201,
    takes=(api.NewCase,), keys=(), headers=("Idempotency-Key",), errors=(400, 415, 422, 429),
))  # fmt: skip
def submit() -> Response:
    """A case is kept, and its reference and secret are told."""
    new = reading.body(api.NewCase)
    _leave_to_staff(new)
    key, secret_key = reading.idempotency_key(), current_app.config["SECRET_KEY"]
    submission = api.to_submission(new, key, datetime.now(UTC), secret_key)
    return _receipt(submission, api.secret_of(submission.source_key, secret_key))


@blueprint.post("/referrals")
@describes(Operation(
    "Refer a case to this office (a token of an agency)", Receipt, 201,
    takes=(referral.NewReferral,), headers=("Idempotency-Key",), errors=(400, 415, 422),
))  # fmt: skip
def refer() -> Response:
    """A referred case is kept with the letter that sent it."""
    new = reading.body(referral.NewReferral)
    _leave_to_staff(new)
    key, secret_key = reading.idempotency_key(), current_app.config["SECRET_KEY"]
    submission = referral.to_submission(new, key, datetime.now(UTC), secret_key, actor().id)
    return _receipt(submission, api.secret_of(submission.source_key, secret_key))


def _leave_to_staff(new: api.NewCase) -> None:
    """How severe a case is nobody says of their own."""
    person = visitor()
    if not (person and person.has(*CASES)) and (fields := api.by_staff(new)):
        raise Invalid(**dict.fromkeys(fields, STAFF_ONLY))


def _receipt(submission: Submission, secret: str) -> Response:
    """Told as it was on receipt, however far the case has come when the same call is repeated."""
    with transaction() as session:
        case = register(submission, submission.received_at)
        session.flush()
        made = Receipt(reference=case.reference, secret=secret, kind=Kind(submission.kind),
                       state=State.RECEIVED, received_at=case.received_at,
                       deadlines=told.deadlines(case))  # fmt: skip
    return tell(made, 201)


@blueprint.get("/cases")
@describes(Operation(
    "List the cases one may see: open ones in due order, then the resolved, newest first", Items,
    query=asked.Page, errors=(400, 422),
))  # fmt: skip
def listing() -> Response:
    """One page of cases."""
    now = datetime.now(UTC)
    found = queues.page(reading.query(asked.Page).as_asked(), actor(), now)
    items = [told.item(case, cases.today(now)) for case in found.cases]
    return tell(Items(items=items, next=asked.place(found.next)))


@blueprint.get("/cases/<reference>")
@describes(Operation(
    "Read a case: the public view with its secret, everything one may see with a token",
    WholeCase | PublicCase, keys=("caseSecret", "bearer"), errors=(404,),
))  # fmt: skip
def case(reference: str) -> Response:
    """The same address for two readers."""
    secret = reading.case_secret()
    if secret is not None:
        return _own(cases.find_by_secret(reference, secret), datetime.now(UTC))
    person = _caller()
    found = cases.find(reference, person)
    return tell(told.whole(found, person, cases.today(datetime.now(UTC))), version=found.version)


def _own(case: "Case", now: datetime) -> Response:
    """To the one who brought it, whose first return is noted."""
    with transaction():
        note_return(case, now)
    return tell(told.public(case, now))


def _caller() -> "Person":
    """Who reads with a token; an administrator reads no case."""
    person = visitor()
    if person is None:
        abort(401)
    if not person.has(*CALLERS):
        raise UnknownReference
    return person


@blueprint.post("/cases/<reference>/messages")
@describes(Operation(
    "Write to the office about one's own case", Kept, 201, takes=(asked.NewMessage,),
    keys=("caseSecret",), headers=("Idempotency-Key",), errors=(400, 404, 415, 422),
))  # fmt: skip
def message(reference: str) -> Response:
    """The message stands on the case, once."""
    secret = reading.case_secret()
    if secret is None:
        abort(401)
    new, key = reading.body(asked.NewMessage), digest(reading.idempotency_key())
    with transaction():
        own = cases.get_to_change(cases.find_by_secret(reference, secret).id)
        kept = receive_message(own, datetime.now(UTC), new.body, f"api:{own.id}:{key}")
        made = Kept(reference=own.reference, at=kept.at)
    return tell(made, 201)


@blueprint.get("/cases/<reference>/attachments/<int:attachment_id>")
@describes(
    Operation(
        "Download a file of a case; 409 while it is scanned or cleaned, or when it is infected",
        "application/octet-stream",
        errors=(404, 409, 410),
    )
)
def attachment(reference: str, attachment_id: int) -> Response:
    """The bytes, without a secret code in a text; of an anonymous person's file the clean copy."""
    found = cases.attachment(cases.find(reference, actor()), attachment_id)
    content, name, kept_type = bytes_of(found, inside=True), found.name, found.type
    with transaction():
        note_opened(files.get_to_change(found.id), actor(), datetime.now(UTC))
    return send(content, kept_type, name)

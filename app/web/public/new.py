"""The form of a new case."""

from datetime import UTC, datetime

from flask import current_app, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from app.actions.register import register
from app.database import transaction
from app.extensions import csrf
from app.failpoint import here
from app.intake.submission import Sender
from app.intake.web_form import Filled, to_submission
from app.queries import office
from app.queries.cases import today
from app.web.limits import new_cases
from app.web.present import language
from app.web.public._blueprint import blueprint
from app.web.public.checking import answers, can_check, is_sent
from app.web.public.forms import SENT_BEFORE, files_of, names_of
from app.web.public.new_form import NewCase
from app.web.public.promises import if_sent
from workflows import Kind
from workflows.deadlines import deadlines, official_date
from workflows.errors import Invalid, KeyReused
from workflows.secrets import new_token
from workflows.targets import Matter

KINDS = ", ".join(Kind)


# The form asks for its own CSRF token, so that an expired page comes back with what was typed.
@csrf.exempt
@blueprint.route(f"/new/<any({KINDS}):kind>", methods=["GET", "POST"])
@new_cases
def new(kind: str) -> Response | tuple[str, int]:
    """Ask, let it be checked, then keep what was told, once, and go on to its receipt."""
    form = NewCase()
    form.offer(office.topics())
    if kind == Kind.COMPLIMENT:
        del form.remedy  # who praises asks for nothing
    now = datetime.now(UTC)
    if is_sent(form) and form.validate() and _keep(form, kind, now):
        return redirect(url_for("public.receipt"), 303)
    page = _show(form, Kind(kind), now)
    return page, 422 if form.errors else 200


def _keep(form: NewCase, kind: str, now: datetime) -> bool:
    """Whether it is a case now, whose receipt comes next; else the form says why not."""
    here("S1")
    try:
        filled = to_submission(_filled(form, kind), now, current_app.config["SECRET_KEY"])
        here("S2")
        here("S3")
        with transaction():
            case_id = register(filled, now).id
            here("S11")
    except Invalid as error:
        form.blame(error)
        return False
    except KeyReused:
        form.form_errors = [SENT_BEFORE]
        form.token.data = new_token()
        return False
    here("S12")
    session["receipt"] = {"case": case_id, "token": form.token.data}
    return True


def _filled(form: NewCase, kind: str) -> Filled:
    sender = Sender(
        form.name.data or "", form.email.data or "", form.phone.data or "", form.address.data or ""
    )
    return Filled(
        token=form.token.data, kind=kind, subject=form.subject.data, body=form.body.data,
        topic=form.topic.data or None, anonymous=form.hides_name, sender=sender,
        files=files_of(form.files), language=language(), remedy=form.wish,
        identity_hidden=form.hides_identity,
    )  # fmt: skip


def _show(form: NewCase, kind: Kind, now: datetime) -> str:
    day = today(now)
    calendar = office.calendar(day)
    targets = office.targets(Matter(kind, official_date(now, calendar), channel="web"))
    dates = deadlines(now, targets, calendar)
    checks = can_check(form)
    return render_template(
        "public/check.html" if checks else "public/new.html",
        form=form, kind=kind, today=day, marks=if_sent(dates), lost=names_of(form.files),
        answers=answers(form) if checks else (),
    )  # fmt: skip

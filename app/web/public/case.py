"""A case as its correspondent sees it, once it is open in this browser: read, write, rate."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.actions.ask_withdrawal import ASKED, ask_withdrawal
from app.actions.rate import rate, say_contact
from app.actions.receive_message import receive_message
from app.actions.tell_answered import tell_answered
from app.database import transaction
from app.extensions import csrf
from app.queries import asked_to_rate, cases, explained, office
from app.queries import questions as asked_of
from app.web.public._blueprint import blueprint
from app.web.public.answered import waiting
from app.web.public.ask_again import ways_on
from app.web.public.conversation import conversation, timeline
from app.web.public.forms import files_of, is_sent_on, names_of
from app.web.public.notices import answer, notice
from app.web.public.promises import of_case
from app.web.public.questions import form_of, keep, papers, to_answer
from app.web.public.rate import gone
from app.web.public.rating_form import rating_form
from app.web.public.track import ask_code, opened
from app.web.public.track_forms import (
    AnsweredForm,
    ContactForm,
    MessageForm,
    RatingForm,
    WithdrawForm,
)
from workflows import NotAllowed
from workflows.errors import Invalid, KeyReused, UnknownReference

if TYPE_CHECKING:
    from wtforms import Field

    from app.models import Case, Rating

Answer = Response | tuple[str, int]
UNWRITTEN = ("csrf_token", "token", "language", "of", "contact")  # before anything is written


@blueprint.get("/track/case")
def track_case() -> Response | str:
    """Where it is, when the next word comes, and what was said so far."""
    case_id = opened()
    if case_id is None:
        return redirect(url_for("public.track"), 303)
    return _page(cases.get(case_id))


@blueprint.get("/track/message")
@blueprint.get("/track/answered")
@blueprint.get("/track/rating")
@blueprint.get("/track/questions/<int:letter_id>")
def show_again(letter_id: int | None = None) -> Response:
    """A telephone that restores its pages asks for where a form was sent: there is the case."""
    return redirect(url_for("public.track_case"), 303)


# Like the form of a new case it asks for its own CSRF token: nothing typed is ever lost.
@csrf.exempt
@blueprint.post("/track/message")
def message() -> Answer:
    """What was written and attached joins the case, once."""
    form = MessageForm(**({"formdata": None} if request.args.get("shown") == "message" else {}))
    if (form.is_switched or is_sent_on()) and not _written():
        return redirect(url_for("public.track_case"), 303)

    def keep(case: "Case", now: datetime) -> None:
        key = f"message:{case.id}:{form.token.data}"
        receive_message(case, now, form.body.data or "", key, files_of(form.files))

    return _take(form, keep, "message")


@csrf.exempt  # for the same reason
@blueprint.post("/track/answered")
def answered() -> Answer:
    """Our question is answered, with words or without; the clock that waited runs again."""
    form = AnsweredForm()

    def keep(case: "Case", now: datetime) -> None:
        key = f"answered:{case.id}:{form.token.data}"
        tell_answered(case, now, form.body.data or "", key)

    return _take(form, keep, "answered")


@csrf.exempt  # for the same reason
@blueprint.post("/track/questions/<int:letter_id>")
def questions(letter_id: int) -> Answer:
    """What was answered stands at its questions; the rest may follow."""
    case_id = opened()
    if case_id is None:
        return ask_code("message")
    case = cases.get(case_id)
    asked = asked_of.of_letter(case, letter_id)
    if asked is None:
        raise UnknownReference(str(letter_id))
    form = form_of(asked)
    if form.validate_on_submit():
        try:
            keep(case.id, asked, form, datetime.now(UTC))
            return _done(form, f"questions-{letter_id}")
        except KeyReused:
            return _on("again")
        except Invalid as error:
            form.blame(error)
    return _page(cases.get(case.id), asked={letter_id: form}), _status(form)


@csrf.exempt  # for the same reason
@blueprint.post("/track/rating")
def rating() -> Answer:
    """The correspondent's opinion of handling and outcome is kept."""
    case_id = opened()
    if case_id is None:
        return ask_code("message")
    case = cases.get(case_id)
    form = rating_form(case)

    def keep(case: "Case", now: datetime) -> None:
        rate(case, now, int(form.handling.data), int(form.outcome.data), form.comment.data or "",
             reasons=form.reasons.data or (), contact=_wanted(form.contact.data))  # fmt: skip

    try:
        return _take(form, keep, "rating")
    except NotAllowed as refused:
        if case.state.is_open:
            raise
        if _written(form):
            return _on("again")
        return gone(case, refused.words)


@csrf.exempt  # for the same reason
@blueprint.post("/track/contact")
def contact() -> Answer:
    """Whether further mail is welcome; the later answer holds."""
    case_id, form = opened(), ContactForm()
    if case_id is None:
        return ask_code("message")
    if form.validate():
        with transaction():
            wanted = form.contact.data == "yes"
            say_contact(cases.get_to_change(case_id), wanted, datetime.now(UTC))
    return _done(form, "contact")


@csrf.exempt  # for the same reason
@blueprint.route("/track/withdraw", methods=["GET", "POST"])
def withdraw() -> Answer | str:
    """Ask whether it is meant; then the wish is kept and its owner told."""
    case_id, form = opened(), WithdrawForm()
    if case_id is None:
        return ask_code("withdraw")
    if request.method == "GET" and not cases.get(case_id).state.is_open:
        return redirect(url_for("public.track_case"), 303)
    if not form.validate_on_submit():
        return render_template("public/withdraw.html", form=form, case=cases.get(case_id))
    with transaction():
        ask_withdrawal(cases.get_to_change(case_id), datetime.now(UTC), form.body.data or "")
    return redirect(url_for("public.track_case"), 303)


def _written(sent: Iterable["Field"] = ()) -> bool:
    """Whether anything is written or chosen on the page, beside what was ``sent``."""
    past = {*UNWRITTEN, *(field.name for field in sent)}
    return any(value.strip() for name, value in request.form.items() if name not in past) or any(
        file.filename for name, file in request.files.items() if name not in past
    )


def _done(form: Any, name: str) -> Response:
    """The page anew; what is half written beside the form that was sent stays on it."""
    return _on(name) if _written(form) else redirect(url_for("public.track_case"), 303)


def _on(shown: str) -> Response:
    """The browser brings all that is written to a page that shows it and keeps nothing."""
    return redirect(url_for("public.message", shown=shown), 307)


def _take(form: Any, keep: Callable[["Case", datetime], None], name: str) -> Answer:
    """Keep what a form of the page brought and show the page anew, or the form with its faults."""
    case_id = opened()
    if case_id is None:
        return ask_code("message")
    if form.validate_on_submit():
        try:
            with transaction():
                keep(cases.get_to_change(case_id), datetime.now(UTC))
            return _done(form, name)
        except KeyReused:
            return _on("again")
        except Invalid as error:
            form.blame(error)
    return _page(cases.get(case_id), **{name: form}), _status(form)


def _status(form: Any) -> int:
    return 422 if form.errors else 200


def _wanted(said: str | None) -> bool | None:
    return said == "yes" if said else None


def _said(rated: "Rating") -> str:
    return "no" if rated.contact is False else "yes"


def _page(
    case: "Case", message: MessageForm | None = None, rating: RatingForm | None = None,
    answered: AnsweredForm | None = None, asked: dict[int, Any] | None = None,
) -> str:  # fmt: skip
    now = datetime.now(UTC)
    today: date = cases.today(now)
    events, rated = cases.events(case), cases.rating(case)
    form = message or MessageForm()
    phone = office.office().telephone(case.unit)
    late = None if case.state.is_open else asked_to_rate.refusal(case, rated, now)
    may_rate = not case.state.is_open and late is None
    return render_template(
        "public/track_case.html", case=case, notice=notice(case, today, phone),
        marks=of_case(case, today), clocks=explained.two_clocks(case, today),
        waiting=waiting(case, answered), asked=to_answer(case, asked or {}),
        messages=conversation(case), papers=papers(case),
        timeline=timeline(events),
        answer=answer(case, events), phone=phone, form=form, lost=names_of(form.files),
        rating=(rating or rating_form(case)) if may_rate else None, rated=rated,
        unsent=request.args.get("shown"), late=late, rate_until=asked_to_rate.last_day(case),
        contact=ContactForm(data={"contact": _said(rated)}) if rated else None,
        withdrawn=any(event.what == ASKED for event in events), here=url_for("public.track_case"),
        **ways_on(case, now),
    )  # fmt: skip

"""What people wrote in a survey, each of it one press away from being a case."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.take_up_answer import take_up_answer
from app.database import transaction
from app.queries import office, samples
from app.queries import surveys as questions
from app.web.access import actor
from app.web.addresses import LARGEST_KEY
from app.web.desk._blueprint import blueprint
from workflows import Kind
from workflows.errors import Invalid


@blueprint.get("/surveys/of/<code>/words")
def survey_words(code: str) -> str:
    """A page of the answers in words."""
    return _page(code)


@blueprint.post("/surveys/of/<code>/words/<int:answer>")
def take_up(code: str, answer: int) -> Response | tuple[str, int]:
    """The answer is a case now; whoever may see it goes on there."""
    kind, topic = request.form.get("kind", ""), request.form.get("topic", "")
    try:
        with transaction():
            take_up_answer(
                questions.find(code), answer, kind, topic, actor=actor(), now=datetime.now(UTC)
            )
    except Invalid as error:
        return _page(code, answer, error), 422
    return redirect(url_for("desk.survey_words", code=code, after=request.args.get("after")))


def _page(code: str, at: int | None = None, refused: Invalid | None = None) -> str:
    survey, after = questions.find(code), request.args.get("after", type=int)
    said, more = samples.said(survey, after if after and 0 < after <= LARGEST_KEY else None)
    return render_template(
        "desk/survey_words.html", survey=survey, said=said, after=after, refused_at=at,
        problem=next(iter(refused.problems.values())) if refused else None,
        kinds=list(Kind), topics=office.topics(),
        next=url_for("desk.survey_words", code=code, after=more) if more else None,
        first=url_for("desk.survey_words", code=code) if after else None,
    )  # fmt: skip

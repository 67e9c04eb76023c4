"""One route for any act: what staff do with a case without moving it."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import abort, url_for

from app.extensions import csrf
from app.queries import cases
from app.web.access import actor
from app.web.desk import (
    acts_ask,
    acts_assess,
    acts_clock,
    acts_links,
    acts_mail,
    acts_people,
    acts_questions,
    acts_talk,
)
from app.web.desk._blueprint import blueprint
from app.web.desk.act_table import Act
from app.web.desk.doing import Answer, Doing, answer_to
from workflows import NotAllowed

if TYPE_CHECKING:
    from app.models import Case

# Each family of acts in the order of its buttons on the case page.
ACTS: dict[str, Act] = {
    **acts_talk.ACTS,
    **acts_mail.ACTS,
    **acts_questions.ACTS,
    **acts_people.ACTS,
    **acts_clock.ACTS,
    **acts_assess.ACTS,
    **acts_ask.ACTS,
    **acts_links.ACTS,
}


@csrf.exempt  # the form asks for its own token, and an expired page loses no word
@blueprint.route("/cases/<reference>/<act>", methods=["GET", "POST"])
def act(reference: str, act: str) -> Answer:
    """The form of an act; posted, it is done."""
    chosen = ACTS.get(act) or abort(404)
    case = cases.find(reference, actor())
    doing = _doing(case, act, chosen)
    return answer_to(case, act, doing)


def _doing(case: "Case", name: str, chosen: Act) -> Doing:
    form = chosen.form(case)

    def run(case: "Case", now: datetime) -> None:
        chosen.run(case, now, form)

    def check(case: "Case") -> None:
        if not chosen.may(case):
            raise NotAllowed(name, case.state, forbidden=True)

    return Doing(
        title=chosen.title, button=chosen.button, form=form, run=run, check=check,
        url=url_for("desk.act", reference=case.reference, act=name), needed=chosen.needed,
    )  # fmt: skip

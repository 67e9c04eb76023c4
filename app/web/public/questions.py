"""Our questions to the correspondent, all of a letter answered in one form; letters on paper."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for
from flask_wtf.file import MultipleFileField
from wtforms import TextAreaField

from app.actions.answer_questions import answer_questions
from app.database import transaction
from app.mail.letters import LETTERS
from app.queries import cases
from app.queries import questions as asked_of
from app.web.fields import AtMost, tidy
from app.web.paper import send_pdf
from app.web.public._blueprint import blueprint
from app.web.public.conversation import told
from app.web.public.forms import FILES_HINT, OnceForm, files_of, names_of
from app.web.public.track import opened
from workflows import limits
from workflows.errors import UnknownReference
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case
    from app.queries.questions import Asked


@blueprint.get("/track/letters/<int:letter_id>.pdf")
def letter_pdf(letter_id: int) -> Response:
    """A letter of substance as an official letter on paper."""
    case_id = opened()
    case = cases.get(case_id) if case_id else None
    found = next((one for one in told(case) if one.id == letter_id), None) if case else None
    if case is None or found is None:
        raise UnknownReference(str(letter_id))
    return send_pdf(found, case)


def papers(case: "Case") -> list[dict[str, Any]]:
    """The letters that can be had on paper, the newest first."""
    return [
        {"label": LETTERS[letter.name].subject, "when": letter.signed_at or letter.created_at,
         "url": url_for("public.letter_pdf", letter_id=letter.id)}
        for letter in reversed(told(case)) if LETTERS[letter.name].linked
    ]  # fmt: skip


def to_answer(case: "Case", forms: dict[int, Any]) -> list[dict[str, Any]]:
    """The letters that wait for answers: each with its form, and how many are answered already.

    None once the case is done: nobody waits any more.
    """
    return [
        _asked(asked, forms.get(asked.letter_id) or form_of(asked))
        for asked in (asked_of.open_of(case) if case.state.is_open else ())
    ]


def _asked(asked: "Asked", form: Any) -> dict[str, Any]:
    sent = request.args.get("shown") == f"questions-{asked.letter_id}"
    return {
        "letter_id": asked.letter_id, "given": len(asked.questions) - len(asked.open),
        "of": len(asked.questions), "form": form, "lost": [] if sent else names_of(form.files),
    }  # fmt: skip


def form_of(asked: "Asked") -> Any:
    """The form of one letter: a field for every question that has no answer.

    Several letters may stand in one form of a page: each field has its letter in its name.
    """
    alone = len(asked.questions) == 1
    fields = {
        f"answer_{one.position}": TextAreaField(
            _label(one.position, one.text, alone=alone), [AtMost(limits.BODY)], [tidy],
            id=f"answer-{asked.letter_id}-{one.position}",
            name=f"answer_{asked.letter_id}_{one.position}",
        )
        for one in asked.open
    }  # fmt: skip
    fields["files"] = MultipleFileField(
        Words("รูปหรือเอกสาร", "Pictures or documents"), description=FILES_HINT,
        id=f"files-{asked.letter_id}", name=f"files_{asked.letter_id}",
    )  # fmt: skip
    return type("QuestionsForm", (OnceForm,), fields)()


def keep(case_id: int, asked: "Asked", form: Any, now: datetime) -> None:
    """What was filled in is kept, once."""
    given = {one.position: form[f"answer_{one.position}"].data or "" for one in asked.open}
    key = f"questions:{asked.letter_id}:{form.token.data}"
    files, letter_id = files_of(form.files), asked.letter_id
    with transaction():
        answer_questions(cases.get_to_change(case_id), letter_id, now, given, key, files)


def _label(position: int, text: str, *, alone: bool) -> Words:
    said = text if alone else f"{position}. {text}"
    return Words(said, said)

"""The case page: what is wrong or next, and what this person may do."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import get_flashed_messages, render_template, url_for

from app.actions.draft_answer import DECIDES
from app.intake.channels import CHANNELS
from app.queries import cases, questions
from app.queries.rating_reasons import chosen
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.act import ACTS
from app.web.desk.act_forms import LetterForm, NoteForm
from app.web.desk.act_table import Act, Group, worn
from app.web.desk.beside import beside
from app.web.desk.clock import clock
from app.web.desk.conversation import conversation, files_of, letter_rows, note_rows
from app.web.desk.doing import mark_version
from app.web.desk.draft_in import mine, restore
from app.web.desk.glance import MAIN
from app.web.desk.here import arrive, watch
from app.web.desk.history import links
from app.web.desk.mail_view import mails_of
from app.web.desk.place import place
from app.web.desk.pressing import owes_words, pressing
from app.web.desk.ready_in import ready_for
from app.web.desk.timeline import items
from app.web.promise import chip, marks
from workflows import DISMISSALS, allowed, missing, outcome_label
from workflows.assessment import complexity_label, severity_label
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Event, Letter


@blueprint.get("/cases/<reference>")
def case(reference: str) -> str:
    """Everything this person may know of a case, and every step they may take."""
    now, case = datetime.now(UTC), cases.find(reference, actor())
    today, events, letters = cases.today(now), cases.events(case), cases.letters(case, drafts=True)
    files, messages, mails = files_of(case), cases.messages(case), mails_of(case)
    notice = pressing(case, today, letters, events, done=bool(get_flashed_messages()))
    page = render_template(
        "desk/case.html", case=case, chip=chip(case, today), marks=marks(case, today, events),
        notice=notice, steps=_steps(case, letters), **_acts(case), **_in_page_forms(case, events),
        channel=CHANNELS[case.channel].label, own_files=files[None, None],
        owes_words=owes_words(case, events, today),
        messages=conversation(case, messages, letters, files, mails), own_mail=mails.get(None),
        questions=questions.of(case) if _asks(letters) else (), ready=ready_for(case, "letters"),
        **beside(case), clock=clock(case, today), letters=letter_rows(letters, case),
        notes=note_rows(cases.notes(case)),
        timeline=items(events), outcome=_outcome(case),
        reason=cases.reason_told(case, events), severity=severity_label(case.severity),
        complexity=complexity_label(case.complexity), **_rated(case), **watch(case, now),
        place=place(case, now), **links(case),
    )  # fmt: skip
    arrive(case.id, now)
    return page


def _asks(letters: "Sequence[Letter]") -> bool:
    return any(letter.name == "question" for letter in letters)


def _rated(case: "Case") -> dict[str, Any]:
    rating = cases.rating(case) if case.outcome else None
    return {"rating": rating, "rating_reasons": chosen(rating.reasons) if rating else ()}


def _steps(case: "Case", letters: "Sequence[Letter]") -> list[dict[str, Any]]:
    """The steps open to this person now, each with what it still needs.

    None ends the case while an answer waits for its signer.
    """
    ends = DECIDES if any(letter.status == "draft" for letter in letters) else ()
    rows = [row for row in allowed(case, worn(case)) if row.trigger not in ends]
    rows.sort(key=lambda row: row.trigger not in MAIN)
    return [
        {
            "label": row.label,
            "primary": row.trigger in MAIN,
            "url": url_for("desk.step", reference=case.reference, step=row.trigger),
            "missing": _needs([guard.missing for guard in missing(case, row)]),
            "draft": draft.saved_at if (draft := mine(case).get(row.trigger)) else None,
        }
        for row in rows
    ]


def _needs(words: list[Words]) -> Words | None:
    if not words:
        return None
    return Words(
        "ยังขาด: " + " · ".join(w.th for w in words),
        "Still missing: " + "; ".join(w.en for w in words),
    )


def _acts(case: "Case") -> dict[str, Any]:
    """``in_page`` by name, those that somebody waits for, and every other group that has any."""
    may = {name: act for name, act in ACTS.items() if act.may(case)}
    rows = {
        group: {name: _row(case, name, act) for name, act in may.items() if act.group is group}
        for group in Group
    }
    in_page, waited_for = rows.pop(Group.IN_PAGE), rows.pop(Group.NOW)
    groups = [(group.value, found.values()) for group, found in rows.items() if found]
    return {"in_page": in_page, "waited_for": waited_for.values(), "groups": groups}


def _row(case: "Case", name: str, act: Act) -> dict[str, Any]:
    url = url_for("desk.act", reference=case.reference, act=name)
    return {"title": act.title, "button": act.button, "url": url}


def _in_page_forms(case: "Case", events: "Sequence[Event]") -> dict[str, Any]:
    letter, note = LetterForm(case), NoteForm(case)
    note.text.id = "note"  # two forms stand on one page
    drafts = {}
    for name, form in (("letters", letter), ("notes", note)):
        drafts[name] = restore(case, name, form)
        mark_version(form, case, events)
    return {"letter_form": letter, "note_form": note, "drafts": drafts}


def _outcome(case: "Case") -> dict[str, Any] | None:
    if not case.outcome:
        return None
    return {"words": outcome_label(case.outcome), "dismissed": case.outcome in DISMISSALS}

"""One way to change a case by a form: shown, carried out, or shown again with the text kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, render_template, request, session
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError
from wtforms import FieldList, HiddenField, StringField

from app.actions.keep_draft import drop_draft
from app.database import transaction
from app.queries import cases, office
from app.queries.rights import may_write
from app.web.access import actor
from app.web.desk.draft_in import draft_url, restore
from app.web.desk.ready_in import inserting, put_in, ready_for
from app.web.desk.timeline import items
from app.web.desk.way_back import case_again, list_again
from app.web.present import t
from workflows import NotAllowed
from workflows.errors import Conflict, Invalid
from workflows.words import REASON, Words

if TYPE_CHECKING:
    from app.models import Case, Event

Answer = Response | str | tuple[str, int]

# What to do about a guard, said at the field that fills it.
ASK = {
    "owner": Words("เลือกผู้รับผิดชอบ", "Choose who is responsible"),
    "reason": REASON,
    "root_cause": Words("เลือกหรือเขียนสาเหตุ", "Choose or write the cause"),
    "finding": Words("เขียนข้อเท็จจริงที่พบ", "Write what was found"),
    "outcome": Words("เลือกผล", "Choose the outcome"),
    "answer": Words(
        "เขียนคำตอบถึงผู้แจ้ง หรือบอกเหตุผลที่ส่งคำตอบไม่ได้",
        "Write the answer to the correspondent, or why none can be sent",
    ),
    "forwarded_to": Words("เขียนหน่วยงานที่ส่งต่อ", "Write where it was forwarded to"),
    "duplicate_of": Words("เขียนเลขที่เรื่องเดิม", "Write the reference of the first case"),
}

EXPIRED = Words(
    "ท่านลงชื่อเข้าใช้ใหม่หลังจากเปิดหน้านี้ ข้อความยังอยู่ครบ ตรวจแล้วกดส่งอีกครั้ง",
    "You signed in anew since this page was opened. What you wrote is still here: send it again.",
)


class CaseForm(FlaskForm):
    """Any form about a case: it knows which version, and which event, the person looked at."""

    version = HiddenField()
    seen = HiddenField()

    def __init__(self, case: "Case | None" = None, **filled: Any) -> None:
        """Every form of an act is handed its case; those that offer something of it read it."""
        super().__init__(**filled)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be sent as it is; an expired page is told so and loses no word."""
        super().validate(extra_validators)
        if "csrf_token" in self._fields and self.csrf_token.errors:
            self.csrf_token.errors = [EXPIRED]
        return not self.errors


@dataclass(frozen=True)
class Doing:
    """What the form is for; ``run`` changes the case inside the door's transaction."""

    title: Words
    button: Words
    form: CaseForm
    run: Callable[["Case", datetime], None]
    url: str
    check: Callable[["Case"], None]  # raises NotAllowed for what cannot be done now
    needed: frozenset[str] = frozenset()
    told: dict[str, Any] = field(default_factory=dict)  # more for the page


def answer_to(case: "Case", name: str, doing: Doing) -> Answer:
    """The form, with ready words put in where that was asked; or it is carried out."""
    doing.told["ready"] = ready_for(case, name)
    if request.method == "POST" and not inserting():
        return carry_out(case, name, doing)
    if not inserting():
        doing.told["draft"] = restore(case, name, doing.form)
    put_in(case, name, doing.form)
    if not inserting():
        return show(case, doing)
    doing.check(case)
    return _page(case, doing)


def show(case: "Case", doing: Doing) -> Answer:
    """The empty form, for something that can be done now."""
    doing.check(case)
    mark_version(doing.form, case, cases.events(case))
    return _page(case, doing)


def carry_out(case: "Case", name: str, doing: Doing) -> Answer:
    """Done and back at the case; or the form again, nothing stored and nothing typed lost."""
    form, reference = doing.form, case.reference
    doing.told["draft"] = {"url": draft_url(case, name), "at": None}
    if not form.validate():
        return _page(case, doing), 422
    try:
        with transaction():
            case = cases.find_to_change(reference, actor(), number(form.version.data))
            doing.run(case, datetime.now(UTC))
            drop_draft(case, actor(), name)
    except (Conflict, StaleDataError):
        return _changed(reference, doing)
    except NotAllowed as refusal:
        return _refused(reference, doing, refusal)
    except Invalid as invalid:
        for place, words in invalid.problems.items():
            complain(form, place, words)
        return _page(cases.find(reference, actor()), doing), 422
    return _done(reference)


def mark_version(form: CaseForm, case: "Case", events: "Sequence[Event]") -> None:
    """The form belongs to the case as it is now, with all that has happened."""
    form.version.data = str(case.version)
    form.seen.data = str(max((event.id for event in events), default=0))


def number(text: str | None) -> int:
    """The number in a hidden field; -1, which is no version, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else -1


def complain(form: FlaskForm, name: str, words: Words) -> None:
    """``words`` stand at the field ``name``, or above the form when it has no such field."""
    if name in form:
        form[name].errors = [*form[name].errors, words]
    else:
        form.form_errors.append(words)


def _done(reference: str) -> Answer:
    if not cases.sees(reference, actor()):  # given away, or behind a wall of one's own
        return redirect(list_again())  # type: ignore[return-value]  # werkzeug's Response
    for counted in ("late", "to_decide"):
        session.pop(counted, None)  # until it is counted again
    flash("done")
    return redirect(case_again(reference))  # type: ignore[return-value]  # werkzeug's Response


def _refused(reference: str, doing: Doing, refusal: NotAllowed) -> Answer:
    if refusal.forbidden or not refusal.missing:
        raise refusal
    for guard in refusal.missing:
        complain(doing.form, guard.code, ASK.get(guard.code, guard.missing))
    return _page(cases.find(reference, actor()), doing), 409


def _changed(reference: str, doing: Doing) -> Answer:
    """Who changed what meanwhile, above the person's own text; sending again is a new decision."""
    case = cases.find(reference, actor())
    seen = number(doing.form.seen.data)
    events = cases.events(case)
    news = [event for event in events if event.id > seen]
    mark_version(doing.form, case, events)
    return _page(case, doing, changed=items(news), changed_at=case.updated_at), 409


def _typed(form: CaseForm) -> str:
    """What was written by hand, so that it can be kept as a note when the form came too late."""
    every = [one for f in form for one in (f if isinstance(f, FieldList) else [f])]
    fields = [f for f in every if isinstance(f, StringField) and not isinstance(f, HiddenField)]
    written = [(t(f.label.text.th, f.label.text.en), f.data) for f in fields if f.data]
    if len(written) == 1:
        return written[0][1]
    return "\n\n".join(f"{label}\n{text}" for label, text in written)


def _page(case: "Case", doing: Doing, **more: Any) -> str:
    blocked = None
    try:
        doing.check(case)
    except NotAllowed as refusal:
        blocked = refusal.words
    return render_template(
        "desk/doing.html", case=case, doing=doing, form=doing.form, blocked=blocked,
        typed=_typed(doing.form) if blocked and may_write(case, actor()) else "",
        back=case_again(case.reference), last=cases.last_message(case),
        causes=office.root_causes() if "root_cause" in doing.form else (), **doing.told, **more,
    )  # fmt: skip

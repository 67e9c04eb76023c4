"""Ready answers: the list of those that a person may start from, and one to change."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

from app.actions.keep_ready_answer import BODY, TITLE, Ready, add_ready, change_ready, retire_ready
from app.database import transaction
from app.mail.wording import EVERY_CASE, PLACEHOLDERS
from app.queries import office, ready_answers
from app.queries.ready_answers import SCOPES, STEPS
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.doing import Answer
from app.web.fields import AtMost, choices, complain, tidy
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import ReadyAnswer

TIDY = (tidy,)
EVERY = ("", Words("ทุกหัวข้อ", "Every topic"))
SAID = {"th": Words("ไทย", "Thai"), "en": Words("อังกฤษ", "English")}


class ReadyForm(FlaskForm):
    """A ready answer."""

    title = StringField(Words("ชื่อ", "Title"), filters=TIDY, validators=[AtMost(TITLE)])
    body = TextAreaField(Words("ข้อความ", "Text"), filters=TIDY, validators=[AtMost(BODY)])
    scope = SelectField(
        Words("ใช้ได้โดย", "For"), validate_choice=False,
        description=Words("ผู้อื่นที่เห็นเริ่มเขียนจากข้อความนี้ได้ คำตอบที่ส่งแล้วไม่เปลี่ยนตาม",
                          "Who may start from it; answers already sent do not change with it"),
    )  # fmt: skip
    step = SelectField(
        Words("ใช้กับ", "Used in"), choices=choices(STEPS.items()),
        description=Words("เสนอให้เลือกเฉพาะเมื่อเขียนสิ่งนี้", "Offered only where this is written"),
    )  # fmt: skip
    topic = SelectField(Words("หัวข้อ", "Topic"), validate_choice=False)
    language = SelectField(
        Words("ภาษา", "Language"), choices=choices(SAID.items()),
        description=Words("เสนอในเรื่องที่ผู้แจ้งใช้ภาษานี้", "Offered in cases of this language"),
    )  # fmt: skip

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.scope.choices = choices(ready_answers.scopes(actor()).items())
        topics = office.topics(restricted=True)
        self.topic.choices = choices([EVERY, *((topic.code, topic.name) for topic in topics)])

    def ready(self) -> Ready:
        """What was filled in."""
        return Ready(**{f.name: f.data or "" for f in self if f.name in Ready.__dataclass_fields__})


@blueprint.route("/answers", methods=["GET", "POST"])
def answers() -> Answer:
    """Those that this person may start from; posted, there is one more."""
    form = ReadyForm()
    if not form.is_submitted():
        return _list(form)
    return _keep(form, None, lambda now: add_ready(form.ready(), actor(), now))


@blueprint.route("/answers/<int:key>", methods=["GET", "POST"])
def answer(key: int) -> Answer:
    """One of them; posted, it reads otherwise, or is offered no more."""
    row = ready_answers.find(key, actor())
    form = ReadyForm(obj=row, topic=row.topic_code or "")
    if not form.is_submitted():
        return _one(form, row)
    if request.form.get("do") == "retire":
        with transaction():
            retire_ready(key, actor(), datetime.now(UTC))
        return redirect(url_for("desk.answers"))  # type: ignore[return-value]  # werkzeug's Response
    return _keep(form, row, lambda now: change_ready(key, form.ready(), actor(), now))


def _keep(form: ReadyForm, row: "ReadyAnswer | None", keep: Any) -> Answer:
    try:
        if form.validate():
            with transaction():
                keep(datetime.now(UTC))
            flash("done")
            return redirect(url_for("desk.answers"))  # type: ignore[return-value]  # werkzeug's Response
    except Invalid as error:
        complain(form, error.problems)
    return (_one(form, row) if row else _list(form)), 422


def _list(form: ReadyForm) -> str:
    topics = {topic.code: topic.name for topic in office.topics(restricted=True)}
    rows = [
        {"title": row.title, "text": row.body, "scope": SCOPES[row.scope], "step": STEPS[row.step],
         "topic": topics.get(row.topic_code or ""),
         "url": url_for("desk.answer", key=row.id)
         if ready_answers.may_change(row, actor()) else None}
        for row in ready_answers.seen(actor())
    ]  # fmt: skip
    return render_template("desk/answers.html", rows=rows, form=form, names=_names())


def _one(form: ReadyForm, row: "ReadyAnswer") -> str:
    may = ready_answers.may_change(row, actor())
    return render_template("desk/answer.html", row=row, form=form, may_write=may, names=_names())


def _names() -> dict[str, Words]:
    return {name: PLACEHOLDERS[name].says for name in EVERY_CASE}

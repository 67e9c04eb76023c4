"""Improvements: begun from a cause, kept to their date, told to those who made us see it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form, SelectField, StringField, TextAreaField

from app.actions.improve import Begun, begin, tell_improved, why_not_told
from app.database import transaction
from app.queries import improvements as kept
from app.queries import office, people
from app.queries.cases import today
from app.queries.register_table import REGISTERS
from app.reports.recurrence import DEFINITION, recurrences
from app.web.access import actor, opens
from app.web.fields import AtMost, DayField, Filled, choices, complain, tidy
from app.web.figures._blueprint import blueprint
from app.web.figures.causes import asked_for
from app.web.people_choices import named
from app.web.register_history import happened
from app.web.seen import version
from workflows.errors import Invalid
from workflows.words import FILL, Words

if TYPE_CHECKING:
    from app.models import Improvement

REGISTER = REGISTERS["improvements"]
# its history names no case: which of its cases are shown depends on the reader
TOLD = replace(REGISTER, own=tuple(one for one in REGISTER.own if one.name != "sources"))
NONE = ("", Words("ไม่ระบุ", "None"))


class BeginForm(Form):
    """What was heard, what is done about it, by whom, until when, because of which cases."""

    name = StringField(
        Words("ชื่อการปรับปรุง", "Name of the improvement"), [Filled(FILL), AtMost(300)], [tidy]
    )
    cause = SelectField(Words("สาเหตุ", "Root cause"), [Filled(FILL)], validate_choice=False)
    finding = TextAreaField(
        Words("สิ่งที่ได้รับฟัง", "What was heard"), [Filled(FILL), AtMost(2000)], [tidy],
        description=Words("ประชาชนจะอ่านข้อความนี้เมื่อเผยแพร่ อย่าเขียนชื่อหรือข้อมูลของผู้ใด",
                          "The public reads this once it is published: name nobody"),
    )  # fmt: skip
    action = TextAreaField(
        Words("สิ่งที่จะทำ", "What is done about it"), [Filled(FILL), AtMost(2000)], [tidy]
    )
    owner = SelectField(Words("ผู้รับผิดชอบ", "Owner"), [Filled(FILL)], validate_choice=False)
    unit = SelectField(Words("หน่วยที่รับผิดชอบ", "Unit"), validate_choice=False)
    due_on = DayField(Words("กำหนดเสร็จ", "Due on"), [Filled(FILL)])
    sources = TextAreaField(
        Words("เรื่องที่เป็นที่มา", "Cases it comes from"), [AtMost(5000)], [tidy],
        description=Words("เลขที่เรื่อง คั่นด้วยเว้นวรรค ผู้แจ้งของเรื่องเหล่านี้จะได้รับแจ้งเมื่อปรับปรุงเสร็จ",
                          "References with blanks between; their correspondents are told at last"),
    )  # fmt: skip


@blueprint.get("/improvements")
def improvements() -> str:
    """What is to be done as it is due, the overdue first, then what was done."""
    day = today(datetime.now(UTC))
    rows = kept.listed()
    owners = people.names({row.owner_id for row in rows})
    counted = recurrences(rows, day)
    return render_template(
        "figures/improvements.html", day=day, definition=DEFINITION, may_begin=_may_begin(),
        lines=[{"row": row, "owner": owners.get(row.owner_id or 0), "found": counted.get(row.code),
                "late": _late(row, day)} for row in rows],
    )  # fmt: skip


@blueprint.route("/improvements/begin", methods=["GET", "POST"])
def begin_improvement() -> str | Response | tuple[str, int]:
    """A new one, filled with the cause and its newest cases that this person may see."""
    now = datetime.now(UTC)
    form = _form(now)
    if request.method == "GET":
        return _begin_page(form)
    if not form.validate():
        return _begin_page(form), 422
    try:
        with transaction():
            key = begin(_begun(form), actor(), now).id
    except Invalid as error:
        complain(form, error.problems)
        return _begin_page(form), 422
    return redirect(url_for("figures.improvement", key=key))


@blueprint.get("/improvements/<int:key>")
def improvement(key: int) -> str:
    """One improvement: what came back after it, and who would be told of it."""
    return _page(kept.find(key), None)


@blueprint.post("/improvements/<int:key>/tell")
def tell_improvement(key: int) -> str | Response | tuple[str, int]:
    """Everybody whose case it names is told."""
    seen = version()
    try:
        with transaction():
            tell_improved(key, seen, actor(), datetime.now(UTC))
    except Invalid as error:
        return _page(kept.find(key), error.problems["tell"]), 422
    flash("done")
    return redirect(url_for("figures.improvement", key=key))


def _form(now: datetime) -> BeginForm:
    cause = request.args.get("cause", "")
    _, asked = asked_for(now)
    form = BeginForm(request.form if request.method == "POST" else None, data={"cause": cause})
    form.cause.choices = choices(
        [NONE, *((name, Words(name, name)) for name in office.root_causes())]
    )
    form.owner.choices = choices([NONE, *named(people.staff())])
    form.unit.choices = choices([NONE, *((unit.code, unit.name) for unit in office.units_in_use())])
    if request.method == "GET" and cause:
        found = kept.newest_of(cause, asked.conditions, actor())
        form.sources.data, form.unit.data = " ".join(found), asked.unit
    return form


def _begin_page(form: BeginForm) -> str:
    return render_template("figures/improvement_begin.html", form=form)


def _begun(form: BeginForm) -> Begun:
    return Begun(
        form.name.data or "", form.cause.data or "", form.finding.data or "",
        form.action.data or "", form.owner.data or "", form.due_on.data, form.unit.data or "",
        (form.sources.data or "").split(),
    )  # fmt: skip


def _page(row: "Improvement", problem: Words | None) -> str:
    day = today(datetime.now(UTC))
    may_tell = opens("figures.tell_improvement", actor())
    return render_template(
        "figures/improvement.html", row=row, problem=problem, late=_late(row, day),
        owner=people.names({row.owner_id}).get(row.owner_id or 0),
        found=recurrences([row], day).get(row.code), definition=DEFINITION,
        sources=kept.seen_sources(row, actor()), missing=why_not_told(row, day),
        hearers=kept.hearers(row) if may_tell else None, may_begin=_may_begin(),
        may_keep=opens("registers.line", actor()), may_count=opens("figures.causes", actor()),
        happened=happened(TOLD, f"register:improvements:{row.id}"),
    )  # fmt: skip


def _may_begin() -> bool:
    return opens("figures.begin_improvement", actor())


def _late(row: "Improvement", day: date) -> int:
    """Days past its date while it is not done; 0 otherwise."""
    return max((day - row.due_on).days, 0) if row.due_on and not row.done_on else 0

"""Is Form 2.3 ready, and who owes what: read by all staff, handed out by managers."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form, SelectField

from app.actions.keep_duty import keep_duty
from app.database import transaction
from app.queries import people
from app.reports.masked import MASK, masked_readiness
from app.reports.readiness import CriterionReadiness, Readiness, readiness
from app.reports.reasons import ASPECTS
from app.web.access import actor
from app.web.fields import DayField, choices, complain
from app.web.figures._blueprint import blueprint
from app.web.figures.form23 import CHOICES, STATUS, check
from app.web.people_choices import named
from workflows.errors import Invalid, UnknownReference
from workflows.roles import Role
from workflows.words import Words

NOBODY = ("", Words("ยังไม่มีผู้รับผิดชอบ", "Nobody yet"))


class DutyForm(Form):
    """Who owes the data of which criterion, by when."""

    criterion = SelectField(Words("เกณฑ์", "Criterion"), validate_choice=False)
    person = SelectField(
        Words("ผู้รับผิดชอบข้อมูล", "Who owes the data"), validate_choice=False,
        description=Words("ได้รับจดหมายเตือนก่อนกำหนด 7 วัน ในวันกำหนด และหลังจากนั้น",
                          "Is reminded 7 days before, on the day, and afterwards"),
    )  # fmt: skip
    due_on = DayField(Words("ส่งข้อมูลภายในวันที่", "Due on"))


@blueprint.get("/form23/<int:year>/readiness")
def form23_readiness(year: int) -> str:
    """Every criterion with what it lacks and who owes it."""
    found = _readiness(year)
    return render_template(
        "figures/form23_readiness.html", of=found, choices=CHOICES, aspects=ASPECTS,
        owed={one.code: owed(one) for one in found.criteria}, status=STATUS[found.status],
    )  # fmt: skip


@blueprint.route("/form23/<int:year>/duties", methods=["GET", "POST"])
def form23_duties(year: int) -> str | Response | tuple[str, int]:
    """Who owes which criterion, and a form to change one."""
    found, form = _readiness(year), DutyForm(request.form)
    form.criterion.choices = [(one.code, one.code) for one in found.criteria]
    form.person.choices = choices([NOBODY, *named(people.staff())])
    if request.method == "GET":
        _show(form, found)
        return _page(found, form)
    try:
        if form.validate():
            _save(year, form)
            return redirect(url_for("figures.form23_duties", year=year))
    except Invalid as refused:
        complain(form, refused.problems)
    return _page(found, form), 422


def owed(of: CriterionReadiness) -> Words:
    """What the criterion still lacks, and who owes it, in a sentence."""
    left = len(of.unprintable)
    who = Words(f" · ผู้รับผิดชอบ {of.owner}", f", owed by {_english(of.owner)}") if of.owner else None
    who = who or Words(" · ยังไม่มีผู้รับผิดชอบ", ", owed by nobody yet")
    if left:
        plural = "" if left == 1 else "s"
        en = f"{left} claim{plural} unsupported{who.en}"
        return Words(f"{left} ข้อยังไม่มีข้อมูลรองรับ{who.th}", en)
    if of.result is None:
        return Words(f"ยังไม่ได้ระบุผล{who.th}", f"Result not set{who.en}")
    return Words("พร้อม", "Ready")


def _english(name: str) -> str:
    return MASK.en if name == MASK.th else name


def _readiness(year: int) -> Readiness:
    check(year)
    found = readiness(year, datetime.now(UTC))
    return masked_readiness(found) if actor().has(Role.ASSESSOR) else found


def _show(form: DutyForm, found: Readiness) -> None:
    """The criterion asked for, with who owes it now."""
    asked = request.args.get("criterion", "")
    one = next((one for one in found.criteria if one.code == asked), found.criteria[0])
    held = {"criterion": one.code, "person": one.owner_email or "", "due_on": one.due_on}
    form.process(data=held)


def _save(year: int, form: DutyForm) -> None:
    address = form.person.data or ""
    with transaction():
        person = people.by_email(address) if address else None
        if address and person is None:
            raise UnknownReference(address)
        keep_duty(
            year, form.criterion.data or "", person, form.due_on.data, actor(), datetime.now(UTC)
        )


def _page(found: Readiness, form: DutyForm) -> str:
    return render_template(
        "figures/form23_duties.html", of=found, form=form, status=STATUS[found.status]
    )

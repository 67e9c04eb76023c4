"""Why cases come: causes of a fiscal year with their running share, and the cases of each."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, render_template, request, url_for
from wtforms import Form, SelectField

from app.intake.channels import CHANNEL_LABELS
from app.queries import behind, improvements, office
from app.queries.cases import today
from app.reports import causes as counting
from app.reports.chosen import NONE
from app.reports.sla_table import group_name, names
from app.sheets.causes import causes_sheet
from app.web.access import actor, opens
from app.web.addresses import LARGEST_KEY
from app.web.fields import choices
from app.web.figures._blueprint import blueprint
from app.web.figures.tables import asking
from app.web.figures.views import sheet_file
from app.web.present import language
from workflows.fiscal import fiscal_days, fiscal_year
from workflows.text import clean
from workflows.words import Words

FILES = ("csv", "xlsx", "pdf")
YEARS = 3  # fiscal years that are one press away
KNOWN = range(2480, 2680)  # of the Buddhist era
UNKNOWN = Words("ยังไม่บันทึกสาเหตุ", "No recorded cause")
ALL = ("", Words("ทั้งหมด", "All"))


class CausesForm(Form):
    """What the causes are narrowed to, as it stands in the address."""

    topic = SelectField(Words("หัวข้อ", "Topic"), validate_choice=False)
    unit = SelectField(Words("หน่วยงาน", "Unit"), validate_choice=False)


@blueprint.get("/causes")
def causes() -> str:
    """The causes, where they stand by topic, and what may be begun from each."""
    now = datetime.now(UTC)
    year, asked = asked_for(now)
    made, known = counting.pareto(asked, now), names(CHANNEL_LABELS)
    this = fiscal_year(today(now))
    years = [
        (one, url_for("figures.causes", year=one, **_narrow(asked)))
        for one in range(this, this - YEARS, -1)
    ]
    return render_template(
        "figures/causes.html", year=year, years=years, found=made, form=_form(),
        rows=[_row(cause, year, asked) for cause in made.causes],
        unknown_url=_cases_url("", year, asked), crossed=_crossed(made, known, year),
        part=causes_sheet(made, language()).parts[0],
        files={kind: asking("figures.causes_file", request.args, kind=kind) for kind in FILES},
        definition=counting.DEFINITION, overdue=improvements.overdue(today(now)),
        may_begin=opens("figures.begin_improvement", actor()),
    )  # fmt: skip


@blueprint.get("/causes.<any(csv,xlsx,pdf):kind>")
def causes_file(kind: str) -> Response:
    """The causes as a file."""
    now = datetime.now(UTC)
    return sheet_file(causes_sheet(counting.pareto(asked_for(now)[1], now), language()), kind)


@blueprint.get("/causes/cases")
def cause_cases() -> str:
    """The cases of one cause that this person may see, with how many there are in all."""
    year, asked = asked_for(datetime.now(UTC))
    cause = clean(request.args.get("cause", ""))
    after = request.args.get("after", 0, type=int)
    if not 0 <= after <= LARGEST_KEY:
        abort(404)
    found = behind.counted(asked.of_cause(cause), actor(), after)
    return render_template(
        "figures/behind.html", which=cause or UNKNOWN, meaning=counting.DEFINITION,
        said=Words(f"ปีงบประมาณ {year}", f"Fiscal year B.E. {year}"),
        cases=found.shown, total=found.total, hidden=found.hidden,
        back=url_for("figures.causes", year=year, **_narrow(asked)),
        next=_cases_url(cause, year, asked, after=found.more) if found.more else None,
        first=_cases_url(cause, year, asked) if after else None,
    )  # fmt: skip


def asked_for(now: datetime) -> tuple[int, counting.Asked]:
    """The fiscal year of the address and what the causes are narrowed to; 404 for no year."""
    year = request.args.get("year", fiscal_year(today(now)), type=int)
    if year not in KNOWN:
        abort(404)
    topic, unit = (clean(request.args.get(name, "")) for name in ("topic", "unit"))
    return year, counting.Asked(*fiscal_days(year), topic[:20], unit[:20])


def _form() -> CausesForm:
    form = CausesForm(request.args)
    topics = [(topic.code, topic.name) for topic in office.topics(restricted=True)]
    form.topic.choices = choices([ALL, *topics])
    form.unit.choices = choices([ALL, *((unit.code, unit.name) for unit in office.units())])
    return form


def _narrow(asked: counting.Asked) -> dict[str, Any]:
    return {"topic": asked.topic, "unit": asked.unit}


def _row(cause: counting.Cause, year: int, asked: counting.Asked) -> dict[str, Any]:
    return {
        "cause": cause,
        "url": _cases_url(cause.name, year, asked),
        "begin": url_for(
            "figures.begin_improvement", cause=cause.name, year=year, **_narrow(asked)
        ),
    }


def _cases_url(cause: str, year: int, asked: counting.Asked, **more: Any) -> str:
    return url_for("figures.cause_cases", cause=cause, year=year, **_narrow(asked), **more)


def _crossed(found: counting.Pareto, known: Any, year: int) -> dict[str, Any]:
    """Causes by topic: columns and rows of a table; nothing where one topic was chosen."""
    if found.asked.topic or not found.causes:
        return {}
    counted = counting.by_topic(found.asked)
    codes = sorted({code for _, code in counted}, key=lambda code: (code is None, code or ""))
    return {
        "columns": [{"label": Words("สาเหตุ", "Cause")}, *(
            {"label": group_name("topic", code, known), "number": True} for code in codes
        )],
        "rows": [
            [cause.name, *(_opened(counted[cause.name, code], cause.name, year,
                                   replace(found.asked, topic=code or NONE))
                           for code in codes)]
            for cause in found.causes
        ],
    }  # fmt: skip


def _opened(number: int, cause: str, year: int, asked: counting.Asked) -> Any:
    return {"text": f"{number:,}", "url": _cases_url(cause, year, asked)} if number else 0

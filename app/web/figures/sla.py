"""The SLA report: are we on time? One report object, as a page, CSV and XLSX."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Response, abort, render_template, request, url_for
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.documents.csv import write_csv
from app.documents.xlsx import write_xlsx
from app.intake.channels import CHANNEL_LABELS
from app.queries.cases import today
from app.reports.catalogue import SLA
from app.reports.cells import GROUPS
from app.reports.sla import SlaReport, report
from app.reports.sla_table import (
    GROUP_LABELS,
    anonymous_table,
    definitions_table,
    main_table,
    names,
    sheets,
)
from app.sheets.usual import sla_sheet
from app.web.fields import DayField
from app.web.figures import sla_findings as findings
from app.web.figures._blueprint import blueprint
from app.web.figures.afterwards import afterwards
from app.web.figures.views import sheet_file, tabs
from app.web.present import language
from workflows.fiscal import fiscal_days, fiscal_year
from workflows.words import BACKWARDS, Words

YEARS = 3  # fiscal years that are one press away
SHOWN = 200  # rows on the page; the files have all
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _by(id_: str, label: Words) -> SelectField:
    """One of several selects of the same name, whose order is that of the columns."""
    labels = {"": Words("ไม่แยก", "Not divided"), **GROUP_LABELS}
    choices = [SelectChoice(group, words) for group, words in labels.items()]
    return SelectField(label, choices=choices, name="by", id=id_, validate_choice=False)


class SlaForm(Form):
    """The period and how it is divided, as they stand in the address."""

    first = DayField(Words("รับเรื่องตั้งแต่วันที่", "Received from"), name="from")
    last = DayField(Words("ถึงวันที่", "To"), name="to")
    by = _by("by-1", Words("แยกตาม", "By"))
    then = _by("by-2", Words("แล้วแยกตาม", "Then by"))
    last_by = _by("by-3", Words("และตาม", "And by"))

    def validate_last(self, field: DayField) -> None:
        """A period does not end before it begins."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(BACKWARDS)


@blueprint.get("/sla")
def sla() -> tuple[str, int]:
    """The page; without a period it is this fiscal year's."""
    now = datetime.now(UTC)
    form = _form(today(now))
    if not form.validate():
        return render_template("figures/sla.html", form=form, years=_years(today(now))), 400
    made, known = _made(form, now), names(CHANNEL_LABELS)
    return render_template(
        "figures/sla.html",
        form=form,
        years=_years(today(now)),
        report=made,
        totals=made.totals(),
        title=SLA.title,
        main=findings.table_of(made, known),
        shown=SHOWN,
        findings=findings.all_of(made, known),
        headline=findings.headline(made),
        clocks=findings.both_clocks(made),
        afterwards=afterwards(made.first, made.last, now),
        tabs=tabs("sla"),
        anonymous=anonymous_table(made, language()),
        anonymous_behind=findings.behind_anonymous(made),
        anonymous_file=_address("figures.sla_anonymous_csv", made.first, made.last),
        definitions=definitions_table(language()),
        files=_files(made),
    ), 200


@blueprint.get("/sla.csv")
def sla_csv() -> Response:
    """The table of the page as CSV."""
    made = _asked()
    return _file(
        write_csv(*main_table(made, names(CHANNEL_LABELS), language())), "text/csv", made, "csv"
    )


@blueprint.get("/sla-anonymous.csv")
def sla_anonymous_csv() -> Response:
    """The promise to anonymous people as CSV."""
    made = _asked()
    return _file(write_csv(*anonymous_table(made, language())), "text/csv", made, "anonymous.csv")


@blueprint.get("/sla.xlsx")
def sla_xlsx() -> Response:
    """The whole report as a workbook."""
    made = _asked()
    return _file(write_xlsx(sheets(made, names(CHANNEL_LABELS), language())), XLSX, made, "xlsx")


@blueprint.get("/sla.pdf")
def sla_pdf() -> Response:
    """On time by unit, what came afterwards and the flow of the year, with their pictures."""
    form, now = _form(today(datetime.now(UTC))), datetime.now(UTC)
    if not form.validate():
        abort(400)
    first, last = _this_year(today(now))
    sheet = sla_sheet(form.first.data or first, form.last.data or last, now, language())
    return sheet_file(sheet, "pdf")


def _form(day: date) -> SlaForm:
    form = SlaForm(request.args)
    for field, usual in zip((form.first, form.last), _this_year(day), strict=True):
        if not any(field.raw_data or ()):
            field.data = usual
        if field.data:
            field.raw_data = None  # shown as a person writes it, not as the address has it
    groups = [*_groups(), "", "", ""]
    form.by.data, form.then.data, form.last_by.data = groups[:3]
    return form


def _this_year(day: date) -> tuple[date, date]:
    return fiscal_days(fiscal_year(day))


def _groups() -> list[str]:
    """The groups of the address, in its order; it may name more than the page has fields for."""
    asked = ",".join(request.args.getlist("by") or ["kind"]).split(",")
    return [group for group in dict.fromkeys(asked) if group in GROUPS]


def _made(form: SlaForm, now: datetime) -> SlaReport:
    first, last = _this_year(today(now))
    return report(form.first.data or first, form.last.data or last, _groups(), now)


def _asked() -> SlaReport:
    """The report of a file's address; a file has no place for a mistake to be mended."""
    now = datetime.now(UTC)
    form = _form(today(now))
    if not form.validate():
        abort(400)
    return _made(form, now)


def _years(day: date) -> list[dict[str, Any]]:
    """The last fiscal years, newest first, by their numbers in B.E."""
    found = []
    for year in range(fiscal_year(day), fiscal_year(day) - YEARS, -1):
        first, last = fiscal_days(year)
        url = _address("figures.sla", first, last)
        found.append({"year": year, "url": url, "first": first, "last": last})
    return found


def _address(endpoint: str, first: date, last: date, **more: Any) -> str:
    values: dict[str, Any] = {"from": first.isoformat(), "to": last.isoformat(), **more}
    return url_for(endpoint, **values)


def _files(made: SlaReport) -> dict[str, str]:
    by = ",".join(made.by)
    return {
        ending: _address(f"figures.sla_{ending}", made.first, made.last, by=by)
        for ending in ("csv", "xlsx", "pdf")
    }


def _file(content: bytes, type_: str, made: SlaReport, ending: str) -> Response:
    name = f"sla-{made.first.isoformat()}-{made.last.isoformat()}.{ending}"
    response = Response(content, content_type=type_)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response

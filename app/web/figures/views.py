"""The manager's view: trend, ageing, backlog and units, each as page, CSV, XLSX and PDF."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from flask import Response, abort, render_template, request, url_for

from app.queries.cases import today
from app.reports import ageing, backlog, flow, units
from app.sheets import files
from app.sheets.ageing import ageing_sheet
from app.sheets.backlog import backlog_sheet
from app.sheets.sheet import Cell, Change, Count, Percent, Sheet, Table
from app.sheets.trend import trend
from app.sheets.units import units_sheet
from app.web.access import opens, visitor
from app.web.figures._blueprint import blueprint
from app.web.figures.tables import asking, data_file
from app.web.figures.view_forms import (
    FORMS,
    AgeingForm,
    BacklogForm,
    TrendForm,
    UnitsForm,
    owner_names,
    unit_names,
)
from app.web.present import language
from workflows.fiscal import fiscal_year
from workflows.words import Words

YEARS = 3  # fiscal years that are one press away
NAMES = "trend,ageing,backlog,units"
TABS = {
    "sla": Words("ทันเวลา", "On time"), "units": Words("หน่วยและคน", "Units, owners"),
    "trend": Words("แนวโน้ม", "Trend"), "ageing": Words("อายุงาน", "Age"),
    "backlog": Words("งานคงค้าง", "Backlog"),
}  # fmt: skip


@blueprint.get(f"/<any({NAMES}):name>")
def view(name: str) -> tuple[str, int]:
    """The page; a form that cannot be understood is shown again and nothing counted."""
    form, now = FORMS[name](request.args), datetime.now(UTC)
    right = form.validate()
    form.reword()
    sheet = _BUILT[name](form, now) if right else None
    return render_template(
        "figures/view.html", name=name, form=form, sheet=sheet, tabs=tabs(name),
        years=_years(name, form, today(now)), drawn=drawn,
        files={kind: _address(name, kind) for kind in ("xlsx", "pdf")},
        csv=lambda table: _address(name, "csv", table=table.name),
    ), 200 if right else 400  # fmt: skip


@blueprint.get(f"/<any({NAMES}):name>.<any(csv,xlsx,pdf):kind>")
def view_file(name: str, kind: str) -> Response:
    """The same as a file; a file has no place for a mistake to be mended."""
    form, now = FORMS[name](request.args), datetime.now(UTC)
    if not form.validate():
        abort(400)
    return sheet_file(_BUILT[name](form, now), kind)


def sheet_file(sheet: Sheet, kind: str) -> Response:
    """``sheet`` as a file to be saved; of CSV the table of the address."""
    table = request.args.get("table", "")
    made = {
        "csv": lambda: files.as_csv(sheet, language(), table),
        "xlsx": lambda: files.as_xlsx(sheet, language()),
        "pdf": lambda: files.as_pdf(sheet, language()),
    }[kind]()
    name = "-".join(part for part in (sheet.name, table, sheet.as_known_on.isoformat()) if part)
    return data_file(Response(made, content_type=files.TYPES[kind]), f"{name}.{kind}")


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the manager's view."""
    return [
        {"label": label, "current": name == here,
         "url": url_for("figures.sla") if name == "sla" else url_for("figures.view", name=name)}
        for name, label in TABS.items()
    ]  # fmt: skip


def drawn(table: Table) -> dict[str, Any]:
    """Columns, rows and foot for the macro ``table``; counts open their cases."""
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    columns = [{"label": words, "number": n > 0} for n, words in enumerate(table.head)]
    foot = [_cell(cell) for cell in table.foot] if table.foot else None
    return {"columns": columns, "rows": rows, "foot": foot}


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Percent | Change):
        return cell.said()
    if not isinstance(cell, Count):
        return cell
    if not cell.number or not opens("figures.cases_behind", visitor()):
        return cell.number
    return {"text": f"{cell.number:,}", "url": asking("figures.cases_behind", cell.asked)}


def _address(name: str, kind: str, **more: str) -> str:
    return asking("figures.view_file", {**request.args, **more}, name=name, kind=kind)


def _years(name: str, form: Any, day: date) -> list[dict[str, Any]]:
    """The last fiscal years where the page is of one."""
    if name != "trend":
        return []
    this = fiscal_year(day)
    return [
        {"year": year, "current": year == form.chosen(day),
         "url": asking("figures.view", {**request.args, "year": str(year)}, name=name)}
        for year in range(this, this - YEARS, -1)
    ]  # fmt: skip


def _trend(form: TrendForm, now: datetime) -> Sheet:
    by, unit, kind = (form[name].data or "" for name in ("by", "unit", "kind"))
    return trend(flow.flow(flow.Asked(form.chosen(today(now)), by, unit, kind), now), language())


def _ageing(form: AgeingForm, now: datetime) -> Sheet:
    found = ageing.ageing(form.by.data, form.unit.data or "", now)
    names = unit_names() if found.by == "unit" else owner_names(found.groups())
    return ageing_sheet(found, names, form.unit.data or "", language())


def _backlog(form: BacklogForm, now: datetime) -> Sheet:
    other = backlog.backlog(form.than.data) if form.than.data else None
    found = backlog.backlog(form.on.data or today(now))
    return backlog_sheet(found, other, unit_names(), today(now))


def _units(form: UnitsForm, now: datetime) -> Sheet:
    first, last = form.span(today(now))
    unit = form.unit.data or ""
    found = units.by_unit(first, last, now, unit)
    owners = owner_names([line.key for line in found.owners])
    return units_sheet(found, unit_names(), owners, unit, language())


_BUILT: dict[str, Callable[[Any, datetime], Sheet]] = {
    "trend": _trend, "ageing": _ageing, "backlog": _backlog, "units": _units,
}  # fmt: skip

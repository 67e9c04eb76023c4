"""The editions of Form 2.3: brought as a file after a look at the result, worded line by line."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from app.actions.keep_edition import keep_edition, word_line
from app.database import transaction
from app.intake.office_file.registers import YearReport
from app.office.edition_file import read_edition, write_edition
from app.office.yaml_file import Fault, Wrong
from app.queries import editions as kept_editions
from app.queries import registers
from app.reports.editions import SHIPPED, Form, edition_of, lines_of, read, shipped, shipped_lines
from app.reports.form23 import preview
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from workflows.errors import Invalid
from workflows.events import EVENTS
from workflows.words import Words

YEARS = range(2500, 2700)
LARGEST = 300_000  # letters; a form has some 80 lines
TOO_LARGE = Fault(0, "", Words("ไฟล์ใหญ่เกินกว่าจะเป็นแบบฟอร์ม", "too large for an edition"))
NOT_TEXT = Fault(0, "", Words("ไฟล์ไม่ได้บันทึกเป็น UTF-8 บันทึกใหม่เป็น UTF-8", "not UTF-8"))
NO_YEAR = Words("ระบุปีงบประมาณ พ.ศ. เช่น 2570", "Name a fiscal year of the B.E., such as 2570")
Page = str | Response | tuple[str, int]


@blueprint.get("/form23")
def editions() -> str:
    """The office's own editions by year, what ships, and the way to bring another."""
    return _list()


@blueprint.post("/form23")
def bring_edition() -> Page:
    """A file is shown as the form it makes; it is kept when the person says so."""
    year = request.form.get("year", type=int)
    if year not in YEARS or year is None:
        return _list(problem=NO_YEAR), 422
    try:
        text = _text()
        read_in = read_edition(text)
    except Wrong as wrong:
        return _list(year, faults=wrong.faults), 422
    if request.form.get("do") != "save":
        return _preview(year, text, read_in)
    return _saved(year, text, read_in)


@blueprint.get("/form23/<int:year>")
def edition(year: int) -> str:
    """Every line of the year's edition, with what was changed in it."""
    _check(year)
    form = edition_of(year)
    return render_template(
        "settings/edition.html", year=year, edition=form, lines=lines_of(year),
        closed=kept_editions.is_closed(year), happened=_happened(year),
    )  # fmt: skip


@blueprint.get("/form23/<int:year>.yaml")
def edition_file(year: int) -> Response:
    """The edition as a file that can be changed and brought back; 2553 ships."""
    _check(year)
    form, lines = edition_of(year), lines_of(year)
    if "shipped" in request.args:
        form, lines = shipped(), shipped_lines()
    response = Response(write_edition(form, lines), mimetype="application/yaml")
    name = f"form-2.3-edition-{form.fiscal_year}.yaml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.route("/form23/<int:year>/<int:line>", methods=["GET", "POST"])
def edition_line(year: int, line: int) -> Page:
    """One line, from 1, in other words."""
    _check(year)
    lines = lines_of(year)
    if not 1 <= line <= len(lines):
        abort(404)
    if request.method == "GET":
        return _line(year, line, lines[line - 1]["text"].strip())
    typed = request.form.get("text", "")
    try:
        with transaction():
            word_line(year, line - 1, typed, seen=_seen(), actor=actor(), now=datetime.now(UTC))
    except Invalid as invalid:
        return _line(year, line, typed, invalid.problems), 422
    flash("done")
    return redirect(url_for("settings.edition", year=year, _anchor=f"line-{line}"))  # type: ignore[return-value]


def _list(
    year: int | None = None, problem: Words | None = None, faults: Sequence[Fault] = ()
) -> str:
    return render_template(
        "settings/editions.html", form=FlaskForm(), kept=kept_editions.kept(), shipped=SHIPPED,
        year=year or request.form.get("year", "")[:10], problem=problem,
        faults=[fault.words for fault in faults],
    )  # fmt: skip


def _preview(year: int, text: str, read_in: YearReport, problem: Words | None = None) -> str:
    made = Form(year, tuple(read(read_in.rows)), read_in.name, read_in.labels)
    own = edition_of(year)
    return render_template(
        "settings/edition_preview.html", form=FlaskForm(), year=year, text=text, problem=problem,
        report=preview(made, datetime.now(UTC)), number=own.number,
    )  # fmt: skip


def _saved(year: int, text: str, read_in: YearReport) -> Page:
    try:
        with transaction():
            keep_edition(year, read_in, seen=_seen(), actor=actor(), now=datetime.now(UTC))
    except Invalid as invalid:
        return _preview(year, text, read_in, next(iter(invalid.problems.values()))), 422
    flash("done")
    return redirect(url_for("settings.edition", year=year))  # type: ignore[return-value]


def _text() -> str:
    """The file that was sent, or the text of the look before; Wrong for what is neither."""
    file = request.files.get("file")
    try:
        text = file.read(LARGEST * 4).decode("utf-8-sig") if file else request.form.get("text", "")
    except UnicodeDecodeError as error:
        raise Wrong([NOT_TEXT]) from error
    if len(text) > LARGEST:
        raise Wrong([TOO_LARGE])
    return text.replace("\r\n", "\n")


def _line(year: int, line: int, typed: str, problems: dict[str, Words] | None = None) -> str:
    form = edition_of(year)
    return render_template(
        "settings/edition_line.html", form=FlaskForm(), year=year, line=line, typed=typed,
        problems=problems or {}, number=form.number, row=lines_of(year)[line - 1],
        closed=kept_editions.is_closed(year),
    )  # fmt: skip


def _happened(year: int) -> list[dict[str, Any]]:
    return [
        {
            "what": EVENTS[event.what].desk, "when": event.at, "soft": True,
            "who": event.actor.name if event.actor else None, "text": _said(event.details),
        }
        for event in registers.events(f"edition:{year}")
    ]  # fmt: skip


def _said(details: dict[str, Any]) -> Words:
    number, fallen = details.get("number"), " ".join(details.get("claims") or ())
    thai, english = f"รุ่นที่ {number}", f"Version {number}"
    if "line" in details:
        said = f"{details['before'].strip()} → {details['after'].strip()}"
        thai = f"{thai} บรรทัด {details['line']}: {said}"
        english = f"{english}, line {details['line']}: {said}"
    if fallen:
        thai += f" · คำยืนยันและข้อความฉบับจริงของข้อ {fallen} สิ้นผล"
        english += f" · what was decided about {fallen} fell"
    return Words(thai, english)


def _check(year: int) -> None:
    if year not in YEARS:
        abort(404)


def _seen() -> int:
    seen = request.form.get("number", type=int)
    if seen is None:
        abort(400)
    return seen

"""The results of surveys: the list of them, one as a page, and its files."""

from typing import Any

from flask import Response, jsonify, render_template, request, url_for

from app.documents.csv import write_csv
from app.documents.xlsx import write_xlsx
from app.reports.annexes.cs6 import as_data, tables
from app.reports.annexes.table import AnnexTable
from app.reports.likert import TABLES
from app.reports.survey_results import SurveyResults, survey_results
from app.reports.survey_results import surveys as all_surveys
from app.web.figures._blueprint import blueprint
from app.web.figures.tables import (
    SEPARATE_RATINGS,
    chart_of,
    data_file,
    in_percent,
    laid_out,
    sheets,
)
from app.web.present import language
from workflows.words import Words

OWN = Words("ตามแบบสำรวจ", "Of the survey")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BESIDE = (0, 1, 6)  # columns: group, n, satisfied
SATISFIED = Words("ร้อยละของผู้พอใจ (ระดับ 4–5)", "Percent satisfied (levels 4–5)")


@blueprint.get("/surveys")
def surveys() -> str:
    """Every survey, the latest first."""
    return render_template("figures/surveys.html", surveys=all_surveys())


@blueprint.get("/surveys/<code>")
def survey(code: str) -> str:
    """What each group answered, what is missing, and what to mend first."""
    made = survey_results(code, _bands())
    listed = tables(made)
    return render_template(
        "figures/survey.html", made=made, headline=_headline(made), gap=_gap(made),
        tables=[laid_out(table) for table in listed], chart=_chart(made, listed[0]),
        bands=_band_choices(code), separate=SEPARATE_RATINGS,
        files={kind: _address("figures.survey_file", code, _bands(), kind=kind)
               for kind in ("csv", "xlsx", "json")},
    )  # fmt: skip


@blueprint.get("/surveys/<code>/results.<any(csv,xlsx,json):kind>")
def survey_file(code: str, kind: str) -> Response:
    """The groups as CSV, every table as a workbook, or all of it as data."""
    made = survey_results(code, _bands())
    if kind == "json":
        return data_file(jsonify(as_data(made)), f"survey-{made.survey.id}.json")
    listed = tables(made)
    if kind == "csv":
        content, type_ = write_csv(*listed[0].plain(language())), "text/csv"
    else:
        content, type_ = write_xlsx(sheets(listed)), XLSX
    return data_file(Response(content, content_type=type_), f"survey-{made.survey.id}.{kind}")


def _bands() -> str:
    """The band table that the address asks for; else the survey's own bands hold."""
    asked = request.args.get("bands", "")
    return asked if asked in TABLES else ""


def _address(endpoint: str, code: str, table: str, **more: Any) -> str:
    values: dict[str, Any] = {"code": code, "bands": table or None, **more}
    return url_for(endpoint, **values)


def _band_choices(code: str) -> list[tuple[Words, str, bool]]:
    named = {"": OWN, **{key: words for key, (words, _) in TABLES.items()}}
    return [
        (words, _address("figures.survey", code, key), key == _bands())
        for key, words in named.items()
    ]


def _headline(made: SurveyResults) -> list[dict]:
    total = made.total
    figures = total.measured
    rate = Words(
        f"{total.responses:,} จาก {total.sampled:,} คน", f"{total.responses:,} of {total.sampled:,}"
    )
    return [
        {"name": Words("อัตราการตอบ", "Response rate"), "value": in_percent(total.response_percent),
         "note": rate},
        {"name": Words("ค่าเฉลี่ย (เต็ม 5)", "Mean (of 5)"),
         "value": None if figures.mean is None else f"{figures.mean:.2f}", "note": figures.band},
        {"name": Words("คะแนนร้อยละ", "Percent score"), "value": in_percent(figures.percent_of_max)},
        {"name": Words("พอใจ", "Satisfied"), "value": in_percent(figures.satisfied_percent)},
        {"name": Words("ไม่พอใจ", "Dissatisfied"),
         "value": in_percent(figures.dissatisfied_percent)},
    ]  # fmt: skip


def _gap(made: SurveyResults) -> Words | None:
    if not made.gaps:
        return None
    return Words(
        f"ยังไม่มีผลสำรวจของกลุ่ม {' '.join(made.gaps)}",
        f"No result yet of the groups {', '.join(made.gaps)}",
    )


def _chart(made: SurveyResults, groups: AnnexTable) -> dict | None:
    """Bars of the groups that have a value; the table beside has them all."""
    shares = [(row.code, row.measured.satisfied_percent) for row in made.groups]
    bars = [(code, share) for code, share in shares if share is not None]
    return chart_of(SATISFIED, bars, groups, BESIDE)

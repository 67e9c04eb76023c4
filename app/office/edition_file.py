"""An edition of Form 2.3 as a file: read with its faults, and written so that it can be read."""

from typing import Any

from app.intake.office_file.registers import Line, YearReport
from app.office.edition_check import edition_faults
from app.office.shape import faults_of
from app.office.yaml_file import Fault, Wrong, parse
from app.office.yaml_text import flow
from app.reports.editions import RESULTS, Form
from workflows.words import Words

START = "seed_report_"
NO_LINES = Words("ไม่มีบรรทัดของแบบฟอร์ม (lines:)", "should have the lines of an edition (lines:)")


def read_edition(text: str) -> YearReport:
    """The edition that ``text`` says, alone or as ``seed_report_<year>``; Wrong with its faults."""
    parsed = parse(text)
    if not isinstance(parsed.data, dict) or not parsed.data:
        raise Wrong([Fault(1, "", NO_LINES)])
    only = next(iter(parsed.data))
    wrapped = len(parsed.data) == 1 and str(only).startswith(START)
    above, part = ((only,), parsed.data[only]) if wrapped else ((), parsed.data)
    faults = [*parsed.faults, *faults_of(YearReport, part, above, parsed)]
    if not faults:
        faults = list(edition_faults(parsed, above, part))
    if faults:
        raise Wrong(faults)
    return YearReport.model_validate(part)


def write_edition(form: Form, lines: list[dict[str, Any]]) -> str:
    """The text of a file that gives ``form`` again."""
    head = [f"name: {flow(form.name)}"] if form.name else []
    head += [f"criteria: {flow(form.sections)}", f"status_labels: {flow(form.results or RESULTS)}"]
    return "\n".join([*head, "lines:", *(f"  - {flow(_ordered(line))}" for line in lines), ""])


def _ordered(line: dict[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in Line.model_fields if name in line}

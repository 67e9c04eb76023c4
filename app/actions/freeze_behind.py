"""Keeps what was behind each figure of a form that is handed in."""

from typing import Any

from app.queries import behind as rows
from app.reports.behind import Behind, behind
from app.reports.facts import Facts
from app.reports.form23 import Form23
from app.reports.frozen import plain, said_keys
from workflows.errors import Conflict


def freeze_behind(form: Form23, facts: Facts) -> dict[str, Any]:
    """Of each figure its definition, its date, its question, and its rows by their keys.

    Conflict where a case came between the count and its list: what is frozen must agree.
    """
    figures: dict[str, Any] = {}
    for criterion in form.criteria:
        for claim in criterion.claims:
            for figure in claim.figures:
                found = None if figure.name in figures else behind(figure.name, facts)
                if found is not None:
                    said = {"definition": figure.definition, "known": form.as_known_on}
                    figures[figure.name] = plain(said) | _rows(found, figure.value, form)
    return figures


def _rows(found: Behind, value: object, form: Form23) -> dict[str, Any]:
    told = {"query": plain(found.query)}
    if found.cases is None:
        return told | {"lines": [_line(rows.line(*weighed)) for weighed in found.lines]}
    keys = rows.keys(found.cases)
    if isinstance(value, int) and value != len(keys):
        raise Conflict(f"form23:{form.fiscal_year_be}")
    return told | {"cases": said_keys(keys)}


def _line(line: rows.Line) -> dict[str, Any]:
    found: dict[str, Any] = plain(vars(line))
    return found

"""Gathers the annexes of Form 2.3 that somebody asked for, ready for any of its files."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement

from app.documents.form23_annex import Annex, annex_of
from app.intake.channels import CHANNEL_LABELS
from app.reports.annexes.cs3 import cs3_annex
from app.reports.annexes.cs6 import cs6_annex
from app.reports.annexes.table import AnnexTable
from app.reports.sla_table import names
from app.reports.survey_results import last_of
from workflows.dates import say_date

ANNEXES = ("cs3", "cs6")
NO_SURVEY = "ปีงบประมาณนี้ยังไม่มีแบบสำรวจ"


def gather_annexes(
    asked: Iterable[str], year: int, now: datetime, seen: ColumnElement[bool] | None = None
) -> list[Annex]:
    """The tables as they stand ``now``, numbered, in Thai like the form; others are not known.

    ``seen`` is what the reader may see: without it no case is named.
    """
    wanted = set(asked)
    found: list[Annex] = []
    if "cs3" in wanted:
        known = names(CHANNEL_LABELS)
        found += _numbered("CS3", cs3_annex(year, now, known, seen), now)
    if "cs6" in wanted:
        survey = last_of(year)
        tables = cs6_annex(survey) if survey else ()
        found += _numbered("CS6", tables, now) or [Annex("ภาคผนวก CS6", ("ผล",), [(NO_SURVEY,)])]
    return found


def _numbered(criterion: str, tables: Sequence[AnnexTable], now: datetime) -> list[Annex]:
    known = say_date(now, style="full")
    return [
        annex_of(
            f"ภาคผนวก {criterion} ({number}) {table.title.th}",
            f"{table.definition.th} · ข้อมูล ณ {known}", table.plain("th"),
        )
        for number, table in enumerate(tables, start=1)
    ]  # fmt: skip

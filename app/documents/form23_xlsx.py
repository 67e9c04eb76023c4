"""Form 2.3 as a workbook: every figure, every claim, every criterion; numbers as numbers."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.documents.form23_annex import figures
from app.documents.form23_sheet import RESULTS, Wanted
from app.documents.xlsx import write_xlsx
from workflows.dates import BANGKOK, say_date
from workflows.fiscal import fiscal_days

if TYPE_CHECKING:
    from datetime import datetime

    from app.reports.form23 import Form23

FIGURES = "ตัวเลข"
FIGURE_HEADS = (
    "เกณฑ์", "ข้อ", "ชื่อ", "ค่า", "นิยาม", "ที่มา", "ช่วงเวลา", "ข้อมูล ณ"
)  # fmt: skip
CLAIMS = "ข้อความ"
CLAIM_HEADS = (
    "เกณฑ์", "ข้อ", "ข้อความฉบับจริง", "ร่างจากข้อมูล", "มีข้อมูลรองรับ", "สิ่งที่ขาด", "ยืนยันโดย",
    "ยืนยันเมื่อ", "พิมพ์ในแบบ", "หลักฐาน",
)  # fmt: skip
CRITERIA = "เกณฑ์"
MEANINGS = "นิยามของภาคผนวก"
CRITERION_HEADS = ("เกณฑ์", "ข้อความ", "ผลการดำเนินการ", "ระบบเสนอ", "หลักฐาน")
YES, NO = "ใช่", "ไม่"
PLAIN = Wanted()
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")  # in the name of a sheet


def write_form_xlsx(form: "Form23", wanted: Wanted = PLAIN) -> bytes:
    """The workbook; a claim that is not printed is in it too, and says so."""
    sheets: dict[str, Any] = {
        FIGURES: (FIGURE_HEADS, list(_figures(form))),
        CLAIMS: (CLAIM_HEADS, list(_claims(form))),
        CRITERIA: (CRITERION_HEADS, list(_criteria(form))),
    }
    for number, annex in enumerate(wanted.annexes, start=1):
        sheets[f"{number} {_FORBIDDEN.sub(' ', annex.title)}"] = (annex.heads, annex.rows)
    if wanted.annexes:
        sheets[MEANINGS] = (("ตาราง", "นิยาม"), [(one.title, one.note) for one in wanted.annexes])
    return write_xlsx(sheets)


def _figures(form: "Form23") -> Iterator[list[Any]]:
    first, last = fiscal_days(form.fiscal_year_be)
    said = f"{say_date(first, style='full')} – {say_date(last, style='full')} ({first} – {last})"
    known = _moment(form.as_known_on)
    for criterion, claim, figure in figures(form):
        yield [
            criterion.code, claim.number, figure.name, figure.value, figure.definition.th,
            figure.source.th, said, known,
        ]  # fmt: skip


def _claims(form: "Form23") -> Iterator[list[Any]]:
    for criterion in form.criteria:
        for claim in criterion.claims:
            yield [
                criterion.code, claim.number, claim.text, claim.draft, _yes(claim.supported),
                "\n".join(words.th for words in claim.missing), claim.confirmed_by,
                _moment(claim.confirmed_at) if claim.confirmed_at else None,
                _yes(claim.is_printed), "\n".join(claim.evidence),
            ]  # fmt: skip


def _criteria(form: "Form23") -> Iterator[list[Any]]:
    for criterion in form.criteria:
        yield [
            criterion.code, criterion.text, RESULTS.get(criterion.result or ""),
            RESULTS[criterion.proposed_result], "\n".join(criterion.evidence),
        ]  # fmt: skip


def _moment(moment: "datetime") -> str:
    return moment.astimezone(BANGKOK).isoformat(sep=" ", timespec="minutes")


def _yes(value: bool) -> str:
    return YES if value else NO

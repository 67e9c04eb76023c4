"""The numbers that the site reports, each read where a reader finds it."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from playwright.sync_api import Page

from tests.outside.programs import Program

KINDS = {
    "complaint": "ข้อร้องเรียน",
    "suggestion": "ข้อเสนอแนะ",
    "opinion": "ข้อคิดเห็น",
    "compliment": "คำชมเชย",
}


@dataclass(frozen=True)
class Period:
    """Inclusive days."""

    first: date
    last: date

    @property
    def query(self) -> str:
        """As reports are asked for it."""
        return f"from={self.first}&to={self.last}"


def sla(manager: Program, period: Period) -> Counter[tuple[str, ...]]:
    """Every figure of the SLA report by month, kind, channel and name."""
    report = manager.get(f"/reports/sla?{period.query}&by=month,kind,channel")
    found: Counter[tuple[str, ...]] = Counter()
    for row in report["rows"]:
        group = (row["month"], row["kind"], row["channel"])
        for name in ("received", "resolved", "open", "overdue"):
            found[*group, name] = row[name]
        for promise, share in row["on_time"].items():
            found[*group, f"{promise}.met"], found[*group, f"{promise}.due"] = (
                share["met"], share["due"],
            )  # fmt: skip
    return found


def sla_of_kinds(manager: Program, period: Period) -> dict[str, list[str]]:
    """Received and resolved of each kind, and of all, by their Thai names."""
    report = manager.get(f"/reports/sla?{period.query}&by=kind")
    rows = {KINDS[row["kind"]]: row for row in report["rows"]} | {"รวม": report["totals"]}
    return {name: [str(row["received"]), str(row["resolved"])] for name, row in rows.items()}


def sla_page(page: Page, url: str, period: Period) -> dict[str, list[str]]:
    """The same as the page shows it."""
    page.goto(f"{url}/figures/sla?{period.query}&by=kind")
    table = page.get_by_role("region", name="ตัวเลขทั้งหมด").get_by_role("table")
    rows = (row.inner_text().split("\t") for row in table.get_by_role("row").all()[1:])
    return {cells[0].strip(): [cell.strip() for cell in cells[1:3]] for cells in rows}


def sla_csv(page: Page) -> dict[str, list[str]]:
    """The same from the file that the page offers."""
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return {row["ประเภท"]: [row["รับเข้า"], row["ยุติ"]] for row in rows}


def form23(manager: Program, year: int) -> dict[str, Any]:
    """Every figure of Form 2.3 by its name."""
    form = manager.get(f"/reports/form23/{year}")
    claims = [claim for criterion in form["criteria"] for claim in criterion["claims"]]
    return {figure["name"]: figure["value"] for claim in claims for figure in claim["figures"]}


def form23_word_file(page: Page, url: str, year: int) -> Path:
    """The Word file that the page of the form offers."""
    page.goto(f"{url}/figures/form23/{year}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).first.click()
    return download.value.path()


def docx_figures(file: Path) -> dict[str, str]:
    """The figures that stand in the Word file beside their names."""
    rows = [[c.text for c in row.cells] for t in Document(str(file)).tables for row in t.rows]
    names = ((line, cells[1]) for cells in rows for line in cells[0].split("\n"))
    return {line: value for line, value in names if re.fullmatch(r"cs\d\.\S+", line)}


def docx_text(file: Path) -> str:
    """What stands in the Word file above and below its tables."""
    return "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)

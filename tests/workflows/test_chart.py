"""The chart: drawn from the table, with the responsible person on every arrow."""

import re
from pathlib import Path

import pytest

from workflows import TABLES, Kind
from workflows.chart import draw, rows

DOCS = Path(__file__).parents[2] / "docs" / "workflow.md"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_step_is_an_arrow_with_its_label_and_who_takes_it(kind: Kind, language: str) -> None:
    text = draw(kind, "mermaid", language)
    for row in TABLES[kind]:
        arrow = f"{row.source.name} --> {row.target.name}: {row.label.say(language)} · "
        assert arrow + row.by[0].label.say(language) in text


def test_the_picture_is_svg_with_a_name_and_no_script_or_style() -> None:
    svg = draw(Kind.COMPLAINT, "svg", "th")
    assert svg.startswith("<svg role=")
    assert 'aria-label="ขั้นตอนจัดการข้อร้องเรียน"' in svg
    assert "เจ้าของเรื่อง" in svg
    assert not re.search(r"<script|<style|style=|RECEIVED", svg)


def test_the_list_says_the_same_as_the_picture() -> None:
    listed = rows(Kind.COMPLIMENT, "th")
    assert len(listed) == len(TABLES[Kind.COMPLIMENT])
    assert all(entry["by"] and entry["step"] for entry in listed)


@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.COMPLIMENT])
def test_the_chart_in_the_documents_is_current(kind: Kind) -> None:
    assert draw(kind, "mermaid", "th") in DOCS.read_text()

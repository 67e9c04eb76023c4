"""The chart: drawn from the table, with the responsible person on every arrow."""

import html
import re
from pathlib import Path

import pytest

from workflows import TABLES, By, Kind, State
from workflows.chart import Beside, draw, rows

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


def test_a_picture_names_the_people_of_each_hat_and_tells_more_of_an_arrow() -> None:
    people = ((By.MANAGER, ("นางสุดา ใจดี", "นายก้อง ใจดี")),)
    told = ((("assign", State.RECEIVED), ("ภายใน 2 วันทำการ",)),)
    texts = re.findall(r">([^<]*)</text>", draw(Kind.COMPLIMENT, "svg", "th", Beside(people, told)))
    assert texts.count("ผู้บริหาร นางสุดา ใจดี") == sum(
        By.MANAGER in row.by for row in TABLES[Kind.COMPLIMENT]
    )
    assert texts.count("ภายใน 2 วันทำการ") == 1
    at = texts.index("มอบหมาย")
    assert texts[at : at + 5] == [
        "มอบหมาย", "เจ้าหน้าที่รับเรื่อง", "ผู้บริหาร นางสุดา ใจดี", "นายก้อง ใจดี",
        "ภายใน 2 วันทำการ",
    ]  # fmt: skip


def test_names_are_drawn_as_they_are_written_whatever_is_in_them() -> None:
    names = ("นายเก่ง", "นายเก้ง", 'น.ส."เอ็ม" <b> & O\'Neill \\N')
    svg = draw(Kind.COMPLIMENT, "svg", "th", Beside(((By.INTAKE, names),)))
    texts = [html.unescape(text) for text in re.findall(r">([^<]*)</text>", svg)]
    assert {f"เจ้าหน้าที่รับเรื่อง {names[0]}", *names[1:]} <= set(texts)
    assert "<b>" not in svg


def test_who_is_new_is_on_the_next_picture() -> None:
    for name in ("นายเดิม", "นายใหม่"):
        assert name in draw(Kind.OPINION, "svg", "th", Beside(((By.INTAKE, (name,)),)))
    assert "นายใหม่" not in draw(Kind.OPINION, "svg", "th")

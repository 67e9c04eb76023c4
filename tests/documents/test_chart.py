"""A chart is geometry, classes and words: nothing that the content policy would refuse."""

from xml.etree import ElementTree

import pytest

from app.documents.chart import bars, columns

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค."]


def parts(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter())


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parts(svg) if element.tag == f"{SVG}text"]


@pytest.fixture(params=["columns", "bars"])
def drawn(request: pytest.FixtureRequest) -> str:
    if request.param == "columns":
        return columns("รับ <เข้า>", "มาก & น้อย", MONTHS, {"รับเข้า": [3, 14, 0], "ยุติ": [2, 9, None]})
    return bars("รับ <เข้า>", "มาก & น้อย", MONTHS, {"ถึง": [96.5, None, None], "ต่ำ": [None, 40, 0]},
                target=90, unit="%")  # fmt: skip


def test_nothing_in_it_runs_styles_or_names(drawn: str) -> None:
    tags = {element.tag.removeprefix(SVG) for element in parts(drawn)}
    assert tags <= {"svg", "g", "rect", "path", "text", "title", "desc"}
    attributes = {name for element in parts(drawn) for name in element.attrib}
    assert not attributes & {"style", "id", "onclick", "href", "width;", "xlink:href"}
    assert "<!--" not in drawn


def test_it_is_one_picture_with_a_name_and_a_description(drawn: str) -> None:
    root = parts(drawn)[0]
    assert root.get("role") == "img"
    assert [(child.tag, child.text) for child in root[:2]] == [
        (f"{SVG}title", "รับ <เข้า>"), (f"{SVG}desc", "มาก & น้อย"),
    ]  # fmt: skip
    assert sum(element.tag == f"{SVG}title" for element in parts(drawn)) == 1


def test_all_of_twelve_months_are_written_and_some_of_many() -> None:
    year = [f"เดือน{n}" for n in range(12)]
    assert set(year) <= set(texts(columns("ก", "ข", year, {"ค": [1] * 12})))
    long = [f"เดือน{n}" for n in range(24)]
    assert set(texts(columns("ก", "ข", long, {"ค": [1] * 24}))) & set(long) == set(long[::2])


def test_bars_are_drawn_top_to_bottom_with_their_values_and_the_target() -> None:
    svg = bars(
        "ก", "ข", MONTHS, {"ถึง": [96.5, None, None], "ต่ำ": [None, 40, 0]}, target=90, unit="%"
    )
    heights = {e.text: float(e.get("y", 0)) for e in parts(svg) if e.text in MONTHS}
    assert sorted(heights, key=lambda month: heights[month]) == MONTHS
    assert {"96.5%", "40%", "90%"} <= set(texts(svg))
    assert "0%" not in texts(svg)


@pytest.mark.parametrize(
    ("most", "top"), [(0, "1"), (1, "1"), (4, "4"), (17, "20"), (30, "30"), (10_321, "15000")]
)
def test_the_axis_ends_at_a_round_number_above_everything(most: int, top: str) -> None:
    assert top in texts(columns("ก", "ข", ["ค"], {"ง": [most]}))


def test_without_any_value_there_is_still_a_picture() -> None:
    assert "<svg" in columns("ก", "ข", [], {"ค": []})

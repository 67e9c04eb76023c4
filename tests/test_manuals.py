"""The manuals say what the pages say: their labels, their pictures, and the time limits."""

import re
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from PIL import Image

from workflows.deadlines import Target
from workflows.kinds import Kind
from workflows.targets import DEFAULT_TARGETS, RESTRICTED

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MANUALS = sorted(DOCS.glob("manual-*.md"))
WHO = ("administrator", "citizen", "manager", "officer")
PICTURES = DOCS / "pictures"
MEGABYTES = 3 * 1024 * 1024
CODE = "\n".join(
    file.read_text()
    for folder, kind in (("app", "*.html"), ("app", "*.py"), ("app/static/source", "*.js"),
                         ("workflows", "*.py"))
    for file in sorted((ROOT / folder).rglob(kind))
)  # fmt: skip
OTHER = {"th": "เรื่องปกปิด", "en": "Restricted"}
UNITS = {"th": ("วันทำการ", "วัน"), "en": ("working day", "day")}


def pictures_in(file: Path) -> set[str]:
    """The names of the pictures that a page shows."""
    return set(re.findall(r"!\[[^]]+\]\((?:docs/)?pictures/([^)]+)\)", file.read_text()))


def in_words(target: Target | None, language: str) -> str:
    """A time limit as the manuals write it."""
    if target is None:
        return "–"
    unit = UNITS[language][not target.working]
    return f"{target.days} {unit}{'s' if language == 'en' and target.days > 1 else ''}"


def test_everybody_has_a_manual_in_both_languages() -> None:
    wanted = {f"manual-{who}{ending}" for who in WHO for ending in (".md", ".en.md")}
    assert {file.name for file in MANUALS} == wanted


def test_every_picture_is_there_and_is_used() -> None:
    used = set(chain.from_iterable(map(pictures_in, [ROOT / "README.md", *DOCS.rglob("*.md")])))
    assert len(used) > 20
    assert used == {file.name for file in PICTURES.glob("*.png")}


def test_the_pictures_are_small_and_of_the_width_of_their_screen() -> None:
    files = list(PICTURES.glob("*.png"))
    assert sum(file.stat().st_size for file in files) <= MEGABYTES
    widths = {file.name: Image.open(BytesIO(file.read_bytes())).width for file in files}
    assert {w for n, w in widths.items() if n.startswith("citizen-")} == {375}
    assert {w for n, w in widths.items() if not n.startswith("citizen-")} == {1280}


@pytest.mark.parametrize("file", MANUALS, ids=lambda file: file.name)
def test_every_label_a_manual_quotes_stands_on_a_page(file: Path) -> None:
    labels = set(re.findall(r"「\*\*(.+?)\*\*」", file.read_text()))
    lost = sorted(label for label in labels if f'"{label}' not in CODE)
    assert lost == []


@pytest.mark.parametrize("who", ["officer", "citizen"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_time_limits_are_those_we_ship(who: str, language: str) -> None:
    text = (DOCS / f"manual-{who}{'.en' if language == 'en' else ''}.md").read_text()
    for table, targets in DEFAULT_TARGETS.items():
        if table == RESTRICTED and who == "citizen":
            continue
        name = OTHER[language] if table == RESTRICTED else Kind(table).label.say(language)
        limits = [in_words(target, language) for target in targets.values()]
        if who == "citizen":
            del limits[2]  # the analysis is nothing that a citizen is told
        assert f"| {' | '.join([name, *limits])} |" in text

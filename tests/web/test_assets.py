"""The vendored front end: what bin/assets built is what is served, and it stays light."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "app" / "static"
REBUILD = "run bin/assets and commit what it wrote"
KILOBYTE = 1000


def test_every_served_file_is_the_one_that_was_built():
    built = dict(reversed(line.split(maxsplit=1)) for line in _lines(STATIC / "CHECKSUMS"))
    here = {
        f"./{path.relative_to(STATIC).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in STATIC.rglob("*")
        if path.is_file() and path.name != "CHECKSUMS"
    }
    assert here == built, REBUILD


@pytest.mark.parametrize(("name", "most"), [("siang.css", 25), ("siang.js", 15), ("desk.js", 3)])
def test_style_and_script_stay_light(name, most):
    assert len(gzip.compress((STATIC / name).read_bytes())) <= most * KILOBYTE


@pytest.mark.parametrize("weight", ["400", "600"])
def test_a_web_font_stays_light_and_its_full_file_lies_beside_it(weight):
    assert (STATIC / f"fonts/sarabun-{weight}.woff2").stat().st_size <= 20 * KILOBYTE
    assert (STATIC / f"fonts/sarabun-{weight}.ttf").exists()
    assert "SIL Open Font License" in (STATIC / "fonts/OFL.txt").read_text("utf-8")


def test_the_style_asks_for_nothing_from_elsewhere():
    style = (STATIC / "siang.css").read_text("utf-8")
    wanted = re.findall(r"url\(\"?([^)\"]+)\"?\)", style)
    assert wanted
    assert [name for name in wanted if not (STATIC / name).exists()] == []


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()
